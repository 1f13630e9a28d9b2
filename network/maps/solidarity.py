"""The map of the solidarity: the conferences, and an arc from each country that came."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from network.geography.projection import Frame
from network.maps.elements import DrawnElement
from network.maps.ground import BaseMap, RenderedMap, rendered
from network.maps.static import Bubble, Place, Shape, bubbles

# From the Americas to Australia; the static map shows no more.
WORLD = Frame(-104, -42, 158, 67, 1000)
SPACING = 2.5
# How far an arc stands off the straight line, as a share of its length; static/js/arcs.js agrees.
BEND = 0.18
# Bubbles are drawn as if the largest were this many times as large, so that arcs stay in sight.
SCALE = 9


class ArcLayer(DrawnElement):
    """An arc from each country to each conference that its people came to."""

    draw = "arcs"


@dataclass(frozen=True)
class Arc:
    """So many gatherings in a city that people of a country came to."""

    country: str
    city: str
    gatherings: int


@dataclass(frozen=True)
class DrawnArc:
    """An arc on the static map: the `d` of its path and its width."""

    arc: Arc
    d: str
    width: float


@dataclass(frozen=True)
class WorldMap:
    """The static map: arcs, the cities of the gatherings, the countries that came."""

    arcs: tuple[DrawnArc, ...]
    cities: tuple[Bubble, ...]
    countries: tuple[Bubble, ...]


@cache
def solidarity_map(base: BaseMap) -> RenderedMap:
    """The map of the solidarity."""
    return rendered("solidarity", ArcLayer("arcs", bend=BEND), base, (33, 40, 3))


def world_map(
    cities: Mapping[Place, int], countries: Sequence[Place], arcs: Iterable[Arc], most: int
) -> WorldMap:
    """Where everything stands on the static map.

    `cities` come with the number of their gatherings; `most` gatherings give the largest bubble.
    The slug of a country's place is its code; the places of both ends of an arc must be given.
    """
    ends = {place.slug: place for place in (*cities, *countries)}
    drawn = tuple(
        DrawnArc(
            arc,
            _arc(_point(ends[arc.country]), _point(ends[arc.city])),
            round(1 + 0.6 * arc.gatherings, 1),
        )
        for arc in arcs
    )
    counts = {place.slug: count for place, count in cities.items()}
    placed = bubbles([*cities, *countries], counts, most * SCALE, WORLD)
    return WorldMap(
        drawn,
        tuple(bubble for bubble in placed if bubble.place in cities),
        tuple(bubble for bubble in placed if bubble.place not in cities),
    )


@cache
def world_shapes(folder: Path) -> tuple[Shape, ...]:
    """The land of the world in `folder`, thinned out for the frame."""
    document = json.loads((folder / "world.json").read_text(encoding="utf-8"))
    rings = [
        ring
        for feature in document["features"]
        for polygon in feature["geometry"]["coordinates"]
        for ring in polygon
        if _in_frame(ring)
    ]
    return (Shape("world", "".join(WORLD.path(_thin(ring), close=True) for ring in rings)),)


def _in_frame(ring: Sequence[Sequence[float]]) -> bool:
    west, east = (end(position[0] for position in ring) for end in (min, max))
    south, north = (end(position[1] for position in ring) for end in (min, max))
    across = west < WORLD.east and east > WORLD.west
    return across and south < WORLD.north and north > WORLD.south


def _thin(ring: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    kept: list[Sequence[float]] = []
    last = (math.inf, math.inf)
    for longitude, latitude, *_ in ring:
        point = WORLD.point(max(-84.0, min(84.0, latitude)), longitude)
        if math.dist(point, last) >= SPACING:
            kept.append((longitude, max(-84.0, min(84.0, latitude))))
            last = point
    return kept


def _point(place: Place) -> tuple[float, float]:
    return WORLD.point(place.latitude, place.longitude)


def _arc(start: tuple[float, float], end: tuple[float, float]) -> str:
    """The `d` of an arc that bends to the north, so that both directions look alike."""
    across, down = end[0] - start[0], end[1] - start[1]
    north = -1 if across > 0 else 1
    x = (start[0] + end[0]) / 2 - north * down * BEND
    y = (start[1] + end[1]) / 2 + north * across * BEND
    return f"M{start[0]:.1f},{start[1]:.1f}Q{x:.1f},{y:.1f} {end[0]:.1f},{end[1]:.1f}"
