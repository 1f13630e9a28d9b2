// One bubble a city: a button whose area follows the number of matching activities.

import { openCard } from "./card.js";
import { addControls } from "./controls.js";
import { placeLabels } from "./labels.js";
import { keepForPaper } from "./paper.js";
import { nameElement } from "./words.js";

const SMALLEST = 5;
const LARGEST = 30;
const REFERENCE_WIDTH = 640;

export function bubbles(map, options, store, words) {
  const frame = map.getContainer().parentElement;
  const markers = store.data.cities.map((city) => addMarker(map, city, store, words));
  map.fitBounds(options.home, { animate: false });
  addControls(map, options.home, words);

  store.notify(() => {
    draw();
    takeOver();
  });
  map.on("moveend zoomend resize", () => {
    placeLabels(markers, frame.getBoundingClientRect());
    tellOutside(map, store, words);
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(frame);
  document.getElementById("show-all").addEventListener("click", (event) => {
    event.preventDefault();
    showAll(map, store);
  });

  // The static map stays until there is something to draw in its place.
  function takeOver() {
    if (frame.classList.contains("drawn")) return;
    frame.classList.add("drawn");
    keepForPaper(document.getElementById("static-map"), markers, options.home, store);
    document.documentElement.dataset.map = "ready";
  }

  function draw() {
    const scale = Math.min(1.15, Math.max(0.7, frame.clientWidth / REFERENCE_WIDTH));
    for (const marker of markers) drawMarker(marker, store, words, scale);
    placeLabels(markers, frame.getBoundingClientRect());
    tellOutside(map, store, words);
  }
}

function addMarker(map, city, store, words) {
  const face = document.createElement("span");
  face.className = "bubble-face";
  const label = document.createElement("span");
  label.className = "bubble-label";
  label.append(nameElement(city.name));
  const box = document.createElement("span");
  box.className = "bubble-box";
  box.append(face, label);
  const marker = L.marker([city.latitude, city.longitude], {
    icon: L.divIcon({ className: "bubble", html: box, iconSize: [0, 0] }),
    keyboard: true,
    riseOnHover: true,
  }).addTo(map);
  const element = marker.getElement();
  element.dataset.city = city.slug;
  const open = () => openCard(city, element, store, words);
  marker.on("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open();
  });
  return { city, marker, element, face, label, count: 0, shown: true };
}

function drawMarker(entry, store, words, scale) {
  const count = store.tally.byCity.get(entry.city.slug) ?? 0;
  const hollow = count === 0;
  entry.count = count;
  entry.shown = !hollow || entry.city.planned;
  const share = count / Math.max(store.data.largest, 1);
  const radius = hollow ? SMALLEST : Math.max(SMALLEST, LARGEST * Math.sqrt(share)) * scale;
  const { element } = entry;
  element.hidden = !entry.shown;
  element.classList.toggle("bubble-hollow", hollow);
  element.style.setProperty("--radius", `${radius.toFixed(1)}px`);
  element.dataset.activities = count;
  const state = hollow ? words.say("no_match") : words.counted("activities", count);
  element.setAttribute("aria-label", `${entry.city.name.text}: ${state}`);
  entry.marker.setZIndexOffset(-Math.round(radius * 10));
}

function matching(store) {
  return store.data.cities.filter((city) => store.tally.byCity.get(city.slug));
}

function tellOutside(map, store, words) {
  if (!store.tally) return;
  const view = map.getBounds();
  const outside = matching(store)
    .filter((city) => !view.contains([city.latitude, city.longitude]))
    .reduce((sum, city) => sum + store.tally.byCity.get(city.slug), 0);
  const text = document.getElementById("outside-text");
  text.dataset.value = outside;
  text.textContent = words.counted("outside", outside);
  document.getElementById("outside").hidden = outside === 0;
}

function showAll(map, store) {
  const points = matching(store).map((city) => [city.latitude, city.longitude]);
  if (points.length) map.fitBounds(points, { padding: [36, 36], maxZoom: 8 });
  map.getContainer().focus({ preventScroll: true });
}
