"""The towns that bear a name, without a map to choose on: each is told once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from geopy.distance import geodesic

from network.folding import fold
from network.geography.gazetteer import Place
from network.geography.geocoders import GazetteerGeocoder

# The gazetteer has some towns twice, a little apart, one of them without inhabitants.
ONE_TOWN_KILOMETERS = 15.0


def towns_named(
    gazetteer: GazetteerGeocoder, names: Iterable[str], pcode: str | None = None
) -> list[Place]:
    """The towns that have one of these names in any language and spelling, the largest first.

    Only those of the governorate with this p-code, where one is given. Names are no guesses here:
    letters that are written alike are the same, and nothing else is.
    """
    named = _by_name(gazetteer)
    found = {place for name in names for place in named.get(fold(name), ())}
    towns: list[Place] = []
    for place in sorted(found, key=lambda place: (-(place.population or 0), place.geonames_id)):
        inside = pcode is None or place.governorate == pcode
        if inside and not any(_are_one(place, town) for town in towns):
            towns.append(place)
    return towns


@cache
def _by_name(gazetteer: GazetteerGeocoder) -> Mapping[str, set[Place]]:
    named = defaultdict(set)
    for spelling in gazetteer.spellings:
        named[spelling.folded].add(spelling.place)
    return named


def _are_one(one: Place, other: Place) -> bool:
    points = [(place.latitude, place.longitude) for place in (one, other)]
    near = geodesic(*points).kilometers <= ONE_TOWN_KILOMETERS
    return near and one.governorate == other.governorate
