// The page of reach: what its folium script calls, one function for each element of the map.

import { coverage } from "./coverage.js";
import { land } from "./land.js";
import { rivers } from "./rivers.js";
import { makeWords } from "./words.js";

const data = JSON.parse(document.getElementById("map-data").textContent);
const words = makeWords(data);

window.rafidain = {
  land,
  rivers: (map, options) => rivers(map, options, { data }),
  coverage: (map, options) => coverage(map, options, data, words),
};
document.getElementById("map_coverage").hidden = false;
