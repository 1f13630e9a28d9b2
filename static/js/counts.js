// The counts and the choices: told anew with every change of the filter.

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
    document.getElementById("clear").hidden = !isAsking(filter);
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

function isAsking(filter) {
  return Object.values(filter).some((value) => (Array.isArray(value) ? value.length : value));
}
