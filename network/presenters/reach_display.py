"""What the page of reach shows: a document of figures, in the words of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from network.charts.columns import ColumnChart, draw_columns
from network.locales import text_of
from network.maps.static import HOME, Bubble, Place, bubbles
from network.models import Objective, Plan
from network.presenters.map_words import moving_words, named, writing_data
from network.presenters.reach_areas import SHADES, Area, areas_of, levels_of
from network.presenters.reach_figures import Figure, key_figure
from network.presenters.reach_rows import rows_filter
from network.presenters.reach_tables import Key, Line, Strip, lines, strips
from network.presenters.reach_words import MEANINGS, city_name
from network.queries.activities import RIVER_ORDER
from network.queries.atlas import Atlas
from network.queries.filter import Filter
from network.vocabulary import ActivityKind, River
from network.web.addresses import joined
from network.web.language import page_language, page_writing

# Bubbles stay smaller than on the first map, so that the shades can be seen.
SCALE = 4


@dataclass(frozen=True)
class Reach:
    """A document of figures, with the names of the records as they are public now."""

    document: Mapping[str, Any]
    atlas: Atlas
    chosen: Filter
    objectives: Mapping[str, Objective]
    linked: bool = True
    shade: str = SHADES[0]

    @cached_property
    def figures(self) -> list[Figure]:
        """The key figures, each with its definition and what it rests on."""
        return [key_figure(name, self.document, self) for name in MEANINGS]

    @property
    def period(self) -> str:
        """The years of the earlier period, in words."""
        earlier, writing = self.document["earlier"], page_writing()
        if not earlier:
            return ""
        ends = dict.fromkeys(writing.year(earlier[end]) for end in ("from", "to"))
        return " – ".join(ends)

    @cached_property
    def by_year(self) -> list[Line]:
        """Activities and participants by the year that they count in."""
        order: list[int] = list(self.document["years"])
        found = {line.key: line for line in lines(self.document["cells"], 1, order)}
        return [found.get(key, Line(key, 0, None, 0, 0.0)) for key in [*order, None]][
            : len(order) + (None in found)
        ]

    @cached_property
    def by_theme(self) -> list[Line]:
        """The same by theme; an activity with several themes is in each of them."""
        return lines(self.document["themes"], 0, list(self.atlas.themes))

    @cached_property
    def by_city(self) -> list[Line]:
        """The same by city, in river order."""
        return lines(self.document["cells"], 0, self.river_order)

    @cached_property
    def by_kind(self) -> list[Line]:
        """The same by kind of activity."""
        return lines(self.document["cells"], 2, [kind.value for kind in ActivityKind])

    @cached_property
    def chart(self) -> ColumnChart:
        """The columns of the years."""
        values = [(line.key, line.activities) for line in self.by_year]
        mirrored = page_language().direction == "rtl"
        return draw_columns([(_year(key), value) for key, value in values], mirrored=mirrored)

    @property
    def total(self) -> int:
        """All activities, each counted once."""
        return sum(line.activities for line in self.by_kind)

    @property
    def theme_sum(self) -> int:
        """What the rows by theme add up to."""
        return sum(line.activities for line in self.by_theme)

    @cached_property
    def city_strips(self) -> list[Strip]:
        """City by year, in river order: those that were planned or have an activity."""
        counted = {row[0] for row in self.document["cells"]}
        planned = set(self.document["planned"])
        order = [slug for slug in self.river_order if slug in counted | planned]
        rest: list[Key] = [*sorted(str(slug) for slug in counted - set(order) - {None})]
        shown = [*order, *rest, *([None] if None in counted else [])]
        begun = self.document["begun"]["cities"]
        years = self.document["years"]
        return strips(
            self.document["cells"], years, shown, begun, lambda key: key is None or key in planned
        )

    @cached_property
    def theme_strips(self) -> list[Strip]:
        """Theme by year, in the order of the themes."""
        shown: list[Key] = list(self.atlas.themes)
        begun = self.document["begun"]["themes"]
        years = self.document["years"]
        return strips(self.document["themes"], years, shown, begun, lambda _key: False)

    @cached_property
    def river_order(self) -> list[Key]:
        """All cities down the rivers, one river after the other."""
        cities = sorted(
            self.atlas.cities.values(),
            key=lambda city: (
                RIVER_ORDER[city.river],
                city.river_kilometer is None,
                city.river_kilometer or 0.0,
                city.country != "IQ",
                city.slug,
            ),
        )
        return [city.slug for city in cities]

    def river_of(self, slug: Key) -> str:
        """The river that a city lies on, in words."""
        city = self.atlas.cities.get(str(slug))
        return str((city.river if city else River.NONE).label)

    def name(self, table: str, key: Key) -> str:
        """What a row of a table is called."""
        if key is None:
            return gettext("Year not known") if table == "year" else gettext("No single city")
        if table == "year":
            return page_writing().year(int(key))
        if table == "kind":
            return str(ActivityKind(str(key)).label)
        if table == "theme":
            theme = self.atlas.themes.get(str(key))
            return str((theme and text_of(theme.texts, "name", page_language().code)) or key)
        return city_name(self.atlas, str(key))

    def address(self, *places: tuple[str, Key]) -> str | None:
        """The address of the activities in a row or a square, named by its tables and keys.

        None where no filter asks for just these.
        """
        asked = rows_filter(self.chosen, places) if self.linked else None
        return None if asked is None else self.rows_address("activities.index", asked)

    def rows_address(
        self, endpoint: str, chosen: Filter | None = None, *more: tuple[str, str]
    ) -> str:
        """The address of a list under a filter, and `more` that only this list knows."""
        asked = self.chosen if chosen is None else chosen
        return joined(url_for(endpoint), [*asked.query(), *more])

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of activities of each city."""
        return {str(line.key): line.activities for line in self.by_city if line.key is not None}

    @cached_property
    def areas(self) -> list[Area]:
        """The governorates with an activity."""
        return areas_of(self.by_city, self.atlas)

    @cached_property
    def levels(self) -> dict[str, int | str]:
        """The shade of each governorate, by p-code."""
        return levels_of(self.areas, self.shade)

    @cached_property
    def places(self) -> list[Place]:
        """The cities on the map."""
        planned = set(self.document["planned"])
        return [
            Place(slug, city_name(self.atlas, slug), city.latitude, city.longitude, slug in planned)
            for slug, city in self.atlas.cities.items()
            if slug in planned or slug in self.counts
        ]

    @cached_property
    def bubbles(self) -> list[Bubble]:
        """The cities on the static map; hollow are those that were planned and not reached."""
        most = max(self.counts.values(), default=1)
        return bubbles(self.places, self.counts, most * SCALE)

    @property
    def not_reached(self) -> list[Place]:
        """The planned cities without a matching activity."""
        return [place for place in self.places if not self.counts.get(place.slug)]

    @property
    def frame(self) -> Any:
        """The part of the world that the static map shows."""
        return HOME

    @property
    def aims(self) -> list[tuple[Plan, list[tuple[Objective, Mapping[str, Any]]]]]:
        """The objectives that are still public, plan by plan, each with its numbers."""
        plans: dict[str, tuple[Plan, list[tuple[Objective, Mapping[str, Any]]]]] = {}
        for numbers in self.document["objectives"]:
            objective = self.objectives.get(numbers["slug"])
            if objective:
                of_plan = plans.setdefault(objective.plan.slug, (objective.plan, []))
                of_plan[1].append((objective, numbers))
        return list(plans.values())

    def data(self) -> dict[str, Any]:
        """The document that the map's scripts start from; plain data, never markup."""
        return {
            **writing_data(),
            "areas": self.levels,
            "cities": [self._city(bubble) for bubble in self.bubbles],
            "words": moving_words(gettext("Back to the rivers")),
            "plurals": {},
        }

    def _city(self, bubble: Bubble) -> dict[str, Any]:
        place = bubble.place
        return {
            "slug": place.slug,
            "name": named(self.atlas.cities[place.slug]),
            "point": [place.latitude, place.longitude],
            "radius": bubble.radius,
            "activities": bubble.activities,
            "words": activity_words(bubble.activities),
            "address": url_for("cities.city", slug=place.slug),
        }


def activity_words(count: int) -> str:
    """A number of activities in words; what there is none of was planned and not reached."""
    if not count:
        return gettext("Planned, no activity recorded")
    number = page_writing().number(count)
    return ngettext("%(number)s activity", "%(number)s activities", count, number=number)


def _year(key: Key) -> int | None:
    return None if key is None else int(key)
