// The counts and the choices: told anew with every change of the filter.

export function followCounts(store, words) {
  const sentences = ["activities", "participants", "figures", "nowhere", "undated"];

  store.notify(({ tally, filter, form }) => {
    for (const what of sentences) tell(what, tally[what]);
    tell("cities", tally.byCity.size);
    for (const mark of form.element.querySelectorAll("[data-choice]")) {
      const [key, slug] = mark.dataset.choice.split(":");
      tellChoice(mark, tally.choices[key].get(slug) ?? 0, words);
    }
    tellOptions(form.element.elements.city, Object.fromEntries(tally.choices.city), words);
    const asked = form.words(filter, words);
    const line = document.getElementById("asked");
    line.textContent = asked.join(" · ");
    line.hidden = asked.length === 0;
    document.getElementById("clear").hidden = form.pairs(filter).length === 0;
  });

  function tell(what, value) {
    const mark = document.querySelector(`.counts [data-count="${what}"]`);
    mark.dataset.value = value;
    mark.textContent = words.counted(what, value);
    const line = mark.closest(".count-small");
    if (line) line.hidden = value === 0;
  }
}

// Write into each option of a list how many activities it would leave.
export function tellOptions(select, counts, words) {
  for (const option of select.options) {
    if (!option.value) continue;
    const count = counts[option.value] ?? 0;
    option.dataset.value = count;
    option.textContent = `${option.dataset.label} (${words.number(count)})`;
  }
}

function tellChoice(mark, count, words) {
  mark.dataset.value = count;
  mark.textContent = words.number(count);
  mark.closest(".choice").classList.toggle("choice-empty", count === 0);
}
