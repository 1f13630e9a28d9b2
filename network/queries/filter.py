"""The filter: a frozen value made from the query string, one row of a table for each key."""

import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import ColumnElement, or_, select
from werkzeug.datastructures import MultiDict

from network.folding import fold
from network.models import (
    Activity,
    ActivityForum,
    ActivityOrganization,
    ActivityText,
    City,
    CityText,
    Forum,
    ForumText,
    GovernorateText,
    Organization,
    OrganizationText,
    Theme,
    ThemeText,
)
from network.models.activity import activity_theme
from network.vocabulary import ActivityKind, River, Role

# A branch is found under its river.
RIVER_BRANCHES = {River.EUPHRATES: (River.EUPHRATES, River.SHATT_AL_HILLAH)}
RIVERS = (River.TIGRIS, River.EUPHRATES, River.SHATT_AL_ARAB, River.DIYALA, River.NONE)
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_TEXT = 100
MOST_WORDS = 6
MOST_VALUES = 60


@dataclass(frozen=True)
class Known:
    """The slugs that a filter may name."""

    themes: Collection[str] = ()
    cities: Collection[str] = ()
    forums: Collection[str] = ()
    organizations: Collection[str] = ()


@dataclass(frozen=True)
class Filter:
    """What a visitor asks for; empty fields ask for nothing."""

    themes: tuple[str, ...] = ()
    rivers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    city: str | None = None
    forum: str | None = None
    organization: str | None = None
    funder: str | None = None
    q: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def without(self, *attributes: str) -> "Filter":
        """The filter that does not ask for these fields."""
        empty = Filter()
        return replace(self, **{name: getattr(empty, name) for name in attributes})

    @property
    def narrowing(self) -> "Filter":
        """The part that the cube cannot answer by itself."""
        return Filter(
            forum=self.forum, organization=self.organization, funder=self.funder, q=self.q
        )

    @property
    def years_asked(self) -> bool:
        """Whether an end of the range of years is given."""
        return self.year_from is not None or self.year_to is not None

    def query(self) -> list[tuple[str, str]]:
        """The filter as the pairs of a query string, always in the same order."""
        pairs = []
        for key in KEYS:
            value = getattr(self, key.attribute)
            if value is None:
                continue
            values = value if isinstance(value, tuple) else (value,)
            pairs += [(key.name, str(entry)) for entry in values]
        return pairs


@dataclass(frozen=True)
class Dropped:
    """A part of a query string that asked for nothing that we know."""

    key: str
    value: str


Read = Callable[[list[str], Known], tuple[Any, list[str]]]


@dataclass(frozen=True)
class Key:
    """One key of the query string: how it is read, what it selects, how it is called."""

    name: str
    attribute: str
    label: LazyString
    read: Read
    clause: Callable[[Any], ColumnElement[bool]]


def read_filter(arguments: MultiDict[str, str], known: Known) -> tuple[Filter, list[Dropped]]:
    """The filter that `arguments` ask for, and what had to be dropped."""
    values, dropped = {}, []
    for key in KEYS:
        given = [text for text in arguments.getlist(key.name) if text.strip()]
        values[key.attribute], refused = key.read(given, known)
        dropped += [Dropped(key.name, _shown(text)) for text in refused]
    if values["year_from"] and values["year_to"] and values["year_from"] > values["year_to"]:
        dropped.append(Dropped("to", str(values["year_to"])))
        values["year_to"] = None
    return Filter(**values), dropped


def clauses(chosen: Filter) -> list[ColumnElement[bool]]:
    """The conditions on an activity that `chosen` stands for."""
    return [
        key.clause(value)
        for key in KEYS
        if (value := getattr(chosen, key.attribute)) not in (None, ())
    ]


def _shown(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:40]


def _several(known: Callable[[Known], Collection[str]]) -> Read:
    def read(given: list[str], slugs: Known) -> tuple[tuple[str, ...], list[str]]:
        allowed = known(slugs)
        values = list(dict.fromkeys(given))
        chosen = [value for value in values if value in allowed][:MOST_VALUES]
        return tuple(sorted(chosen)), [value for value in values if value not in chosen]

    return read


def _one(known: Callable[[Known], Collection[str]]) -> Read:
    def read(given: list[str], slugs: Known) -> tuple[str | None, list[str]]:
        allowed = known(slugs)
        chosen = next((value for value in given if value in allowed), None)
        return chosen, [value for value in dict.fromkeys(given) if value != chosen]

    return read


def _year(given: list[str], _known: Known) -> tuple[int | None, list[str]]:
    years = {value: _number(value) for value in given}
    chosen = next((value for value, year in years.items() if year is not None), None)
    year = None if chosen is None else years[chosen]
    return year, [value for value in years if value != chosen]


def _number(value: str) -> int | None:
    digits = "".join(str(unicodedata.digit(letter, "?")) for letter in value.strip())
    if not digits.isascii() or not digits.isdigit() or len(digits) != 4:
        return None
    return int(digits) if FIRST_YEAR <= int(digits) <= LAST_YEAR else None


