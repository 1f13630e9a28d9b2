"""The cube: the activities as cells of equal place, years, kind and themes, and their sums."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from network.models import Activity, City, Theme
from network.models.activity import activity_theme
from network.queries.activities import activities
from network.queries.conditions import RIVER_BRANCHES
from network.queries.filter import Filter
from network.vocabulary import ActivityKind

NO_CITY = -1
COLUMNS = ("city", "first", "last", "kind", "themes", "activities", "participants", "figures")
MAIN_RIVER = {branch: river for river, waters in RIVER_BRANCHES.items() for branch in waters}


class Cell(NamedTuple):
    """A cell: places in the cube's lists, years (None where unknown), and three sums.

    `figures` is the number of its activities that say how many took part.
    """

    city: int
    first: int | None
    last: int | None
    kind: int
    themes: int
    activities: int
    participants: int
    figures: int


@dataclass
class Tally:
    """What a filter leaves: sums, and for each choice of a key how many it would leave."""

    activities: int = 0
    participants: int = 0
    figures: int = 0
    undated: int = 0
    undated_left_out: int = 0
    nowhere: int = 0
    by_city: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    choices: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )

    @property
    def cities(self) -> int:
        """The number of cities with an activity."""
        return len(self.by_city)


@dataclass(frozen=True)
class Cube:
    """A cube document, read for counting."""

    cities: Sequence[str]
    rivers: Sequence[str]
    themes: Sequence[str]
    kinds: Sequence[str]
    theme_sets: Sequence[Sequence[int]]
    cells: Sequence[Cell]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Cube":
        """The cube that `build_cube` wrote down."""
        cells = document["cells"]
        return cls(
            document["cities"],
            document["rivers"],
            document["themes"],
            document["kinds"],
            document["theme_sets"],
            [Cell(*values) for values in zip(*(cells[name] for name in COLUMNS), strict=True)],
        )

    @cached_property
    def years(self) -> range:
        """From the first year with an activity to the last."""
        dated = [cell for cell in self.cells if cell.first is not None]
        if not dated:
            return range(0)
        return range(min(cell.first or 0 for cell in dated), max(c.last or 0 for c in dated) + 1)

    def tally(self, chosen: Filter) -> Tally:
        """Count what `chosen` leaves; its forum, organization and text are not looked at.

        A cell that fails one key only still counts among that key's own choices.
        """
        tally, passing = Tally(), self._passing(chosen)
        of_themes, of_kinds, of_rivers, of_cities, of_years = passing
        counts: list[dict[Any, int]] = [defaultdict(int) for _key in KEYS_OF_CHOICE]
        for cell in self.cells:
            themes, kind, city, _, years = places = _places(cell)
            failed = (
                (themes not in of_themes)
                | (kind not in of_kinds) << 1
                | (city not in of_rivers) << 2
                | (city not in of_cities) << 3
                | (years not in of_years) << YEARS
            )
            if not failed:
                tally.participants += cell.participants
                tally.figures += cell.figures
            for place in OPEN_KEYS.get(failed, ()):
                counts[place][places[place]] += cell.activities
        self._count(tally, counts, passing)
        for key, found in zip(KEYS_OF_CHOICE, counts, strict=True):
            for value, count in found.items():
                for choice in self._choices(value, key):
                    tally.choices[key][choice] += count
        return tally

    def by_city_and_year(self, chosen: Filter) -> dict[str, dict[int | None, int]]:
        """For each city what `chosen` leaves of each year, under None what has no known year.

        An activity of several years counts in each of them, as far as they are asked for.
        """
        passing = self._passing(chosen)
        counts: dict[str, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
        for cell in self.cells:
            city = self._city(cell)
            if city is None or any(
                place not in known for place, known in zip(_places(cell), passing, strict=True)
            ):
                continue
            for year in _years_of(cell, chosen):
                counts[city][year] += cell.activities
        return {city: dict(years) for city, years in counts.items()}

    @cached_property
    def spans(self) -> set[tuple[int | None, int | None]]:
        """The first and the last year of each cell, each pair once."""
        return {(cell.first, cell.last) for cell in self.cells}

    @cached_property
    def beginnings(self) -> tuple[dict[str, int], dict[str, int]]:
        """The first year of each city and of each theme that has a dated activity."""
        by_city: dict[int, int] = {}
        by_set: dict[int, int] = {}
        for cell in self.cells:
            if cell.first is not None:
                by_city[cell.city] = min(by_city.get(cell.city, cell.first), cell.first)
                by_set[cell.themes] = min(by_set.get(cell.themes, cell.first), cell.first)
        themes: dict[str, int] = {}
        for place, year in by_set.items():
            for slug in self._choices(place, "themes"):
                themes[slug] = min(themes.get(slug, year), year)
        cities = {self.cities[city]: year for city, year in by_city.items() if city != NO_CITY}
        return cities, themes

    def _passing(self, chosen: Filter) -> tuple[set[Any], ...]:
        """For each key the places of a cell, as `_places` gives them, that `chosen` asks for."""
        cities = [NO_CITY, *range(len(self.cities))]
        return (
            {
                place
                for place, themes in enumerate(self.theme_sets)
                if not chosen.themes or any(self.themes[theme] in chosen.themes for theme in themes)
            },
            {
                place
                for place, kind in enumerate(self.kinds)
                if not chosen.kinds or kind in chosen.kinds
            },
            {
                place
                for place in cities
                if not chosen.rivers or set(self._choices(place, "rivers")) & set(chosen.rivers)
            },
            {
                place
                for place in cities
                if not chosen.city or chosen.city in self._choices(place, "city")
            },
            {years for years in self.spans if _in_years(years, chosen)},
        )

    def _choices(self, place: Any, key: str) -> Sequence[str]:
        """The values of a key that a place of a cell stands for."""
        if key == "themes":
            return [self.themes[theme] for theme in self.theme_sets[place]]
        if key == "kinds":
            return [self.kinds[place]]
        if key in ("rivers", "city"):
            of_cities = self.rivers if key == "rivers" else self.cities
            return [] if place == NO_CITY else [of_cities[place]]
        first, last = place
        return [] if first is None else [str(year) for year in range(first, last + 1)]

    def _count(
        self, tally: Tally, counts: Sequence[Mapping[Any, int]], passing: Sequence[set[Any]]
    ) -> None:
        """Add up what passes every key, which is what passes a key among its own choices."""
        for city, count in counts[CITY].items():
            if city in passing[CITY]:
                tally.activities += count
                if city == NO_CITY:
                    tally.nowhere += count
                else:
                    tally.by_city[self.cities[city]] += count
        undated = counts[YEARS].get(UNDATED, 0)
        if UNDATED in passing[YEARS]:
            tally.undated = undated
        else:
            tally.undated_left_out = undated

    def _city(self, cell: Cell) -> str | None:
        return None if cell.city == NO_CITY else self.cities[cell.city]


KEYS_OF_CHOICE = ("themes", "kinds", "rivers", "city", "years")
CITY, YEARS = KEYS_OF_CHOICE.index("city"), KEYS_OF_CHOICE.index("years")
UNDATED = (None, None)
# By the keys that a cell fails, a bit each: the keys among whose choices it counts.
OPEN_KEYS: dict[int, Sequence[int]] = {
    0: range(len(KEYS_OF_CHOICE)),
    **{1 << key: (key,) for key in range(len(KEYS_OF_CHOICE))},
}


def _places(cell: Cell) -> tuple[Any, ...]:
    """Where a cell stands under each key of choice."""
    return cell.themes, cell.kind, cell.city, cell.city, (cell.first, cell.last)


def build_cube(session: Session, chosen: Filter | None = None) -> dict[str, Any]:
    """The cube of all activities, or of those that `chosen` leaves, as a JSON document.

    Cells are stored column by column, sorted, so that the same data is always the same bytes.
    """
    themes = list(session.scalars(select(Theme.slug).order_by(Theme.position, Theme.slug)))
    kinds = [kind.value for kind in ActivityKind]
    sums = _sum_cells(session, chosen or Filter(), themes, kinds)
    cities = sorted({key[0] for key in sums if key[0] is not None})
    rivers: dict[str, str] = {
        slug: MAIN_RIVER.get(river, river).value
        for slug, river in session.execute(select(City.slug, City.river))
    }
    theme_sets = sorted({key[4] for key in sums})
    rows = sorted(
        (
            NO_CITY if city is None else cities.index(city),
            first or 0,
            last or 0,
            kind,
            theme_sets.index(themes_of),
            *sums[city, first, last, kind, themes_of],
        )
        for city, first, last, kind, themes_of in sums
    )
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    cells = {name: list(values) for name, values in zip(COLUMNS, columns, strict=True)}
    for name in ("first", "last"):
        cells[name] = [year or None for year in cells[name]]
    return {
        "cities": cities,
        "rivers": [rivers[slug] for slug in cities],
        "themes": themes,
        "kinds": kinds,
        "theme_sets": [list(theme_set) for theme_set in theme_sets],
        "cells": cells,
    }


def _sum_cells(
    session: Session, chosen: Filter, themes: list[str], kinds: list[str]
) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    found = activities(chosen).subquery()
    theme_places: dict[int, list[int]] = defaultdict(list)
    pairs = (
        select(activity_theme.c.activity_id, Theme.slug)
        .join(Theme, Theme.id == activity_theme.c.theme_id)
        .join(found, found.c.id == activity_theme.c.activity_id)
    )
    place_of = {slug: place for place, slug in enumerate(themes)}
    for activity_id, slug in session.execute(pairs):
        theme_places[activity_id].append(place_of[slug])
    sums: dict[tuple[Any, ...], tuple[int, int, int]] = {}
    rows = select(
        Activity.id,
        City.slug,
        Activity.first_year,
        Activity.last_year,
        Activity.kind,
        Activity.counted_participants,
    ).outerjoin(City, City.id == Activity.city_id)
    for number, city, first, last, kind, people in session.execute(
        rows.join(found, found.c.id == Activity.id)
    ):
        theme_set = tuple(sorted(theme_places[number]))
        cell = (city, first, last, kinds.index(kind), theme_set)
        before = sums.get(cell, (0, 0, 0))
        sums[cell] = (before[0] + 1, before[1] + (people or 0), before[2] + (people is not None))
    return sums


def _in_years(years: tuple[int | None, int | None], chosen: Filter) -> bool:
    if not chosen.years_asked:
        return True
    first, last = years
    if first is None or last is None:
        return False
    after = chosen.year_from is None or last >= chosen.year_from
    return after and (chosen.year_to is None or first <= chosen.year_to)


def _years_of(cell: Cell, chosen: Filter) -> Sequence[int | None]:
    """The years of a cell that `chosen` asks for; [None] where they are not known."""
    if cell.first is None or cell.last is None:
        return [None]
    return range(
        max(cell.first, chosen.year_from or cell.first),
        min(cell.last, chosen.year_to or cell.last) + 1,
    )
