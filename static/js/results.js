// The list: fetched as a fragment whenever the filter changes; late answers are dropped.

import { tellOptions } from "./counts.js";
import { joined } from "./filter.js";

export function followResults(store, words) {
  const place = document.getElementById("results");
  const notices = document.getElementById("notices");
  const form = document.getElementById("filter");
  let waiting = null;

  async function load(query, focus = false) {
    if (waiting?.query === query) return;
    waiting?.end.abort();
    const mine = { query, end: new AbortController() };
    waiting = mine;
    store.code = "";
    const { signal } = mine.end;
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(joined(store.data.addresses.fragment, query), {
        signal,
        credentials: "omit",
      });
      if (!response.ok) throw new Error(String(response.status));
      const fragment = await response.json();
      if (signal.aborted) return;
      show(fragment);
      if (focus) document.getElementById("results-heading").focus();
    } catch (error) {
      if (error.name !== "AbortError") offerRetry(() => load(query));
    } finally {
      if (waiting === mine) {
        waiting = null;
        place.removeAttribute("aria-busy");
      }
    }
  }

  // The server's own template wrote this fragment and escaped every text in it.
  function show(fragment) {
    place.innerHTML = fragment.list;
    notices.innerHTML = fragment.notices;
    place.dataset.loaded = String(Number(place.dataset.loaded ?? 0) + 1);
    store.code = fragment.code;
    tellOptions(form.elements.forum, fragment.forums, words);
    tellOptions(form.elements.organization, fragment.organizations, words);
    tellOptions(form.elements.funder, fragment.funders, words);
  }

  function offerRetry(act) {
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = words.say("offline");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = words.say("retry");
    again.addEventListener("click", () => {
      notices.replaceChildren();
      act();
    });
    line.append(" ", again);
    notices.replaceChildren(line);
  }

  return { load, offerRetry };
}
