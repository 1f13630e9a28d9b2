"""The lists of cities, forums and organizations: what the filter leaves, in a chosen order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import gettext

from network.locales import LANGUAGES
from network.models import City, Forum, Organization
from network.presenters.exploration import Exploration
from network.presenters.parts import Part, city_part, forum_part, organization_part
from network.queries.activities import RIVER_ORDER
from network.web.addresses import joined
from network.web.language import page_language
from network.web.paging import Page, page_of

Row = tuple[Any, int]
Key = Callable[[Row], Any]


@dataclass(frozen=True)
class Index:
    """A page of records, each with the number of its matching activities, in one order."""

    exploration: Exploration
    listed: Page
    choices: list[tuple[str, str]]
    part: Part | None

    def address(self, sort: str) -> str:
        """The address of the same list in another order, from its first page."""
        return self._address(*(self.part.asked if self.part else ()), sort=sort)

    @property
    def whole_address(self) -> str:
        """The address of the list of which this is a part."""
        return self._address(sort=self.exploration.sort)

    def _address(self, *pairs: tuple[str, str], sort: str) -> str:
        query = [*self.exploration.chosen.query(), *pairs, *self.exploration.sorting(sort)]
        return joined(url_for(request.endpoint or ""), query)


def city_index() -> Index:
    """All cities; with a filter, those that have a matching activity."""
    keys = {"river": _river_key, "name": _name_key, "activities": _most_first}
    exploration = Exploration.of_request(orders=tuple(keys))
    counts, part = exploration.tally.by_city, city_part(exploration)
    return _index(exploration, exploration.atlas.cities.values(), counts, keys, part)


def forum_index() -> Index:
    """All forums; with a filter, those that take part in a matching activity."""
    keys = {"name": _name_key, "river": _forum_key, "date": _founded_key}
    exploration = Exploration.of_request(orders=tuple(keys))
    forums = exploration.atlas.forums.values()
    counts = exploration.taking_part(Forum)
    return _index(exploration, forums, counts, keys, forum_part(exploration))


def organization_index() -> Index:
    """All organizations; with a filter, those that take part in a matching activity."""
    keys = {"name": _name_key, "activities": _most_first}
    exploration = Exploration.of_request(orders=tuple(keys))
    organizations = exploration.atlas.organizations.values()
    counts = exploration.taking_part(Organization)
    return _index(exploration, organizations, counts, keys, organization_part(exploration))


def _index(
    exploration: Exploration,
    records: Iterable[Any],
    counts: Mapping[str, int],
    keys: Mapping[str, Key],
    part: Part | None,
) -> Index:
    words = {
        "river": gettext("Along the rivers"),
        "name": gettext("By name"),
        "activities": gettext("Most activities first"),
        "date": gettext("Oldest first"),
    }
    rows = [(record, counts.get(record.slug, 0)) for record in records]
    if part:
        rows = [row for row in rows if row[0].slug in part.slugs]
    elif exploration.chosen:
        rows = [row for row in rows if row[1]]
    rows.sort(key=lambda row: (keys[exploration.sort](row), row[0].slug))
    return Index(exploration, page_of(rows), [(sort, words[sort]) for sort in keys], part)


def _name_key(row: Row) -> str:
    texts = row[0].texts
    languages = LANGUAGES[page_language().code].fallback
    return next((str(texts[code].sort_key) for code in languages if code in texts), "")


def _most_first(row: Row) -> int:
    return -row[1]


def _river_key(row: Row) -> tuple[int, float]:
    return _place(row[0])


def _forum_key(row: Row) -> tuple[int, float]:
    forum: Forum = row[0]
    return _place(forum.city) if forum.city else (len(RIVER_ORDER), 0.0)


def _founded_key(row: Row) -> tuple[bool, Any]:
    forum: Forum = row[0]
    return forum.founded is None, forum.founded.isoformat() if forum.founded else ""


def _place(city: City) -> tuple[int, float]:
    return RIVER_ORDER[city.river], city.river_kilometer or 0.0