def _text(given: list[str], _known: Known) -> tuple[str | None, list[str]]:
    if not given:
        return None, []
    clean = "".join(letter if letter.isprintable() else " " for letter in given[0])
    whole = " ".join(clean.split())
    chosen, rest = whole[:LONGEST_TEXT].strip(), whole[LONGEST_TEXT:].strip()
    if not fold(chosen):
        return None, given
    return chosen, [*([rest] if rest else []), *given[1:]]


def words_of(text: str) -> list[str]:
    """The folded words that a search looks for, at most six."""
    return fold(text).split()[:MOST_WORDS]


def _matches_text(text: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = Activity.id.is_not(None)
    for word in words_of(text):
        condition = condition & or_(*_places_of(word))
    return condition


def _places_of(word: str) -> Iterable[ColumnElement[bool]]:
    """Where a word may stand: in the names of the activity, its place, themes, forums, teams."""
    yield Activity.id.in_(
        select(ActivityText.activity_id).where(ActivityText.folded.contains(word, autoescape=True))
    )
    cities = select(CityText.city_id).where(CityText.folded.contains(word, autoescape=True))
    governorates = (
        select(City.id)
        .join(GovernorateText, GovernorateText.governorate_id == City.governorate_id)
        .where(GovernorateText.folded.contains(word, autoescape=True))
    )
    yield Activity.city_id.in_(cities)
    yield Activity.city_id.in_(governorates)
    yield Activity.id.in_(
        select(activity_theme.c.activity_id)
        .join(ThemeText, ThemeText.theme_id == activity_theme.c.theme_id)
        .where(ThemeText.folded.contains(word, autoescape=True))
    )
    yield Activity.id.in_(
        select(ActivityForum.activity_id)
        .join(ForumText, ForumText.forum_id == ActivityForum.forum_id)
        .where(ForumText.folded.contains(word, autoescape=True))
    )
    yield Activity.id.in_(
        select(ActivityOrganization.activity_id)
        .join(
            OrganizationText,
            OrganizationText.organization_id == ActivityOrganization.organization_id,
        )
        .where(OrganizationText.folded.contains(word, autoescape=True))
    )


def _of_themes(slugs: tuple[str, ...]) -> ColumnElement[bool]:
    chosen = select(activity_theme.c.activity_id).join(Theme).where(Theme.slug.in_(slugs))
    return Activity.id.in_(chosen)


def _on_rivers(slugs: tuple[str, ...]) -> ColumnElement[bool]:
    waters = [water for slug in slugs for water in RIVER_BRANCHES.get(River(slug), (River(slug),))]
    return Activity.city_id.in_(select(City.id).where(City.river.in_(waters)))


def _of_forum(slug: str) -> ColumnElement[bool]:
    chosen = select(ActivityForum.activity_id).join(Forum).where(Forum.slug == slug)
    return Activity.id.in_(chosen)


def _of_organization(slug: str) -> ColumnElement[bool]:
    return Activity.id.in_(
        select(ActivityOrganization.activity_id).join(Organization).where(Organization.slug == slug)
    )


def _funded_by(slug: str) -> ColumnElement[bool]:
    return Activity.id.in_(
        select(ActivityOrganization.activity_id)
        .join(Organization)
        .where(Organization.slug == slug, ActivityOrganization.role == Role.FUNDER)
    )


KEYS = (
    Key(
        "theme",
        "themes",
        lazy_gettext("Theme"),
        _several(lambda known: known.themes),
        _of_themes,
    ),
    Key(
        "river",
        "rivers",
        lazy_gettext("River"),
        _several(lambda _: [river.value for river in RIVERS]),
        _on_rivers,
    ),
    Key(
        "kind",
        "kinds",
        lazy_gettext("Kind of activity"),
        _several(lambda _: [kind.value for kind in ActivityKind]),
        lambda slugs: Activity.kind.in_([ActivityKind(slug) for slug in slugs]),
    ),
    Key(
        "from",
        "year_from",
        lazy_gettext("From year"),
        _year,
        lambda year: Activity.last_year >= year,
    ),
    Key("to", "year_to", lazy_gettext("To year"), _year, lambda year: Activity.first_year <= year),
    Key(
        "city",
        "city",
        lazy_gettext("City"),
        _one(lambda known: known.cities),
        lambda slug: Activity.city_id.in_(select(City.id).where(City.slug == slug)),
    ),
    Key("forum", "forum", lazy_gettext("Forum"), _one(lambda known: known.forums), _of_forum),
    Key(
        "organization",
        "organization",
        lazy_gettext("Organization"),
        _one(lambda known: known.organizations),
        _of_organization,
    ),
    Key(
        "funder",
        "funder",
        lazy_gettext("Funder"),
        _one(lambda known: known.organizations),
        _funded_by,
    ),
    Key("q", "q", lazy_gettext("Text"), _text, _matches_text),
)
