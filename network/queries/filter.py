"""The filter: a frozen value made from the query string, one row of a table for each key."""

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
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
from network.vocabulary import ActivityKind, River, Statement, Word

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
        return self.without(*(key.attribute for key in KEYS if key.summed))

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


class Shape(StrEnum):
    """What the value of a key looks like."""

    SEVERAL = "several"
    ONE = "one"
    YEAR = "year"
    BEGINNING = "beginning"
    TEXT = "text"


@dataclass(frozen=True)
class Key:
    """One key of the query string: what it may hold, what it selects, how it is called.

    `values` are words of a vocabulary, or name the records whose slugs it takes, as `Known` and
    the atlas name them. A key that is `summed` the cube answers by itself.
    """

    name: str
    attribute: str
    label: LazyString
    shape: Shape
    clause: Callable[[Any], ColumnElement[bool]]
    values: Sequence[Word] | str = ()
    summed: bool = False

    def slugs(self, known: Any) -> Collection[str]:
        """What it may hold, by the records that `known`, a `Known` or an atlas, has."""
        if isinstance(self.values, str):
            found: Collection[str] = getattr(known, self.values)
            return found
        return [word.value for word in self.values]


def read_filter(arguments: MultiDict[str, str], known: Known) -> tuple[Filter, list[Dropped]]:
    """The filter that `arguments` ask for, and what had to be dropped."""
    values, dropped = {}, []
    for key in KEYS:
        given = [text for text in arguments.getlist(key.name) if text.strip()]
        values[key.attribute], refused = READS[key.shape](given, key.slugs(known))
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


def _several(given: list[str], allowed: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
    values = list(dict.fromkeys(given))
    chosen = [value for value in values if value in allowed][:MOST_VALUES]
    return tuple(sorted(chosen)), [value for value in values if value not in chosen]


def _one(given: list[str], allowed: Collection[str]) -> tuple[str | None, list[str]]:
    chosen = next((value for value in given if value in allowed), None)
    return chosen, [value for value in dict.fromkeys(given) if value != chosen]


def _year(given: list[str], _allowed: Collection[str]) -> tuple[int | None, list[str]]:
    years = {value: _number(value) for value in given}
    chosen = next((value for value, year in years.items() if year is not None), None)
    year = None if chosen is None else years[chosen]
    return year, [value for value in years if value != chosen]


def _beginning(given: list[str], allowed: Collection[str]) -> tuple[str | None, list[str]]:
    if NO_YEAR in given:
        return NO_YEAR, [value for value in dict.fromkeys(given) if value != NO_YEAR]
    year, refused = _year(given, allowed)
    return None if year is None else str(year), refused


def _number(value: str) -> int | None:
    digits = "".join(str(unicodedata.digit(letter, "?")) for letter in value.strip())
    if not digits.isascii() or not digits.isdigit() or len(digits) != 4:
        return None
    return int(digits) if FIRST_YEAR <= int(digits) <= LAST_YEAR else None


def _text(given: list[str], _allowed: Collection[str]) -> tuple[str | None, list[str]]:
    if not given:
        return None, []
    clean = "".join(letter if letter.isprintable() else " " for letter in given[0])
    whole = " ".join(clean.split())
    chosen, rest = whole[:LONGEST_TEXT].strip(), whole[LONGEST_TEXT:].strip()
    if not fold(chosen):
        return None, given
    return chosen, [*([rest] if rest else []), *given[1:]]


READS: dict[Shape, Callable[[list[str], Collection[str]], tuple[Any, list[str]]]] = {
    Shape.SEVERAL: _several,
    Shape.ONE: _one,
    Shape.YEAR: _year,
    Shape.BEGINNING: _beginning,
    Shape.TEXT: _text,
}
KEYS = (
    Key(
        "theme",
        "themes",
        lazy_gettext("Theme"),
        Shape.SEVERAL,
        of_themes,
        values="themes",
        summed=True,
    ),
    Key(
        "river",
        "rivers",
        lazy_gettext("River"),
        Shape.SEVERAL,
        on_rivers,
        values=RIVERS,
        summed=True,
    ),
    Key(
        "kind",
        "kinds",
        lazy_gettext("Kind of activity"),
        Shape.SEVERAL,
        lambda slugs: Activity.kind.in_([ActivityKind(slug) for slug in slugs]),
        values=tuple(ActivityKind),
        summed=True,
    ),
    Key(
        "from",
        "year_from",
        lazy_gettext("From year"),
        Shape.YEAR,
        lambda year: Activity.last_year >= year,
        summed=True,
    ),
    Key(
        "to",
        "year_to",
        lazy_gettext("To year"),
        Shape.YEAR,
        lambda year: Activity.first_year <= year,
        summed=True,
    ),
    Key(
        "city",
        "city",
        lazy_gettext("City"),
        Shape.ONE,
        lambda slug: Activity.city_id.in_(select(City.id).where(City.slug == slug)),
        values="cities",
        summed=True,
    ),
    Key("forum", "forum", lazy_gettext("Forum"), Shape.ONE, of_forum, values="forums"),
    Key(
        "organization",
        "organization",
        lazy_gettext("Organization"),
        Shape.ONE,
        of_organization,
        values="organizations",
    ),
    Key("funder", "funder", lazy_gettext("Funder"), Shape.ONE, funded_by, values="organizations"),
    Key(
        "says",
        "says",
        lazy_gettext("Says"),
        Shape.SEVERAL,
        says_all,
        values=tuple(Statement),
    ),
    Key("began", "began", lazy_gettext("Began in"), Shape.BEGINNING, began_in),
    Key("q", "q", lazy_gettext("Text"), Shape.TEXT, matches_text),
)
