// Whether a point lies in Iraq, by the same rule as the server's (surroundings.py).

const BORDER_KILOMETERS = 3;
const KILOMETERS_A_DEGREE = 111.32;

export function inIraq(areas, [latitude, longitude]) {
  const rings = areas.flatMap((area) => area.geometry.coordinates);
  return (
    areas.some((area) => contains(area.geometry.coordinates, latitude, longitude)) ||
    rings.some((ring) => near(ring, latitude, longitude))
  );
}

function contains(rings, latitude, longitude) {
  let crossings = 0;
  for (const ring of rings) {
    for (const [one, other] of segments(ring)) {
      if (one[1] > latitude === other[1] > latitude) continue;
      const share = (latitude - one[1]) / (other[1] - one[1]);
      if (longitude < one[0] + share * (other[0] - one[0])) crossings += 1;
    }
  }
  return crossings % 2 === 1;
}

function near(ring, latitude, longitude) {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  return segments(ring).some(([one, other]) => {
    const along = [(other[0] - one[0]) * shrink, other[1] - one[1]];
    const toPoint = [(longitude - one[0]) * shrink, latitude - one[1]];
    const square = along[0] ** 2 + along[1] ** 2;
    const ratio = square ? (toPoint[0] * along[0] + toPoint[1] * along[1]) / square : 0;
    const share = Math.min(1, Math.max(0, ratio));
    const off = [toPoint[0] - share * along[0], toPoint[1] - share * along[1]];
    return KILOMETERS_A_DEGREE * Math.hypot(...off) <= BORDER_KILOMETERS;
  });
}

function segments(ring) {
  return ring.slice(1).map((position, index) => [ring[index], position]);
}
