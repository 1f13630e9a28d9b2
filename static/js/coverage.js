// Coverage: governorates in their shades, and a mark for each city that was planned or reached.

import { addControls } from "./controls.js";
import { pane } from "./land.js";
import { addMark, finish } from "./marks.js";

export async function coverage(map, options, data, words) {
  map.fitBounds(options.home, { animate: false });
  pane(map, "areas", 225);
  await shade(map, options.governorates, data.areas);
  const marks = data.cities.map((city) => addCity(map, city));
  addControls(map, options.home, words);
  finish(map, marks);
}

async function shade(map, address, areas) {
  const response = await fetch(address, { credentials: "omit" }).catch(() => null);
  if (!response?.ok) return;
  L.geoJSON(await response.json(), {
    pane: "areas",
    interactive: false,
    style: ({ properties }) => ({ className: `area area-${areas[properties.pcode] ?? 0}` }),
  }).addTo(map);
}

function addCity(map, city) {
  const className = city.activities ? "bubble" : "bubble bubble-hollow";
  const mark = addMark(map, city, className, city.radius, { keyboard: true, riseOnHover: true });
  const { marker, element } = mark;
  element.dataset.city = city.slug;
  element.dataset.activities = city.activities;
  element.setAttribute("role", "link");
  element.setAttribute("aria-label", `${city.name.text}: ${city.words}`);
  const open = () => location.assign(city.address);
  marker.on("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") open();
  });
  return { ...mark, count: city.activities };
}
