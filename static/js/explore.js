// The first page: joins the form, the address, the map, the counts and the list.

import { bubbles } from "./bubbles.js";
import { followCounts } from "./counts.js";
import { FilterForm, joined } from "./filter.js";
import { followYears } from "./histogram.js";
import { land } from "./land.js";
import { followResults } from "./results.js";
import { rivers } from "./rivers.js";
import { createStore } from "./store.js";
import { makeWords } from "./words.js";

const TYPING_PAUSE = 250;
// The first page and the order by date stand in no address, as the server writes it.
const OTHER_SORTS = ["river", "name"];
const WIDE = "(min-width: 62rem)";

const data = JSON.parse(document.getElementById("map-data").textContent);
const form = document.getElementById("filter");
const words = makeWords(data);
const filterForm = new FilterForm(form, data.keys);
filterForm.write(location.search);
const store = createStore(data, filterForm);
const { load, offerRetry } = followResults(store, words);
let typing = null;
let view = viewOf(location.search);

// The folium script of the page calls these, one for each element of the map.
window.rafidain = {
  land,
  rivers: (map, options) => rivers(map, options, store),
  bubbles: (map, options) => bubbles(map, options, store, words),
};

if (matchMedia(WIDE).matches) document.getElementById("filter-more").open = true;
document.documentElement.classList.add("scripted");
document.getElementById("map_explore").hidden = false;
followCounts(store, words);
followYears(store, words);
begin();

form.addEventListener("change", (event) => {
  if (event.target.name === "q") return;
  keepYearsInOrder(event.target);
  apply("pushState");
});
form.addEventListener("years", () => apply("replaceState"));
form.elements.q.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => apply("replaceState"), TYPING_PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  apply("pushState");
});
document.getElementById("clear").addEventListener("click", (event) => {
  event.preventDefault();
  filterForm.write("");
  apply("pushState");
  form.elements.q.focus();
});
document.getElementById("results").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-page], a[data-sort]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  view = viewOf(new URL(link.href).search);
  remember("pushState");
  load(currentQuery(), true);
});
addEventListener("popstate", () => {
  filterForm.write(location.search);
  view = viewOf(location.search);
  apply(null, view);
});

function begin() {
  store.start().catch(() => offerRetry(begin));
}

async function apply(history, wanted = { ...view, page: null }) {
  try {
    if (!(await store.update())) return;
  } catch (error) {
    if (error.name !== "AbortError") offerRetry(() => apply(history, wanted));
    return;
  }
  view = wanted;
  if (history) remember(history);
  load(currentQuery());
}

function remember(how) {
  const address = joined(data.addresses.page, currentQuery());
  history[how](null, "", address);
  for (const link of document.querySelectorAll(".languages a")) {
    const other = new URL(link.href);
    other.search = new URL(address, location).search;
    link.href = other;
  }
  for (const link of document.querySelectorAll("[data-filtered]")) followFilter(link);
}

// A past day stays in a link, and what its `data-filtered` names.
function followFilter(link) {
  const other = new URL(link.href);
  const kept = (key) => [...other.searchParams].filter(([name]) => name === key);
  const pairs = [...kept("as_of"), ...filterForm.pairs(store.filter), ...kept(link.dataset.filtered)];
  other.search = new URLSearchParams(pairs);
  link.href = other;
}

function currentQuery() {
  const pairs = filterForm.pairs(store.filter);
  if (view.sort) pairs.push(["sort", view.sort]);
  if (view.page) pairs.push(["page", view.page]);
  return new URLSearchParams(pairs).toString();
}

function viewOf(search) {
  const asked = new URLSearchParams(search);
  const [sort, page] = [asked.get("sort"), asked.get("page")];
  return {
    sort: OTHER_SORTS.includes(sort) ? sort : null,
    page: /^[1-9]\d{0,4}$/.test(page) && page !== "1" ? page : null,
  };
}

// Choosing one end beyond the other takes the other along.
function keepYearsInOrder(changed) {
  const { from, to } = form.elements;
  if (!from.value || !to.value || Number(from.value) <= Number(to.value)) return;
  if (changed === from) to.value = from.value;
  else from.value = to.value;
}
