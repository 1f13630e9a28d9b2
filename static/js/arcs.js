// The arcs of solidarity: from each country to the cities that its people came to.

import { addControls } from "./controls.js";
import { openGatherings } from "./gatherings.js";
import { addMark, finish } from "./marks.js";

const STEPS = 40;
const SMALLEST = 4;
const LARGEST = 10;
const FAR = 5;

export function arcs(map, options, data, words) {
  const ends = new Map([...data.cities, ...data.countries].map((end) => [end.slug ?? end.code, end]));
  const most = Math.max(1, ...data.cities.map((city) => city.gatherings.length));
  map.options.minZoom = 0;
  const home = homeOf(data);
  map.fitBounds(home, { animate: false, padding: [24, 24] });
  const lines = data.arcs.map((arc) => addArc(map, arc, ends, options.bend));
  const markers = [
    ...data.cities.map((city) => addCity(map, city, most, words, lines)),
    ...data.countries.map((country) => addCountry(map, country)),
  ];
  addControls(map, home, words);

  finish(map, markers, (frame) => frame.classList.toggle("far", map.getZoom() < FAR));
}

function homeOf(data) {
  const points = [...data.cities, ...data.countries].map((end) => end.point);
  return points.length > 1 ? L.latLngBounds(points) : L.latLngBounds([[29, 10], [60, 50]]);
}

// The same curve as on the static map: bent to the north, in Web Mercator.
function addArc(map, arc, ends, bend) {
  const { crs } = map.options;
  const start = crs.project(L.latLng(ends.get(arc.country).point));
  const end = crs.project(L.latLng(ends.get(arc.city).point));
  const north = end.x > start.x ? 1 : -1;
  const top = L.point(
    (start.x + end.x) / 2 - north * (end.y - start.y) * bend,
    (start.y + end.y) / 2 + north * (end.x - start.x) * bend,
  );
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const t = step / STEPS;
    const at = (a, b, c) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
    return crs.unproject(L.point(at(start.x, top.x, end.x), at(start.y, top.y, end.y)));
  });
  const weight = 1 + 0.6 * arc.gatherings;
  const look = { className: "arc", weight, smoothFactor: 0, interactive: false };
  const line = L.polyline(points, look).addTo(map);
  line.getElement().dataset.arc = `${arc.country}:${arc.city}`;
  return { arc, element: line.getElement() };
}

function addCity(map, city, most, words, lines) {
  const count = city.gatherings.length;
  const radius = Math.max(SMALLEST, LARGEST * Math.sqrt(count / most));
  const entry = addMark(map, city, "bubble", radius, { keyboard: true, riseOnHover: true });
  const { element, marker } = entry;
  element.dataset.city = city.slug;
  element.dataset.activities = count;
  element.setAttribute("aria-label", `${city.name.text}: ${words.counted("gatherings", count)}`);
  marker.setZIndexOffset(1000 - Math.round(radius));
  const open = () => openGatherings(city, element, words);
  marker.on("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });
  const own = lines.filter((line) => line.arc.city === city.slug);
  const mark = (chosen) => own.forEach((line) => line.element.classList.toggle("arc-chosen", chosen));
  for (const name of ["mouseenter", "focus"]) element.addEventListener(name, () => mark(true));
  for (const name of ["mouseleave", "blur"]) element.addEventListener(name, () => mark(false));
  return { ...entry, count: count + 1 };
}

function addCountry(map, country) {
  const name = { text: country.name };
  const entry = addMark(map, { ...country, name }, "country", 3, { interactive: false, keyboard: false });
  entry.element.setAttribute("aria-hidden", "true");
  return { ...entry, count: country.gatherings / 1000 };
}
