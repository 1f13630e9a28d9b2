// Land, borders, lakes and governorates: the quiet ground of the map.

const REGION = [[28.5, 37.5], [38.6, 50]];

export function land(map, options) {
  L.Util.emptyImageUrl = "";
  pane(map, "world", 200);
  pane(map, "land", 210);
  pane(map, "lakes", 220);
  let asked = false;

  // The rest of the world is fetched when a view first reaches beyond the region.
  async function beyond() {
    if (asked || L.latLngBounds(REGION).contains(map.getBounds())) return;
    asked = true;
    asked = Boolean(await draw(map, options.world, "world", () => "world"));
  }

  map.on("moveend", beyond);
  draw(map, options.land, "land", (properties) => properties.kind);
  draw(map, options.governorates, "land", () => "governorate");
  draw(map, options.lakes, "lakes", () => "lake");
  beyond();
}

export function pane(map, name, order) {
  map.createPane(name).style.zIndex = order;
}

export async function draw(map, address, paneName, className) {
  const response = await fetch(address, { credentials: "omit" }).catch(() => null);
  if (!response?.ok) return null;
  return L.geoJSON(await response.json(), {
    pane: paneName,
    interactive: false,
    style: (feature) => ({ className: className(feature.properties) }),
  }).addTo(map);
}
