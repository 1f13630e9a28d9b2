// The buttons of the map: whatever dragging and pinching do can also be pressed.

const STEP = 120;

export function addControls(map, home, words) {
  const panel = document.createElement("div");
  panel.className = "map-buttons";
  panel.append(
    button("+", words.say("zoom_in"), () => map.zoomIn()),
    button("−", words.say("zoom_out"), () => map.zoomOut()),
    button("⌂", words.say("home"), () => map.fitBounds(home)),
    button("↑", words.say("up"), () => map.panBy([0, -STEP]), "pan"),
    button("↓", words.say("down"), () => map.panBy([0, STEP]), "pan"),
    button("←", words.say("left"), () => map.panBy([-STEP, 0]), "pan"),
    button("→", words.say("right"), () => map.panBy([STEP, 0]), "pan"),
  );
  map.getContainer().parentElement.append(panel);
}

function button(sign, label, act, className = "") {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = sign;
  element.title = label;
  element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}
