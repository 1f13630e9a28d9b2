"""One visit to the map: what was asked for, what it leaves, and every choice with its count."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_babel import gettext

from network.alphabets import sort_key
from network.extensions import reading
from network.geography.projection import Frame
from network.locales import text_of
from network.maps.static import HOME, Bubble, Place, bubbles
from network.models import Forum, Organization
from network.presenters.presentation import beginning_words
from network.queries.activities import (
    SORTS,
    funder_counts,
    funders,
    party_counts,
    sorted_activities,
    upcoming_activities,
)
from network.queries.atlas import Atlas
from network.queries.cube import Cube, Tally, build_cube
from network.queries.filter import RIVERS, Dropped, Filter, read_filter
from network.vocabulary import ActivityKind, Statement
from network.web.addresses import joined
from network.web.caching import current_atlas
from network.web.language import page_language, page_writing
from network.web.paging import Page, asked_page, read_page
from network.web.past import shown_day


@dataclass(frozen=True)
class Choice:
    """One value of a key: its slug, its words, how many activities it would leave.

    `language` is that of the words where it is not the page's.
    """

    slug: str
    label: str
    count: int
    chosen: bool
    language: str | None = None


@dataclass(frozen=True)
class Exploration:
    """A filter at work on the current edition, page by page."""

    atlas: Atlas
    chosen: Filter
    dropped: list[Dropped]
    sort: str
    endpoint: str = "explore.page"
    orders: tuple[str, ...] = SORTS

    @classmethod
    def of_request(
        cls, endpoint: str = "explore.page", orders: tuple[str, ...] = SORTS
    ) -> "Exploration":
        """What the current address asks for; what cannot be read is kept in `dropped`.

        `orders` are those of the page's list, the usual one first.
        """
        atlas = current_atlas()
        chosen, dropped = read_filter(request.args, atlas.known)
        sort, page = request.args.get("sort") or orders[0], request.args.get("page") or "1"
        if sort not in orders:
            dropped.append(Dropped.of("sort", sort))
            sort = orders[0]
        if page != str(asked_page()):
            dropped.append(Dropped.of("page", page))
        return cls(atlas, chosen, dropped, sort, endpoint, orders)

    @classmethod
    def of_filter(cls, chosen: Filter) -> "Exploration":
        """What a record's own page shows: the activities of that record."""
        return cls(current_atlas(), chosen, [], SORTS[0])

    @cached_property
    def cube(self) -> Cube:
        """The cube that the filter's forum, organization and text leave."""
        if not self.chosen.narrowing:
            return self.atlas.cube
        return Cube.of(build_cube(reading(), self.chosen.narrowing))

    @cached_property
    def tally(self) -> Tally:
        """The sums that the map, the choices and the counts show."""
        return self.cube.tally(self.chosen) if self.chosen else self.atlas.whole

    @cached_property
    def listed(self) -> Page:
        """The page of the list that is asked for."""
        languages = page_language().fallback
        rows = sorted_activities(self.chosen, self.sort, languages)
        return read_page(rows, endpoint=self.endpoint)

    @cached_property
    def upcoming(self) -> Page:
        """The announced activities that are still ahead, the next one first."""
        return read_page(upcoming_activities(shown_day()), "upcoming", self.endpoint)

    @cached_property
    def places(self) -> list[Place]:
        """The cities that the map shows, named in the page's language."""
        language = page_language().code
        return [
            Place(
                city.slug,
                str(text_of(city.texts, "name", language) or city.slug),
                city.latitude,
                city.longitude,
                city.planned,
            )
            for city in self.atlas.mapped_cities
        ]

    @cached_property
    def bubbles(self) -> list[Bubble]:
        """The bubbles of the static map; their scale is that of the whole network."""
        return bubbles(self.places, self.tally.by_city, self.largest)

    @property
    def frame(self) -> Frame:
        """The part of the world that the static map shows."""
        return HOME

    @cached_property
    def largest(self) -> int:
        """The most activities that any city has when nothing is filtered."""
        return max(self.atlas.whole.by_city.values(), default=1)

    @property
    def outside(self) -> int:
        """How many matching activities lie outside the map as it opens."""
        return sum(
            self.tally.by_city.get(place.slug, 0)
            for place in self.places
            if not HOME.contains(place.latitude, place.longitude)
        )

    @property
    def years(self) -> list[tuple[int, int]]:
        """Each year of the network with the number of activities that it would leave."""
        counts = self.tally.choices["years"]
        return [(year, counts.get(str(year), 0)) for year in self.atlas.cube.years]

    @property
    def themes(self) -> list[Choice]:
        """The themes as choices."""
        return self._named("themes", self.atlas.themes, self.chosen.themes)

    @property
    def cities(self) -> list[Choice]:
        """The cities with an activity as choices."""
        counted = {slug: self.atlas.cities[slug] for slug in self.atlas.cube.cities}
        return self._sorted(self._named("city", counted, (self.chosen.city,)))

    @property
    def kinds(self) -> list[Choice]:
        """The kinds of activity as choices, those that occur nowhere left out."""
        used = self.atlas.whole.choices["kinds"]
        counts = self.tally.choices["kinds"]
        return [
            Choice(kind.value, str(kind.label), counts.get(kind, 0), kind in self.chosen.kinds)
            for kind in ActivityKind
            if kind in used
        ]

    @property
    def rivers(self) -> list[Choice]:
        """The rivers as choices."""
        counts = self.tally.choices["rivers"]
        return [
            Choice(river.value, str(river.label), counts.get(river, 0), river in self.chosen.rivers)
            for river in RIVERS
        ]

    @cached_property
    def forum_counts(self) -> dict[str, int]:
        """For each forum, how many activities choosing it would leave."""
        found = reading().execute(party_counts(self.chosen.without("forum"), Forum))
        return {row[0]: row[1] for row in found}

    @cached_property
    def organization_counts(self) -> dict[str, int]:
        """For each organization, how many activities choosing it would leave."""
        found = reading().execute(party_counts(self.chosen.without("organization"), Organization))
        return {row[0]: row[1] for row in found}

    @cached_property
    def funder_counts(self) -> dict[str, int]:
        """For each organization that ever funded, how many activities choosing it would leave."""
        counts = dict.fromkeys(reading().scalars(funders()), 0)
        found = reading().execute(funder_counts(self.chosen.without("funder")))
        return {**counts, **{row[0]: row[1] for row in found}}

    def taking_part(self, party: type[Forum] | type[Organization]) -> dict[str, int]:
        """For each forum or organization, in how many of the matching activities it takes part."""
        if party is Forum and not self.chosen.forum:
            return self.forum_counts
        if party is Organization and not self.chosen.organization:
            return self.organization_counts
        return {row[0]: row[1] for row in reading().execute(party_counts(self.chosen, party))}

    @property
    def forums(self) -> list[Choice]:
        """The forums as choices."""
        return self._sorted(
            self._choices(self.forum_counts, self.atlas.forums, (self.chosen.forum,))
        )

    @property
    def organizations(self) -> list[Choice]:
        """The organizations as choices."""
        chosen = (self.chosen.organization,)
        return self._sorted(
            self._choices(self.organization_counts, self.atlas.organizations, chosen)
        )

    @property
    def funders(self) -> list[Choice]:
        """The organizations that funded something as choices."""
        known = self.atlas.organizations
        shown = {
            slug: known[slug]
            for slug in known
            if slug in self.funder_counts or slug == self.chosen.funder
        }
        return self._sorted(self._choices(self.funder_counts, shown, (self.chosen.funder,)))

    @property
    def says(self) -> list[Choice]:
        """What the activities must say, where that is asked for."""
        return [
            self._asked(gettext("Says"), statement, str(Statement(statement).label))
            for statement in self.chosen.says
        ]

    @property
    def beginnings(self) -> list[Choice]:
        """The year that the activities must have begun in, where one is asked for."""
        year = self.chosen.began
        return [self._asked(gettext("Began in"), year, beginning_words(year))] if year else []

    @property
    def asked(self) -> list[str]:
        """What the filter asks for, in words."""
        return [*self.offered, *(choice.label for choice in (*self.says, *self.beginnings))]

    @property
    def offered(self) -> list[str]:
        """What it asks for of all that the form offers, in words."""
        groups = (self.themes, self.rivers, self.kinds, self.cities, self.forums)
        words = [choice.label for group in groups for choice in group if choice.chosen]
        words += [choice.label for choice in self.organizations if choice.chosen]
        words += [choice.label for choice in self.funders if choice.chosen]
        writing = page_writing()
        if self.chosen.years_asked:
            ends = (self.chosen.year_from, self.chosen.year_to)
            years = dict.fromkeys(writing.year(year) if year else "…" for year in ends)
            words.append(" – ".join(years))
        return [*words, self.chosen.q] if self.chosen.q else words

    def address(self, sort: str) -> str:
        """The address of this exploration from its first page, perhaps in another order."""
        return joined(url_for(self.endpoint), [*self.chosen.query(), *self.sorting(sort)])

    def sorting(self, sort: str) -> list[tuple[str, str]]:
        """The order as a part of a query string; the usual one needs none."""
        return [] if sort == self.orders[0] else [("sort", sort)]

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """The orders of the list, each with its words."""
        words = (gettext("Newest first"), gettext("Along the rivers"), gettext("By name"))
        return list(zip(SORTS, words, strict=True))

    def _asked(self, key: str, value: str, words: str) -> Choice:
        label = gettext("%(group)s: %(value)s", group=key, value=words)
        return Choice(value, label, self.tally.activities, True)

    def _named(self, key: str, records: Mapping[str, Any], chosen: tuple[Any, ...]) -> list[Choice]:
        return self._choices(self.tally.choices[key], records, chosen)

    def _choices(
        self, counts: Mapping[str, int], records: Mapping[str, Any], chosen: tuple[Any, ...]
    ) -> list[Choice]:
        return [
            self._choice(slug, record, counts.get(slug, 0), slug in chosen)
            for slug, record in records.items()
        ]

    def _choice(self, slug: str, record: Any, count: int, chosen: bool) -> Choice:
        language = page_language().code
        name = text_of(record.texts, "name", language)
        if name is None:
            return Choice(slug, slug, count, chosen)
        other = name.language if name.language != language else None
        return Choice(slug, name.value, count, chosen, other)

    def _sorted(self, choices: list[Choice]) -> list[Choice]:
        language = page_language().code
        return sorted(choices, key=lambda choice: sort_key(str(choice.label), language))
