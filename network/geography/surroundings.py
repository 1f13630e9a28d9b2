"""What is known of a point: whether it lies in Iraq, its governorate, its river and kilometer."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from network.geography.candidates import Candidate
from network.geography.gazetteer import Governorate, Place
from network.geography.geocoders import GazetteerGeocoder
from network.geography.rivers import River, nearest_river

PUBLIC_DECIMALS = 2
KILOMETERS_A_DEGREE = 111.32
# Areas are simplified and points rounded: a town on the border may lie a little beyond the line.
BORDER_KILOMETERS = 3.0
# A town this near says more about the governorate than the lines of a small map.
TOWN_KILOMETERS = 6.0

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Area:
    """The area of a governorate: rings of [longitude, latitude] in degrees, holes included."""

    pcode: str
    rings: tuple[Ring, ...]

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether a point given in degrees lies inside, by the even-odd rule."""
        crossings = sum(
            (one[1] > latitude) != (other[1] > latitude)
            and longitude < one[0] + (latitude - one[1]) / (other[1] - one[1]) * (other[0] - one[0])
            for ring in self.rings
            for one, other in pairwise(ring)
        )
        return crossings % 2 == 1

    def kilometers_to(self, latitude: float, longitude: float) -> float:
        """About how many kilometers a point given in degrees lies from the outline."""
        return min(
            _kilometers(latitude, longitude, one, other)
            for ring in self.rings
            for one, other in pairwise(ring)
        )


@dataclass(frozen=True)
class Surroundings:
    """What is known of a point, given in degrees with two decimals.

    ``governorate`` is None outside Iraq. ``disputed`` is the governorate that the base map
    draws there, where this is another one: people should look twice. ``river_kilometer`` has one
    decimal and is None away from the rivers. ``nearest`` is the nearest place of the gazetteer
    within 40 km.
    """

    latitude: float
    longitude: float
    in_iraq: bool
    governorate: Governorate | None
    disputed: Governorate | None
    river: str | None
    river_kilometer: float | None
    nearest: Candidate | None


@dataclass(frozen=True)
class Ground:
    """What points are compared with: areas, rivers, places."""

    areas: tuple[Area, ...]
    rivers: Mapping[str, River]
    gazetteer: GazetteerGeocoder

    def at(self, latitude: float, longitude: float, place: Place | None = None) -> Surroundings:
        """What is known of a point given in degrees; of the point of ``place`` where one is chosen.

        The governorate is that of the chosen place; else that of a town within 6 km, as the base
        map draws Baghdad too small; else that whose area holds the point, or the nearest within
        3 km of the border.
        """
        if place is not None:
            latitude, longitude = place.latitude, place.longitude
        latitude, longitude = round(latitude, PUBLIC_DECIMALS), round(longitude, PUBLIC_DECIMALS)
        drawn = self._area(latitude, longitude)
        nearest = next(iter(self.gazetteer.near(latitude, longitude, 1)), None)
        own = place.governorate if place else (drawn and _town(nearest)) or drawn
        river = nearest_river(self.rivers, latitude, longitude) if own else None
        kilometer = self.rivers[river].kilometer(latitude, longitude) if river else None
        return Surroundings(
            latitude,
            longitude,
            own is not None,
            self.gazetteer.governorates.get(own or ""),
            self.gazetteer.governorates.get(drawn or "") if drawn != own else None,
            river,
            None if kilometer is None else round(kilometer, 1),
            nearest,
        )

    def in_iraq(self, latitude: float, longitude: float) -> bool:
        """Whether a point given in degrees lies in Iraq, or within 3 km of it."""
        return self._area(latitude, longitude) is not None

    def _area(self, latitude: float, longitude: float) -> str | None:
        inside = next((area for area in self.areas if area.contains(latitude, longitude)), None)
        if inside is not None:
            return inside.pcode
        near = min(self.areas, key=lambda area: area.kilometers_to(latitude, longitude))
        within = near.kilometers_to(latitude, longitude) <= BORDER_KILOMETERS
        return near.pcode if within else None


def load_areas(folder: Path) -> tuple[Area, ...]:
    """The governorates' areas of ``governorates.json`` in a folder such as ``data/basemap``.

    Raises FileNotFoundError when the file is missing.
    """
    document = json.loads((folder / "governorates.json").read_text(encoding="utf-8"))
    return tuple(
        Area(feature["id"], tuple(_rings(feature["geometry"]))) for feature in document["features"]
    )


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def _town(nearest: Candidate | None) -> str | None:
    if nearest is None or nearest.governorate is None:
        return None
    near = (nearest.distance_kilometers or 0) <= TOWN_KILOMETERS
    return nearest.governorate.pcode if near else None


def _kilometers(
    latitude: float, longitude: float, start: Sequence[float], end: Sequence[float]
) -> float:
    """From a point to a segment, on an equirectangular projection around the point."""
    shrink = math.cos(math.radians(latitude))
    along = ((end[0] - start[0]) * shrink, end[1] - start[1])
    to_point = ((longitude - start[0]) * shrink, latitude - start[1])
    square = along[0] ** 2 + along[1] ** 2
    share = (along[0] * to_point[0] + along[1] * to_point[1]) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    off = (to_point[0] - share * along[0], to_point[1] - share * along[1])
    return KILOMETERS_A_DEGREE * math.hypot(*off)
