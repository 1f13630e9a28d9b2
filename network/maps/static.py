"""The static map: the same picture as the drawn one, as SVG that needs no script."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from network.geography.projection import Frame
from network.maps.ground import HOME_EAST, HOME_NORTH, HOME_SOUTH, HOME_WEST

WIDTH = 640
HOME = Frame(HOME_WEST, HOME_SOUTH, HOME_EAST, HOME_NORTH, WIDTH)
SMALLEST_RADIUS, LARGEST_RADIUS = 5.0, 30.0
# Points closer than this many SVG units to the one before add bytes and no shape.
SPACING = {"land": 2.0, "governorates": 2.5, "lakes": 1.5, "rivers": 0.8}
# The rectangle that the base map covers; beyond it the static map knows nothing.
REGION = ((37.5, 28.5), (50.0, 28.5), (50.0, 38.6), (37.5, 38.6))
LETTER_WIDTH, LABEL_HEIGHT, LABEL_GAP = 7.2, 16.0, 4.0
# How much larger names are where the whole map is no wider than a phone.
LARGE = 1.6

# Left, top, right and bottom of a rectangle, in SVG units.
Box = tuple[float, float, float, float]


class Side(StrEnum):
    """The sides of a bubble on which its name may stand, the best first."""

    RIGHT = "right"
    LEFT = "left"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class Place:
    """A city as a map knows it: its slug and name, degrees, and whether it was planned."""

    slug: str
    name: str
    latitude: float
    longitude: float
    planned: bool


@dataclass(frozen=True)
class Bubble:
    """A city on the static map, in SVG units; `side` is where its name fits, if anywhere.

    `large_side` is where the name fits in the larger type of a small map.
    """

    place: Place
    activities: int
    x: float
    y: float
    radius: float
    side: Side | None = None
    large_side: Side | None = None

    @property
    def label(self) -> tuple[float, float, str]:
        """Where the name stands: x, the y of its base line, and the SVG text-anchor."""
        return self._label(self.side or Side.RIGHT, 1)

    @property
    def large_label(self) -> tuple[float, float, str]:
        """Where the name stands in larger type, as `label` says it."""
        return self._label(self.large_side or Side.RIGHT, LARGE)

    def _label(self, side: Side, scale: float) -> tuple[float, float, str]:
        box = _label_box(self, side, scale)
        anchor = {Side.RIGHT: "start", Side.LEFT: "end"}.get(side, "middle")
        x = {"start": box[0], "end": box[2]}.get(anchor, self.x)
        return round(x, 1), round(box[3] - scale * LABEL_HEIGHT / 4, 1), anchor


@dataclass(frozen=True)
class Shape:
    """A line or an area of the base map: its kind and the `d` of its path."""

    kind: str
    d: str


def radius(activities: int, most: int) -> float:
    """The radius whose area follows the number of activities; `most` gives the largest bubble.

    The smallest bubble can still be seen and touched, so small numbers are drawn a bit larger.
    """
    if activities <= 0:
        return SMALLEST_RADIUS
    share = activities / max(most, 1)
    return max(SMALLEST_RADIUS, LARGEST_RADIUS * math.sqrt(share))


def bubbles(
    places: Sequence[Place], counts: Mapping[str, int], most: int, frame: Frame = HOME
) -> list[Bubble]:
    """The bubbles inside `frame`, largest first, so that small ones lie on top.

    A city without matching activities is shown, hollow, only if it was planned.
    """
    shown = [
        place
        for place in places
        if (counts.get(place.slug) or place.planned)
        and frame.contains(place.latitude, place.longitude)
    ]
    shown.sort(key=lambda place: (-counts.get(place.slug, 0), place.slug))
    drawn = [
        _bubble(
            place, counts.get(place.slug, 0), most, frame.point(place.latitude, place.longitude)
        )
        for place in shown
    ]
    usual, large = (_sides(drawn, frame.width, scale) for scale in (1, LARGE))
    return [
        replace(bubble, side=side, large_side=large_side)
        for bubble, side, large_side in zip(drawn, usual, large, strict=True)
    ]


def _bubble(place: Place, count: int, most: int, point: tuple[float, float]) -> Bubble:
    x, y = point
    size = radius(count, most)
    return Bubble(place, count, round(x, 1), round(y, 1), round(size, 1))


def _sides(drawn: list[Bubble], width: float, scale: float) -> list[Side | None]:
    """Where each name covers neither another bubble nor a larger one's name, if anywhere."""
    taken: list[Box] = []
    found = []
    for bubble in drawn:
        others = [*taken, *(_bubble_box(other) for other in drawn if other is not bubble)]
        sides = {side: _label_box(bubble, side, scale) for side in Side}
        free = (
            side
            for side, box in sides.items()
            if box[0] > 0 and box[2] < width and not any(_overlap(box, other) for other in others)
        )
        side = next(free, None)
        if side is not None:
            taken.append(sides[side])
        found.append(side)
    return found


