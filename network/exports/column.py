"""One column of a file, and the ways in which records fill columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Literal

from flask_babel import LazyString, gettext

from network.exports.release import Row
from network.locales import LANGUAGES
from network.queries.disclosure import FEWEST, published_counts

Value = str | int | float | bool | date | datetime | list[str] | None
# The words of Table Schema, but for lists, which it knows as texts.
Type = Literal["string", "list", "integer", "number", "boolean", "date", "datetime"]


@dataclass(frozen=True)
class Column:
    """A column: its key in files for programs, its label and meaning for people, its value.

    A value is None where nothing is known; a list where there may be several. `type` says what
    the values are, for programs that want to know before they read; `hashtag` is that of HXL in
    files that carry one.
    """

    key: str
    label: LazyString
    meaning: LazyString
    value: Callable[[Row], Value]
    type: Type = "string"
    hashtag: str = ""


def plain(key: str, label: LazyString, meaning: LazyString, type: Type = "string") -> list[Column]:
    """An attribute of the record as it is."""
    return [Column(key, label, meaning, lambda row: getattr(row.record, key), type)]


def word(
    key: str, label: LazyString, meaning: LazyString, find: Callable[[Any], Any] | None = None
) -> list[Column]:
    """A word of a closed list: its code, and how the file's language says it."""
    chosen = find or attrgetter(key)

    def named(row: Row) -> Value:
        found = chosen(row.record)
        return str(found.label) if found else None

    return [
        Column(key, coded(label), meaning, lambda row: getattr(chosen(row.record), "value", None)),
        Column(f"{key}_name", label, meaning, named),
    ]


def texts(field: str, label: LazyString, meaning: LazyString) -> list[Column]:
    """A text in each language by itself."""
    return [_text(field, code, label, meaning) for code in LANGUAGES]


def name(label: LazyString, meaning: LazyString) -> list[Column]:
    """The name in the file's language, then in each."""
    shown = Column("name", label, meaning, lambda row: row.release.name(row.record))
    return [shown, *texts("name", label, meaning)]


def one(
    key: str, label: LazyString, meaning: LazyString, find: Callable[[Any], Any]
) -> list[Column]:
    """Another record: its slug and its name."""

    def named(row: Row) -> Value:
        found = find(row.record)
        return row.release.name(found) if found else None

    return [
        Column(key, coded(label), meaning, lambda row: getattr(find(row.record), "slug", None)),
        Column(f"{key}_name", label, meaning, named),
    ]


def many(
    key: str,
    label: LazyString,
    meaning: LazyString,
    find: Callable[[Any], Iterable[tuple[str, Any]]],
) -> list[Column]:
    """Other records, found with their codes: all codes, all names, in the same order."""

    def names(row: Row) -> Value:
        return [row.release.name(record) for _code, record in find(row.record)]

    def codes(row: Row) -> Value:
        return [code for code, _record in find(row.record)]

    return [
        Column(key, coded(label), meaning, codes, "list"),
        Column(f"{key}_names", label, meaning, names, "list"),
    ]


def country(
    key: str, label: LazyString, meaning: LazyString, find: Callable[[Any], str | None]
) -> list[Column]:
    """A country: its code and its name."""

    def named(row: Row) -> Value:
        code = find(row.record)
        return row.release.writing.country(code) if code else None

    return [
        Column(key, coded(label), meaning, lambda row: find(row.record)),
        Column(f"{key}_name", label, meaning, named),
    ]


def group(key: str, label: LazyString, meaning: LazyString, note: LazyString) -> list[Column]:
    """A group of participants as it may be published: a number, and why there is none."""

    def count(row: Row) -> Value:
        counts = {count.group: count.value for count in published_counts(row.record)}
        return counts.get(key)

    def reason(row: Row) -> Value:
        for count in published_counts(row.record):
            if count.group == key and count.value is None:
                return f"<{FEWEST}" if count.few else "withheld"
        return None

    noted = LazyString(lambda: gettext("%(label)s, note", label=label))
    return [
        Column(key, label, meaning, count, "integer"),
        Column(f"{key}_note", noted, note, reason),
    ]


def by_slug(records: Iterable[Any]) -> list[tuple[str, Any]]:
    """Records with their slugs as codes."""
    return [(record.slug, record) for record in records]


def _text(field: str, language: str, label: LazyString, meaning: LazyString) -> Column:
    own_name = LANGUAGES[language].own_name

    def value(row: Row) -> Value:
        return getattr(row.record.texts.get(language), field, None) or None

    return Column(
        f"{field}_{language}", LazyString(lambda: f"{label} ({own_name})"), meaning, value
    )


def coded(label: LazyString) -> LazyString:
    """The label of the column that holds the codes of what `label` names."""
    return LazyString(lambda: gettext("%(label)s (code)", label=label))
