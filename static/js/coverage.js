// Coverage: governorates in their shades, and a mark for each city that was planned or reached.

import { addControls } from "./controls.js";
import { pane } from "./land.js";
import { placeLabels } from "./labels.js";
import { nameElement } from "./words.js";

export async function coverage(map, options, data, words) {
  const frame = map.getContainer().parentElement;
  map.fitBounds(options.home, { animate: false });
  pane(map, "areas", 225);
  await shade(map, options.governorates, data.areas);
  const markers = data.cities.map((city) => addCity(map, city));
  addControls(map, options.home, words);
  const look = () => placeLabels(markers, frame.getBoundingClientRect());
  map.on("moveend zoomend resize", look);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(frame);
  map.whenReady(() => {
    look();
    frame.classList.add("drawn");
    keepForPaper(document.getElementById("static-map"));
    document.documentElement.dataset.map = "ready";
  });
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
  const face = document.createElement("span");
  face.className = "bubble-face";
  const label = document.createElement("span");
  label.className = "bubble-label";
  label.append(nameElement(city.name));
  const box = document.createElement("span");
  box.className = "bubble-box";
  box.append(face, label);
  const className = city.activities ? "bubble" : "bubble bubble-hollow";
  const icon = L.divIcon({ className, html: box, iconSize: [0, 0] });
  const marker = L.marker(city.point, { icon, keyboard: true, riseOnHover: true }).addTo(map);
  const element = marker.getElement();
  element.style.setProperty("--radius", `${city.radius}px`);
  element.dataset.city = city.slug;
  element.dataset.activities = city.activities;
  element.setAttribute("role", "link");
  element.setAttribute("aria-label", `${city.name.text}: ${city.words}`);
  const open = () => location.assign(city.address);
  marker.on("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") open();
  });
  return { marker, element, face, label, shown: true, count: city.activities };
}

// The static map is the same picture: it stays for the printer, without the hooks of the page.
function keepForPaper(svg) {
  svg.id = "paper-map";
  svg.classList.add("on-paper");
  for (const bubble of svg.querySelectorAll("[data-city]")) {
    for (const name of ["city", "activities"]) delete bubble.dataset[name];
  }
}
