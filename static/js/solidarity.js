// The solidarity page: what its folium script calls, one function for each element of the map.

import { arcs } from "./arcs.js";
import { land } from "./land.js";
import { rivers } from "./rivers.js";
import { makeWords } from "./words.js";

const data = JSON.parse(document.getElementById("map-data").textContent);
const words = makeWords(data);

window.rafidain = {
  land,
  rivers: (map, options) => rivers(map, options, { data }),
  arcs: (map, options) => arcs(map, options, data, words),
};
document.getElementById("map_solidarity").hidden = false;
