// The place picker: numbered candidates and a pin that mouse, touch and keyboard can move.

import { addControls } from "./controls.js";
import { inIraq } from "./iraq.js";
import { placeLabels } from "./labels.js";
import { land } from "./land.js";
import { rivers } from "./rivers.js";
import { makeWords, nameElement } from "./words.js";

const STEP = 0.01;
const LONG_STEP = 0.1;
const CLOSEST = 9;
// Room for the pin, which stands above its point, and for the buttons at the end of the line.
const BUTTONS_ON_THE_LEFT = document.documentElement.dir === "rtl";
const ROOM = {
  paddingTopLeft: BUTTONS_ON_THE_LEFT ? [84, 68] : [44, 68],
  paddingBottomRight: BUTTONS_ON_THE_LEFT ? [44, 36] : [84, 36],
  animate: false,
};
const ARROWS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const OTHER_DIGITS = /[٠-٩۰-۹]/g;

const root = document.getElementById("place-picker");
const data = JSON.parse(document.getElementById("picker-data").textContent);
const words = makeWords(data);
const status = document.getElementById("pin-status");
const inputs = ["latitude", "longitude"].map((name) => root.querySelector(`[name=${name}]`));
const radios = [...root.querySelectorAll("[name=place]")];

// The folium script of the page calls these, one for each element of the map.
window.rafidain = {
  land,
  rivers: (map, options) => rivers(map, options, { data }),
  picker,
};
document.getElementById("map_picker").hidden = false;

async function picker(map, options) {
  const frame = map.getContainer().parentElement;
  let areas = null;
  let pin = null;

  show(map, options.home);
  addControls(map, options.home, words);
  const towns = data.towns.map((town) => addTown(map, town));
  for (const candidate of data.candidates) {
    addCandidate(map, candidate, () => choose(candidate));
  }
  const given = typed(options.home);
  if (given) setPin(given);

  map.on("click", (event) => movePin([event.latlng.lat, event.latlng.lng]));
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      const candidate = data.candidates.find((entry) => entry.value === radio.value);
      if (candidate) choose(candidate);
      else if (!pin) tell(words.say("set_pin"));
    });
  }
  for (const input of inputs) input.addEventListener("input", readInputs);
  const buttons = root.querySelector(".picker-buttons");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) nudge(Number(button.dataset.north) * STEP, Number(button.dataset.east) * STEP);
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(frame);
  map.on("zoomend moveend resize", nameTowns);
  map.on("layeradd", ({ layer }) => {
    if (layer.options.pane === "rivers" && layer instanceof L.Marker) nameTowns();
  });
  nameTowns();
  frame.classList.add("drawn");
  frame.querySelector(".static-map").classList.add("on-paper");

  areas = await areasOf(options.governorates);
  document.documentElement.dataset.map = "ready";

  // Few names from far away; what is found has its own markers, which no name may cover.
  function nameTowns() {
    const view = map.getBounds();
    for (const town of towns) {
      town.shown = view.contains(town.point) && map.getZoom() >= town.from;
      town.element.hidden = !town.shown;
    }
    placeLabels(towns, frame.getBoundingClientRect(), frame.querySelectorAll(".river-name span"));
  }

  function choose(candidate) {
    movePin(candidate.point, candidate.value);
  }

  // Where the areas are missing, the server alone says what lies in Iraq.
  function movePin([latitude, longitude], value = data.pin) {
    const point = [rounded(latitude), rounded(longitude)];
    const allowed = !areas || value !== data.pin || inIraq(areas, point);
    if (allowed) {
      setPin(point);
      inputs.forEach((input, index) => {
        input.value = point[index].toFixed(2);
        input.removeAttribute("aria-invalid");
      });
      check(value);
      tellPoint(point);
      map.panInside(point, ROOM);
    } else {
      if (pin) pin.setLatLng(pin.point);
      tell(words.say("outside"));
    }
    return allowed;
  }

  function nudge(north, east) {
    const { lat, lng } = pin ? pin.getLatLng() : map.getCenter();
    movePin([lat + north, lng + east]);
  }

  function setPin(point) {
    pin ??= makePin(map, point, movePin, nudge);
    pin.point = point;
    pin.setLatLng(point);
  }

  function readInputs() {
    const numbers = inputs.map((input) => numberIn(input.value));
    inputs.forEach((input, index) => {
      input.setAttribute("aria-invalid", String(input.value !== "" && Number.isNaN(numbers[index])));
    });
    check(data.pin);
    if (inputs.some((input) => input.value.trim() === "")) return;
    if (numbers.some(Number.isNaN)) {
      tell(words.say("not_a_number"));
    } else if (areas && !inIraq(areas, numbers)) {
      tell(words.say("outside"));
    } else {
      setPin(numbers.map(rounded));
      tellPoint(numbers.map(rounded));
      map.panInside(numbers, ROOM);
    }
  }
}

