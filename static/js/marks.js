// What the maps of coverage and of solidarity share: a mark at a point, and the end of drawing.

import { placeLabels } from "./labels.js";
import { nameElement } from "./words.js";

// A mark with its name beside it, as the labels are placed.
export function addMark(map, end, className, radius, options) {
  const face = document.createElement("span");
  face.className = "bubble-face";
  const label = document.createElement("span");
  label.className = "bubble-label";
  label.append(nameElement(end.name));
  const box = document.createElement("span");
  box.className = "bubble-box";
  box.append(face, label);
  const icon = L.divIcon({ className, html: box, iconSize: [0, 0] });
  const marker = L.marker(end.point, { icon, ...options }).addTo(map);
  const element = marker.getElement();
  element.style.setProperty("--radius", `${radius.toFixed(1)}px`);
  return { marker, element, face, label, shown: true };
}

// Keeps the names apart from now on, and tells the page that its map is drawn.
export function finish(map, marks, look = () => {}) {
  const frame = map.getContainer().parentElement;
  const place = () => {
    look(frame);
    placeLabels(marks, frame.getBoundingClientRect());
  };
  map.on("moveend zoomend resize", place);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(frame);
  map.whenReady(() => {
    place();
    frame.classList.add("drawn");
    keepForPaper(document.getElementById("static-map"));
    document.documentElement.dataset.map = "ready";
  });
}

// The static map is the same picture: it stays for the printer, without the hooks of the page.
function keepForPaper(svg) {
  svg.id = "paper-map";
  svg.classList.add("on-paper");
  for (const bubble of svg.querySelectorAll("[data-city], [data-arc]")) {
    for (const name of ["city", "activities", "arc"]) delete bubble.dataset[name];
  }
}
