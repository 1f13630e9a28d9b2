// Numbers and sentences with numbers, in the language of the page.

export function makeWords(data) {
  const format = new Intl.NumberFormat(data.digits === "arab" ? "ar-u-nu-arab" : "en");
  const plural = new Intl.PluralRules(data.plural_locale);
  const arabicDigits = "٠١٢٣٤٥٦٧٨٩";

  function number(value) {
    return format.format(value);
  }

  function year(value) {
    const text = String(value);
    return data.digits === "arab" ? text.replace(/\d/g, (digit) => arabicDigits[digit]) : text;
  }

  function counted(key, value) {
    const forms = data.plurals[key];
    const form = forms[plural.select(value)] ?? forms.other;
    return form.replace("%(number)s", number(value));
  }

  return { number, year, counted, say: (key) => data.words[key] };
}

// A name from the data, as an element that keeps its own direction.
export function nameElement(name) {
  const element = document.createElement("bdi");
  element.textContent = name.text;
  if (name.language) {
    element.lang = name.language;
    element.dir = name.direction;
  }
  return element;
}