@cache
def base_shapes(folder: Path) -> tuple[Shape, ...]:
    """Land, governorates and rivers of the base map in `folder`, thinned out for the frame."""
    sea = Shape("sea", HOME.path(REGION, close=True))
    return (sea, *_shapes(folder))


def area_paths(path: Path) -> Iterator[tuple[str, str]]:
    """The p-code of each governorate in the file at `path`, with the `d` of its path."""
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        rings = feature["geometry"]["coordinates"]
        yield feature["properties"]["pcode"], _path(rings, SPACING["governorates"], True)


def _shapes(folder: Path) -> Iterator[Shape]:
    return (
        Shape(kind, d)
        for name in SPACING
        for kind, lines, close in _features(folder / f"{name}.json", name)
        if (d := _path(lines, SPACING[name], close))
    )


def _features(
    path: Path, name: str
) -> Iterator[tuple[str, Iterable[Sequence[Sequence[float]]], bool]]:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry, properties = feature["geometry"], feature["properties"]
        kind = properties.get("kind", name.removesuffix("s"))
        if name == "rivers" and not properties["main"]:
            kind = "stream"
        coordinates = geometry["coordinates"]
        if geometry["type"] == "LineString":
            yield kind, [coordinates], False
        elif geometry["type"] == "MultiLineString":
            yield kind, coordinates, False
        elif geometry["type"] == "Polygon":
            yield kind, coordinates, True
        else:
            yield kind, [ring for polygon in coordinates for ring in polygon], True


def _path(lines: Iterable[Sequence[Sequence[float]]], spacing: float, close: bool) -> str:
    thinned = (_thin(line, spacing) for line in lines)
    return "".join(HOME.path(line, close) for line in thinned if len(line) > (3 if close else 1))


def _thin(line: Sequence[Sequence[float]], spacing: float) -> list[Sequence[float]]:
    kept: list[Sequence[float]] = []
    last = (math.inf, math.inf)
    for position in line:
        point = HOME.point(position[1], position[0])
        if math.dist(point, last) >= spacing:
            kept.append(position)
            last = point
    if kept and kept[-1] is not line[-1]:
        kept.append(line[-1])
    return kept


def _label_box(bubble: Bubble, side: Side, scale: float) -> Box:
    length, height = scale * len(bubble.place.name) * LETTER_WIDTH, scale * LABEL_HEIGHT
    away = bubble.radius + LABEL_GAP
    left = {Side.RIGHT: away, Side.LEFT: -away - length}.get(side, -length / 2)
    top = {Side.ABOVE: -bubble.radius - height, Side.BELOW: bubble.radius}.get(side, -height / 2)
    x, y = bubble.x + left, bubble.y + top
    return x, y, x + length, y + height


def _bubble_box(bubble: Bubble) -> Box:
    size = bubble.radius
    return bubble.x - size, bubble.y - size, bubble.x + size, bubble.y + size


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
