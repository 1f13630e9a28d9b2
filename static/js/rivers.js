// The rivers: the strongest lines of the map, each with its name along it.

import { draw, pane } from "./land.js";

// Where each name stands, and how it leans: beside the line, clear of the cities.
const NAMES = {
  tigris: { at: [35.6, 43.27], lean: 85 },
  euphrates: { at: [35, 40.48], lean: 51 },
};

export async function rivers(map, options, store) {
  pane(map, "rivers", 230);
  const layer = await draw(map, options.url, "rivers", (properties) =>
    properties.main ? "river" : "stream",
  );
  layer?.eachLayer((line) => {
    const { id, names } = line.feature.properties;
    if (NAMES[id]) nameRiver(map, NAMES[id], names[store.data.language] ?? names.en);
  });
}

function nameRiver(map, { at, lean }, name) {
  const label = document.createElement("span");
  label.textContent = name;
  label.dir = "auto";
  label.style.transform = `translate(-50%, -50%) rotate(${lean}deg) translateY(-1.1em)`;
  L.marker(at, {
    pane: "rivers",
    interactive: false,
    keyboard: false,
    icon: L.divIcon({ className: "river-name", html: label, iconSize: [0, 0] }),
  }).addTo(map);
}
