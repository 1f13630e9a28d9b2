"""The next cities up- and downstream of a city."""

from collections.abc import Iterable

from network.models import City
from network.vocabulary import River

# Where a branch leaves its river and comes back to it, and where two rivers join.
BRANCH_OF = {River.SHATT_AL_HILLAH: River.EUPHRATES}
JOINS = {River.TIGRIS: River.SHATT_AL_ARAB, River.EUPHRATES: River.SHATT_AL_ARAB}


def upstream(city: City, cities: Iterable[City]) -> list[City]:
    """The next city toward the source; where two rivers have joined, the last one of each."""
    kilometer = city.river_kilometer
    if kilometer is None:
        return []
    others = [other for other in cities if other.river_kilometer is not None]
    for river in _own_waters(city):
        above = [other for other in _on(river, others) if _kilometer(other) < kilometer]
        if above:
            return [max(above, key=_kilometer)]
    joining = [_on(river, others) for river, joined in JOINS.items() if joined == city.river]
    return [max(last, key=_kilometer) for last in joining if last]


def downstream(city: City, cities: Iterable[City]) -> list[City]:
    """The next city toward the sea; after the last of a river, the first where it has joined."""
    kilometer = city.river_kilometer
    if kilometer is None:
        return []
    others = [other for other in cities if other.river_kilometer is not None]
    for river in _own_waters(city):
        below = [other for other in _on(river, others) if _kilometer(other) > kilometer]
        if below:
            return [min(below, key=_kilometer)]
    joined = JOINS.get(BRANCH_OF.get(city.river, city.river))
    after = _on(joined, others) if joined else []
    return [min(after, key=_kilometer)] if after else []


def _own_waters(city: City) -> list[River]:
    """The city's river, then, for a branch, the river that it belongs to."""
    main = BRANCH_OF.get(city.river)
    return [city.river, main] if main else [city.river]


def _on(river: River, cities: Iterable[City]) -> list[City]:
    return [city for city in cities if city.river == river]


def _kilometer(city: City) -> float:
    return city.river_kilometer or 0.0
