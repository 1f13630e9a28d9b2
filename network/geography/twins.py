"""Finds the cities that a new one may already be: by number, by name, by distance."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geopy.distance import geodesic

from network.folding import fold
from network.geography.geocoders import likeness

# Towns of one name are often a few hours apart; one town has one point, give or take its size.
SAME_NAME_KILOMETERS = 30.0
ALIKE_KILOMETERS = 15.0
SAME_POINT_KILOMETERS = 3.0
ALIKE = 0.8


class Likeness(StrEnum):
    """Why a city may be the same, the strongest reason first."""

    SAME_PLACE = "same-place"
    SAME_NAME_NEAR = "same-name-near"
    SIMILAR_NAME_NEAR = "similar-name-near"
    SAME_POINT = "same-point"
    SAME_NAME_FAR = "same-name-far"


@dataclass(frozen=True)
class Town:
    """A city in plain values: a key of the caller's, its names, its point in degrees.

    ``geonames_id`` is None where it is not known.
    """

    key: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    geonames_id: int | None = None


@dataclass(frozen=True)
class Twin:
    """A city that may be the same, why, and how far away it lies."""

    town: Town
    likeness: Likeness
    distance_kilometers: float

    @property
    def is_likely(self) -> bool:
        """Whether people should have to say that it is another one."""
        return self.likeness != Likeness.SAME_NAME_FAR


def likely_twins(new: Town, known: Iterable[Town]) -> list[Twin]:
    """The cities of ``known`` that ``new`` may be, the likeliest first, itself (by key) left out.

    The same number of GeoNames; a name in common, once folded; a name that sounds alike within
    15 km; a point within 3 km. A name in common farther off than 30 km is told, too, as
    namesakes are easily mixed up.
    """
    order = {reason: place for place, reason in enumerate(Likeness)}
    twins = [twin for town in known if town.key != new.key and (twin := _twin(new, town))]
    return sorted(
        twins, key=lambda twin: (order[twin.likeness], twin.distance_kilometers, twin.town.key)
    )


def _twin(new: Town, town: Town) -> Twin | None:
    far = geodesic((new.latitude, new.longitude), (town.latitude, town.longitude)).kilometers
    reason = _reason(new, town, far)
    return Twin(town, reason, far) if reason else None


def _reason(new: Town, town: Town, far: float) -> Likeness | None:
    if new.geonames_id is not None and new.geonames_id == town.geonames_id:
        return Likeness.SAME_PLACE
    if _folded(new) & _folded(town):
        near = far <= SAME_NAME_KILOMETERS
        return Likeness.SAME_NAME_NEAR if near else Likeness.SAME_NAME_FAR
    if far <= ALIKE_KILOMETERS and _sound_alike(new, town):
        return Likeness.SIMILAR_NAME_NEAR
    return Likeness.SAME_POINT if far <= SAME_POINT_KILOMETERS else None


def _folded(town: Town) -> set[str]:
    return {fold(name) for name in town.names} - {""}


def _sound_alike(new: Town, town: Town) -> bool:
    return any(likeness(one, other) >= ALIKE for one in new.names for other in town.names)
