// The map on another site: the same map, with the filter of its address and no form.

import { bubbles } from "./bubbles.js";
import { land } from "./land.js";
import { rivers } from "./rivers.js";
import { FilterForm } from "./filter.js";
import { createStore } from "./store.js";
import { makeWords } from "./words.js";

const data = JSON.parse(document.getElementById("map-data").textContent);
const words = makeWords(data);
const store = createStore(data, new FilterForm(document.getElementById("filter"), data.keys));

window.rafidain = {
  land,
  rivers: (map, options) => rivers(map, options, store),
  bubbles: (map, options) => bubbles(map, options, store, words),
};

document.documentElement.classList.add("scripted");
document.getElementById("map_explore").hidden = false;
store.start();
