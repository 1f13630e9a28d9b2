// On paper the static map takes the place of the drawn one, and shows what that one shows.

const SVG = "http://www.w3.org/2000/svg";
const SMALLEST = 5;
const LARGEST = 30;
const GAP = 4;

export function keepForPaper(svg, markers, home, store) {
  // The hooks of the page are those of the drawn map alone.
  svg.id = "paper-map";
  svg.classList.add("on-paper");
  for (const bubble of svg.querySelectorAll("[data-city]")) bubble.remove();
  addEventListener("beforeprint", () => {
    for (const bubble of svg.querySelectorAll(".bubble")) bubble.remove();
    const place = projection(svg.viewBox.baseVal.width, home);
    const shown = markers.filter((entry) => entry.shown && inside(entry.city, home));
    shown.sort((one, other) => other.count - one.count);
    for (const entry of shown) svg.append(bubbleOf(entry, place(entry.city), store));
    writeAddress(store);
  });
}

function inside({ latitude, longitude }, [[south, west], [north, east]]) {
  return south <= latitude && latitude <= north && west <= longitude && longitude <= east;
}

// Web Mercator, as the server draws the static map.
function projection(width, [[, west], [north, east]]) {
  const radians = Math.PI / 180;
  const northing = (latitude) => Math.asinh(Math.tan(latitude * radians));
  const scale = width / ((east - west) * radians);
  return ({ latitude, longitude }) => ({
    x: (longitude - west) * radians * scale,
    y: (northing(north) - northing(latitude)) * scale,
  });
}

function bubbleOf({ city, count, label }, { x, y }, store) {
  const share = count / Math.max(store.data.largest, 1);
  const radius = Math.max(SMALLEST, count ? LARGEST * Math.sqrt(share) : 0);
  const group = element("g", { class: count ? "bubble" : "bubble bubble-hollow" });
  group.append(element("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1) }));
  const places = {
    right: [x + radius + GAP, y + GAP, "start"],
    left: [x - radius - GAP, y + GAP, "end"],
    above: [x, y - radius - GAP, "middle"],
    below: [x, y + radius + 3 * GAP, "middle"],
  };
  if (places[label.dataset.side]) {
    const [left, base, anchor] = places[label.dataset.side];
    const text = element("text", { x: left.toFixed(1), y: base.toFixed(1), "text-anchor": anchor });
    text.textContent = city.name.text;
    group.append(text);
  }
  return group;
}

// The address follows the filter, and so does its code, which comes with every list.
function writeAddress({ code }) {
  const address = document.getElementById("paper-address");
  const place = document.querySelector(".paper .qr");
  if (!address) return;
  const { pathname, search } = location;
  address.dataset.address = new URL(pathname + search, address.dataset.address).href;
  if (code === undefined || !place) return;
  const drawn = new DOMParser().parseFromString(code, "text/html").querySelector("svg");
  place.replaceWith(drawn ?? element("svg", { class: "qr" }));
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
