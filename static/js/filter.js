// The filter: between the form, the address and a plain value, by the server's table of keys.

export class FilterForm {
  constructor(element, keys) {
    this.element = element;
    this.keys = keys;
  }

  // A value for each key, by its name.
  read() {
    const values = new FormData(this.element);
    const filter = {};
    for (const { name, shape } of this.keys) filter[name] = readOne(values, name, shape);
    if (filter.from && filter.to && filter.from > filter.to) filter.to = null;
    return filter;
  }

  // Set the form to what an address asks for; what the form does not offer is left out.
  write(search) {
    const asked = new URLSearchParams(search);
    for (const { name } of this.keys) {
      for (const field of this.element.querySelectorAll(`[name="${name}"]`)) fill(field, asked.getAll(name));
    }
    const { from, to } = this.element.elements;
    if (from.value && to.value && Number(from.value) > Number(to.value)) to.value = "";
  }

  // The pairs of an address, in the order in which the server writes them.
  pairs(filter, keys = this.keys) {
    const pairs = [];
    for (const { name } of keys) {
      for (const entry of [filter[name] ?? []].flat()) pairs.push([name, String(entry)]);
    }
    return pairs;
  }

  // The part that only the server can answer.
  narrowing(filter) {
    const others = this.keys.filter((key) => !key.summed);
    return this.pairs(filter, others);
  }

  // What is asked for of all that the form offers, in its own words.
  words(filter, words) {
    const boxes = [...this.element.querySelectorAll(".choices input:checked")];
    const options = [...this.element.querySelectorAll("option[data-label]:checked")];
    const asked = [
      ...boxes.map((box) => box.closest(".choice").querySelector(".choice-label").textContent),
      ...options.map((option) => option.dataset.label),
    ];
    if (filter.from || filter.to) {
      const ends = [filter.from, filter.to].map((year) => (year ? words.year(year) : "…"));
      asked.push([...new Set(ends)].join(" – "));
    }
    if (filter.q) asked.push(filter.q);
    return asked;
  }
}

// An address of a past day has a query already.
export function joined(address, query) {
  if (!String(query)) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

function readOne(values, name, shape) {
  if (shape === "several") return values.getAll(name).sort();
  if (shape === "year") return Number(values.get(name)) || null;
  return clean(values.get(name)) || null;
}

function fill(field, given) {
  if (field.type === "checkbox") {
    field.checked = given.includes(field.value);
  } else if (field.options) {
    const offered = [...field.options].map((option) => option.value);
    field.value = given.find((value) => offered.includes(value)) ?? "";
  } else if (field.type === "search") {
    field.value = clean(given[0]).slice(0, field.maxLength).trim();
  }
}

// A text without a letter or a digit asks for nothing; bare hamza and tatweel are none.
function clean(text) {
  if (!/[\p{L}\p{N}]/u.test((text ?? "").replace(/[\u0621\u0640]/g, ""))) return "";
  return (text ?? "").replace(/[\s\p{C}]+/gu, " ").trim();
}
