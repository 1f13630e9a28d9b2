"""Rivers as lines downstream, and the kilometer at which a place lies along them."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

from geopy.distance import geodesic

Position = tuple[float, float]


@dataclass(frozen=True)
class River:
    """A river's center line.

    ``points`` are at least two (latitude, longitude) pairs in degrees, downstream.
    ``start_kilometer`` is the kilometer of the first point: 0, or for a branch the kilometer at
    which it leaves its river.
    """

    slug: str
    points: tuple[Position, ...]
    start_kilometer: float = 0.0

    @cached_property
    def lengths(self) -> tuple[float, ...]:
        """Geodesic kilometers from the first point to each point, the first being 0."""
        steps = (geodesic(one, other).kilometers for one, other in pairwise(self.points))
        return tuple(accumulate(steps, initial=0.0))

    def kilometer(self, latitude: float, longitude: float) -> float:
        """The river position of a place given in degrees.

        The geodesic length in kilometers along the line, from its first point to the point of
        the line nearest to the place, plus ``start_kilometer``.
        """
        segment, foot = self._foot(latitude, longitude)
        beyond = geodesic(self.points[segment], foot).kilometers
        return float(self.start_kilometer + self.lengths[segment] + beyond)

    def distance_to(self, latitude: float, longitude: float) -> float:
        """Geodesic kilometers from a place given in degrees to the nearest point of the line."""
        _, foot = self._foot(latitude, longitude)
        return float(geodesic((latitude, longitude), foot).kilometers)

    def _foot(self, latitude: float, longitude: float) -> tuple[int, Position]:
        place = (latitude, longitude)
        feet = [_foot(place, one, other) for one, other in pairwise(self.points)]
        nearest = min(range(len(feet)), key=lambda segment: feet[segment][0])
        return nearest, feet[nearest][1]


def load_rivers(folder: Path) -> dict[str, River]:
    """The rivers of ``centerlines.json`` in a folder such as ``data/basemap``, by slug.

    Raises FileNotFoundError when the file is missing.
    """
    document = json.loads((folder / "centerlines.json").read_text(encoding="utf-8"))
    return {
        slug: River(
            slug,
            tuple((latitude, longitude) for longitude, latitude in line["points"]),
            float(line["start_kilometer"]),
        )
        for slug, line in document.items()
    }


def nearest_river(
    rivers: Mapping[str, River],
    latitude: float,
    longitude: float,
    within_kilometers: float = 25,
) -> str | None:
    """The slug of the river nearest to a place given in degrees, or None if none is that near."""
    distances = {slug: river.distance_to(latitude, longitude) for slug, river in rivers.items()}
    slug = min(distances, key=lambda slug: distances[slug], default=None)
    return slug if slug is not None and distances[slug] <= within_kilometers else None


def _foot(place: Position, start: Position, end: Position) -> tuple[float, Position]:
    """The point of a segment nearest to a place, and their squared distance in degrees.

    Reckoned on an equirectangular projection around the place: a degree of longitude shrinks
    with the cosine of the place's latitude.
    """
    shrink = math.cos(math.radians(place[0]))
    along = ((end[1] - start[1]) * shrink, end[0] - start[0])
    to_place = ((place[1] - start[1]) * shrink, place[0] - start[0])
    square = along[0] ** 2 + along[1] ** 2
    share = (along[0] * to_place[0] + along[1] * to_place[1]) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    off = (to_place[0] - share * along[0], to_place[1] - share * along[1])
    foot = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
    return off[0] ** 2 + off[1] ** 2, foot
