// Long lists to tick: a search above them, and what is chosen in the line that opens them.

const LONG = 12;

export function makeSearchable(root) {
  for (const list of root.querySelectorAll("[data-searchable]")) {
    const rows = [...list.querySelectorAll(".check")];
    if (rows.length > LONG) list.before(searchOf(list, rows));
    const chosen = list.closest("details")?.querySelector(".several-chosen");
    if (chosen) list.addEventListener("change", () => tell(chosen, rows));
  }
}

function searchOf(list, rows) {
  const search = document.createElement("input");
  search.type = "search";
  search.className = "list-search";
  search.placeholder = list.dataset.searchable;
  search.setAttribute("aria-label", list.dataset.searchable);
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    const asked = fold(search.value);
    for (const row of rows) row.hidden = !fold(row.textContent).includes(asked);
  });
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return search;
}

function tell(place, rows) {
  const names = rows.filter((row) => row.querySelector("input").checked);
  const comma = document.documentElement.dir === "rtl" ? "، " : ", ";
  place.textContent = names.map((row) => row.textContent.trim()).join(comma) || place.dataset.none;
}

// Enough of the server's folding to find a name whatever its alef and its accents.
function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/[يىێ]/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/[ةە]/g, "ه")
    .toLocaleLowerCase();
}
