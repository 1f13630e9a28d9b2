// The counts and the choices: told anew with every change of the filter.

import { toPairs } from "./filter.js";

const GROUPS = { theme: "themes", kind: "kinds", river: "rivers" };

export function followCounts(store, words) {
  const sentences = ["activities", "participants", "figures", "nowhere", "undated"];
  const form = document.getElementById("filter");

  store.notify(({ tally, filter }) => {
    for (const what of sentences) tell(what, tally[what]);
    tell("cities", tally.byCity.size);
    for (const mark of form.querySelectorAll("[data-choice]")) {
      const [key, slug] = mark.dataset.choice.split(":");
      tellChoice(mark, tally.choices[GROUPS[key]].get(slug) ?? 0, words);
    }
    tellOptions(form.elements.city, Object.fromEntries(tally.choices.city), words);
    const asked = askedWords(form, filter, words);
    const line = document.getElementById("asked");
    line.textContent = asked.join(" · ");
    line.hidden = asked.length === 0;
    document.getElementById("clear").hidden = toPairs(filter).length === 0;
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

// What the filter asks for, in the words that the form has for it.
function askedWords(form, filter, words) {
  const asked = [];
  for (const name of ["theme", "river", "kind"]) {
    for (const box of form.querySelectorAll(`input[name="${name}"]:checked`)) {
      asked.push(box.closest(".choice").querySelector(".choice-label").textContent);
    }
  }
  for (const name of ["city", "forum", "organization", "funder"]) {
    const [option] = form.elements[name].selectedOptions;
    if (option?.value) asked.push(option.dataset.label);
  }
  if (filter.from || filter.to) {
    const ends = [filter.from, filter.to].map((year) => (year ? words.year(year) : "…"));
    asked.push([...new Set(ends)].join(" – "));
  }
  if (filter.q) asked.push(filter.q);
  return asked;
}