// The point that the page came with, unless it lies far outside.
function typed(home) {
  const numbers = inputs.map((input) => numberIn(input.value));
  return !numbers.some(Number.isNaN) && L.latLngBounds(home).contains(numbers) ? numbers : null;
}

function show(map, home) {
  const points = data.candidates.map((candidate) => candidate.point);
  const given = typed(home);
  if (given) points.push(given);
  if (points.length) map.fitBounds(points, { ...ROOM, maxZoom: CLOSEST });
  else map.fitBounds(home, { animate: false });
}

function addCandidate(map, candidate, choose) {
  const face = document.createElement("span");
  face.className = "picker-number";
  face.textContent = words.year(candidate.number);
  const icon = L.divIcon({ className: "place-marker", html: face, iconSize: [0, 0] });
  const marker = L.marker(candidate.point, { icon, keyboard: true, riseOnHover: true }).addTo(map);
  const element = marker.getElement();
  element.dataset.number = candidate.number;
  element.setAttribute("aria-label", candidate.label);
  marker.on("click", choose);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    choose();
  });
}

function addTown(map, { name, point, from }) {
  const found = data.candidates.some((candidate) => String(candidate.point) === String(point));
  const face = document.createElement("span");
  face.className = "town-face";
  const label = document.createElement("span");
  label.className = "bubble-label";
  label.append(nameElement(name));
  const box = document.createElement("span");
  box.className = "bubble-box";
  box.append(face, label);
  const className = found ? "town town-found" : "town";
  const icon = L.divIcon({ className, html: box, iconSize: [0, 0] });
  const marker = L.marker(point, { icon, interactive: false, keyboard: false }).addTo(map);
  const element = marker.getElement();
  element.setAttribute("aria-hidden", "true");
  const seen = found ? -1 : from;
  return { element, face, label, point, from: seen, shown: true, count: -seen };
}

function makePin(map, point, move, nudge) {
  const face = document.createElement("span");
  face.className = "pin-face";
  const icon = L.divIcon({ className: "pin-marker", html: face, iconSize: [0, 0] });
  const pin = L.marker(point, {
    icon,
    keyboard: true,
    draggable: true,
    autoPan: true,
    zIndexOffset: 1000,
  }).addTo(map);
  const element = pin.getElement();
  element.id = "pin";
  element.setAttribute("aria-label", words.say("pin"));
  element.setAttribute("aria-describedby", status.id);
  pin.on("dragend", () => {
    const { lat, lng } = pin.getLatLng();
    move([lat, lng]);
  });
  element.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? LONG_STEP : STEP;
    nudge(way[0] * step, way[1] * step);
  });
  return pin;
}

async function areasOf(address) {
  const response = await fetch(address, { credentials: "omit" }).catch(() => null);
  return response?.ok ? (await response.json()).features : null;
}

function check(value) {
  const radio = radios.find((entry) => entry.value === value);
  if (radio) radio.checked = true;
}

function tell(text) {
  status.textContent = text;
}

function tellPoint(point) {
  const [latitude, longitude] = point.map((degrees) => words.year(degrees.toFixed(2)));
  tell(
    words.say("pin_at").replace("%(latitude)s", latitude).replace("%(longitude)s", longitude),
  );
}

function numberIn(text) {
  const plain = text
    .trim()
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[٫،,]/, ".")
    .replace(/°$/, "");
  return /^-?\d{1,3}(\.\d*)?$/.test(plain) ? Number(plain) : NaN;
}

function rounded(degrees) {
  return Math.round(degrees * 100) / 100;
}
