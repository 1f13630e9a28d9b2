"""The records behind the figures of reach: one rule for each, which figures and lists share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from network.models import City, Forum
from network.queries import reach
from network.queries.atlas import Atlas
from network.queries.filter import Filter
from network.vocabulary import Level, River, Stage

# What counts as one water when kilometers between its cities are measured.
WATERS: Mapping[River, River] = {
    River.TIGRIS: River.TIGRIS,
    River.EUPHRATES: River.EUPHRATES,
    River.SHATT_AL_HILLAH: River.EUPHRATES,
    River.SHATT_AL_ARAB: River.SHATT_AL_ARAB,
    River.DIYALA: River.DIYALA,
}
CITY_SETS = ("reached", "unreached", "measured", "populated")


def cities_held(cells: Iterable[Sequence[Any]]) -> list[str]:
    """The cities in which an activity was held, from rows of `sums_by_cell`."""
    return sorted({row[0] for row in cells if row[0] and row[4]})


def planned_cities(atlas: Atlas) -> set[str]:
    """The cities that were planned."""
    return {slug for slug, city in atlas.cities.items() if city.planned}


def cities_on_water(atlas: Atlas, held: Iterable[str]) -> list[City]:
    """Those of the cities that lie on a river."""
    cities = [atlas.cities[slug] for slug in held if slug in atlas.cities]
    return [city for city in cities if city.river in WATERS]


def measured_cities(on_water: Iterable[City]) -> list[City]:
    """Those of the cities whose place along their river is known."""
    return [city for city in on_water if city.river_kilometer is not None]


def forums_behind(session: Session, atlas: Atlas, chosen: Filter) -> list[Forum]:
    """The forums in the activities of a filter; all of them where nothing is asked."""
    reached = session.scalars(reach.forums_reached(chosen))
    # The atlas may be of an edition that was published a moment ago.
    return [atlas.forums[slug] for slug in reached if slug in atlas.forums]


def members_of(forums: Iterable[Forum]) -> set[str]:
    """The slugs of the member teams of some forums."""
    return {team.slug for forum in forums for team in forum.members}


def inhabitants(
    forums: Iterable[Forum], populations: Mapping[int, int | None]
) -> dict[str, int | None]:
    """The inhabitants of each city that has one of the forums as its active local one."""
    return {
        forum.city.slug: populations.get(forum.city.geonames_id or 0)
        for forum in forums
        if forum.level == Level.LOCAL and forum.stage == Stage.ACTIVE and forum.city
    }


def cities_behind(
    name: str,
    session: Session,
    atlas: Atlas,
    chosen: Filter,
    populations: Mapping[int, int | None],
) -> set[str]:
    """The slugs of one of `CITY_SETS` under a filter."""
    if name == "populated":
        found = inhabitants(forums_behind(session, atlas, chosen), populations)
        return {slug for slug, people in found.items() if people}
    held = cities_held(session.execute(reach.sums_by_cell(chosen)).all())
    if name == "measured":
        return {city.slug for city in measured_cities(cities_on_water(atlas, held))}
    planned = planned_cities(atlas)
    return planned & set(held) if name == "reached" else planned - set(held)
