"""The filter: a frozen value made from the query string, one row of a table for each key."""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace
from typing import Any

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import ColumnElement, select
from werkzeug.datastructures import MultiDict

from network.folding import fold
from network.models import Activity, City
from network.queries.conditions import (
    began_in,
    funded_by,
    matches_text,
    of_forum,
    of_organization,
    of_themes,
    on_rivers,
    says_all,
)
from network.vocabulary import ActivityKind, River, Statement

RIVERS = (River.TIGRIS, River.EUPHRATES, River.SHATT_AL_ARAB, River.DIYALA, River.NONE)
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_TEXT = 100
# Of what was asked in vain, as much as a page repeats.
LONGEST_SHOWN = 40
# What `began` holds for activities whose year is not known.
NO_YEAR = "unknown"
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
    says: tuple[str, ...] = ()
    began: str | None = None
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
        return self.without("themes", "rivers", "kinds", "year_from", "year_to", "city")

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

    @classmethod
    def of(cls, key: str, text: str) -> "Dropped":
        """What was asked in vain under a key, as a page may repeat it."""
        return cls(key, "".join(filter(str.isprintable, text))[:LONGEST_SHOWN])


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
        dropped += [Dropped.of(key.name, text) for text in refused]
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


def _beginning(given: list[str], known: Known) -> tuple[str | None, list[str]]:
    if NO_YEAR in given:
        return NO_YEAR, [value for value in dict.fromkeys(given) if value != NO_YEAR]
    year, refused = _year(given, known)
    return None if year is None else str(year), refused


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


KEYS = (
    Key(
        "theme",
        "themes",
        lazy_gettext("Theme"),
        _several(lambda known: known.themes),
        of_themes,
    ),
    Key(
        "river",
        "rivers",
        lazy_gettext("River"),
        _several(lambda _: [river.value for river in RIVERS]),
        on_rivers,
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
    Key("forum", "forum", lazy_gettext("Forum"), _one(lambda known: known.forums), of_forum),
    Key(
        "organization",
        "organization",
        lazy_gettext("Organization"),
        _one(lambda known: known.organizations),
        of_organization,
    ),
    Key(
        "funder",
        "funder",
        lazy_gettext("Funder"),
        _one(lambda known: known.organizations),
        funded_by,
    ),
    Key(
        "says",
        "says",
        lazy_gettext("Says"),
        _several(lambda _: [statement.value for statement in Statement]),
        says_all,
    ),
    Key("began", "began", lazy_gettext("Began in"), _beginning, began_in),
    Key("q", "q", lazy_gettext("Text"), _text, matches_text),
)
