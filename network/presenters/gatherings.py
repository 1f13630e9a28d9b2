"""What the solidarity page tells: the gatherings, where people came from, and how many."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from network.alphabets import sort_key
from network.extensions import reading
from network.locales import text_of
from network.maps.solidarity import Arc, WorldMap, world_map
from network.maps.static import Place
from network.models import Activity, City
from network.presenters.exploration import Exploration
from network.presenters.map_words import moving_words, named, writing_data
from network.presenters.presentation import when
from network.queries.disclosure import PublishedCount, published_counts
from network.queries.solidarity import HOME, gatherings, origins
from network.web.language import page_language, page_writing
from network.web.paging import Page, page_of

SIDES = ("iraqi", "international")


@dataclass(frozen=True)
class Gatherings:
    """The gatherings that a filter leaves; `points` are those of all countries, by code."""

    exploration: Exploration
    points: Mapping[str, tuple[float, float]]

    @cached_property
    def rows(self) -> Sequence[Activity]:
        """The gatherings, oldest first."""
        found = reading().scalars(gatherings(self.exploration.chosen))
        return list(found.unique())

    @cached_property
    def listed(self) -> Page:
        """The page of their list that is asked for, the newest first."""
        return page_of(list(reversed(self.rows)))

    @property
    def by_year(self) -> list[tuple[int | None, list[Activity]]]:
        """The listed gatherings under the year that they began in, the newest year first."""
        years: dict[int | None, list[Activity]] = {}
        for activity in self.listed.rows:
            years.setdefault(activity.first_year, []).append(activity)
        return list(years.items())

    @property
    def at_home(self) -> int:
        """How many were held in Iraq."""
        return sum(activity.country == HOME for activity in self.rows)

    @property
    def abroad(self) -> int:
        """How many were held in another country."""
        return sum(activity.country not in (None, HOME) for activity in self.rows)

    @cached_property
    def countries(self) -> list[tuple[str, str, int]]:
        """Code, name and number of gatherings of each country that came, by name."""
        counts = Counter(code for activity in self.rows for code in origins(activity))
        language, writing = page_language().code, page_writing()
        named = [(code, writing.country(code), count) for code, count in counts.items()]
        return sorted(named, key=lambda country: sort_key(country[1], language))

    @cached_property
    def told_apart(self) -> list[Activity]:
        """The gatherings that say how many came from Iraq or from other countries."""
        return [activity for activity in self.rows if self.sides(activity)]

    def sides(self, activity: Activity) -> list[PublishedCount]:
        """The Iraqi and the international participants of a gathering, where known."""
        return [count for count in published_counts(activity) if count.group in SIDES]

    @property
    def sums(self) -> dict[str, int]:
        """The published numbers of Iraqi and international participants, added up."""
        sums = dict.fromkeys(SIDES, 0)
        for activity in self.told_apart:
            for count in self.sides(activity):
                sums[count.group] += count.value or 0
        return sums

    @cached_property
    def arcs(self) -> list[Arc]:
        """An arc for each country and each city of another place that its people came to."""
        counts = Counter(
            (code, activity.city.slug)
            for activity in self.rows
            if activity.city
            for code in origins(activity)
            if code in self.points and code != activity.country
        )
        return [Arc(code, city, count) for (code, city), count in sorted(counts.items())]

    @cached_property
    def cities(self) -> dict[str, list[Activity]]:
        """The gatherings of each city, by slug."""
        cities: dict[str, list[Activity]] = {}
        for activity in self.rows:
            if activity.city:
                cities.setdefault(activity.city.slug, []).append(activity)
        return cities

    @cached_property
    def drawn(self) -> WorldMap:
        """The static map."""
        atlas, writing = self.exploration.atlas, page_writing()
        cities = {_place(atlas.cities[slug]): len(rows) for slug, rows in self.cities.items()}
        codes = sorted({arc.country for arc in self.arcs})
        countries = [Place(code, writing.country(code), *self.points[code], True) for code in codes]
        most = max([len(rows) for rows in self.cities.values()], default=1)
        return world_map(cities, countries, self.arcs, most)

    def data(self) -> dict[str, Any]:
        """The document that the map's scripts start from; plain data, never markup."""
        return {
            **writing_data(),
            "cities": [self._city(slug, rows) for slug, rows in self.cities.items()],
            "countries": [
                {"code": code, "name": name, "point": self.points[code], "gatherings": count}
                for code, name, count in self.countries
                if code in self.points
            ],
            "arcs": [vars(arc) for arc in self.arcs],
            "words": _words(),
            "plurals": {"gatherings": page_writing().plural_forms(gathering_words)},
        }

    def _city(self, slug: str, rows: list[Activity]) -> dict[str, Any]:
        city = self.exploration.atlas.cities[slug]
        return {
            "slug": slug,
            "name": named(city),
            "point": [city.latitude, city.longitude],
            "address": url_for("cities.city", slug=slug),
            "gatherings": [
                {
                    "name": named(activity),
                    "when": when(activity),
                    "address": url_for("activities.activity", slug=activity.slug),
                }
                for activity in rows
            ],
        }


def gathering_words(count: int, number: str = "%(number)s") -> str:
    """A number of gatherings in words; `number` is the number as it is written."""
    return ngettext("%(number)s gathering", "%(number)s gatherings", count, number=number)


def _place(city: City) -> Place:
    name = text_of(city.texts, "name", page_language().code)
    return Place(city.slug, str(name or city.slug), city.latitude, city.longitude, True)


def _words() -> dict[str, str]:
    return {
        "close": gettext("Close"),
        "city_page": gettext("Everything about this city"),
        **moving_words(gettext("Show all")),
    }
