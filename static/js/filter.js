// The filter: between the form, the address and a plain value.

const SEVERAL = { theme: "themes", river: "rivers", kind: "kinds", says: "says", began: "began" };
const ONE = ["city", "forum", "organization", "funder", "q"];
// The order in which the server writes an address, so that both write the same one.
const ORDER = [
  "theme", "river", "kind", "from", "to", "city", "forum", "organization", "funder", "says", "began", "q",
];
const LONGEST_TEXT = 100;

export function readForm(form) {
  const values = new FormData(form);
  const filter = {};
  for (const [name, key] of Object.entries(SEVERAL)) filter[key] = values.getAll(name).sort();
  for (const name of ONE) filter[name] = clean(values.get(name)) || null;
  filter.from = Number(values.get("from")) || null;
  filter.to = Number(values.get("to")) || null;
  if (filter.from && filter.to && filter.from > filter.to) filter.to = null;
  return filter;
}

// Set the form to what an address asks for; what the form does not offer is left out.
export function writeForm(form, search) {
  const asked = new URLSearchParams(search);
  for (const name of Object.keys(SEVERAL)) {
    const wanted = new Set(asked.getAll(name));
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) {
      box.checked = wanted.has(box.value);
    }
  }
  for (const name of ["from", "to", "city", "forum", "organization", "funder"]) {
    const select = form.elements[name];
    if (!select) continue;
    const offered = [...select.options].map((option) => option.value);
    select.value = asked.getAll(name).find((value) => offered.includes(value)) ?? "";
  }
  const from = Number(form.elements.from.value);
  const to = Number(form.elements.to.value);
  if (from && to && from > to) form.elements.to.value = "";
  form.elements.q.value = clean(asked.get("q"));
}

export function toPairs(filter) {
  const pairs = [];
  for (const name of ORDER) {
    const value = filter[SEVERAL[name] ?? name];
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (entry !== null && entry !== "") pairs.push([name, String(entry)]);
    }
  }
  return pairs;
}

// An address of a past day has a query already.
export function joined(address, query) {
  if (!String(query)) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

export function narrowing(filter) {
  return toPairs({
    themes: [], rivers: [], kinds: [], from: null, to: null, city: null,
    forum: filter.forum, organization: filter.organization, funder: filter.funder,
    says: filter.says, began: filter.began, q: filter.q,
  });
}

// A text without a letter or a digit asks for nothing; bare hamza and tatweel are none.
function clean(text) {
  if (!/[\p{L}\p{N}]/u.test((text ?? "").replace(/[\u0621\u0640]/g, ""))) return "";
  return (text ?? "").replace(/[\s\p{C}]+/gu, " ").trim().slice(0, LONGEST_TEXT).trim();
}
