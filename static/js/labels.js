// Where the names of the map stand: beside their points, without covering any other.

const SIDES = ["right", "left", "above", "below"];
const GAP = 5;

// Names stand on the first side where they cover neither a bubble nor the name of a larger one nor
// any of the elements `before`, and where the rectangle `within`, in which the bubble is seen, does
// not cut them off.
export function placeLabels(markers, within, before = []) {
  const shown = markers.filter((entry) => entry.shown);
  for (const entry of shown) entry.label.dataset.side = SIDES[0];
  shown.sort((one, other) => other.count - one.count);
  const faces = shown.map((entry) => entry.face.getBoundingClientRect());
  const sizes = shown.map((entry) => entry.label.getBoundingClientRect());
  const taken = [...before].map((element) => element.getBoundingClientRect());
  shown.forEach((entry, place) => {
    const others = [...taken, ...faces.filter((_, other) => other !== place)];
    const boxes = SIDES.map((side) => boxOn(side, faces[place], sizes[place]));
    const seen = overlap(faces[place], within);
    const free = boxes.findIndex(
      (box) => (!seen || inside(box, within)) && !others.some((other) => overlap(box, other)),
    );
    entry.label.dataset.side = SIDES[free] ?? "none";
    if (free >= 0) taken.push(boxes[free]);
  });
}

function boxOn(side, face, size) {
  const middle = { x: (face.left + face.right) / 2, y: (face.top + face.bottom) / 2 };
  const left = { right: face.right + GAP, left: face.left - GAP - size.width }[side];
  const top = { above: face.top - size.height, below: face.bottom }[side];
  const box = { left: left ?? middle.x - size.width / 2, top: top ?? middle.y - size.height / 2 };
  return { ...box, right: box.left + size.width, bottom: box.top + size.height };
}

function inside(box, frame) {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  );
}

function overlap(one, other) {
  return (
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
  );
}
