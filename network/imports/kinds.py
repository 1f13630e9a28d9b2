"""What the rows of each kind of record may say: one table of columns by what they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from network.locales import LANGUAGES
from network.vocabulary import (
    ActivityKind,
    Confidence,
    Level,
    OrganizationKind,
    Precision,
    Qualifier,
    River,
    Role,
    Stage,
    Status,
    Word,
)

SEPARATOR = ";"
FORUM_MARK = "forum:"


@dataclass(frozen=True)
class ImportKind:
    """A kind of record that a file may hold; `word` is that of its address.

    `texts` are fields in each language, `words` columns of a closed list, `one` and `many` those
    that refer to records of another kind, `roles` lists of organizations and forums, `dates` map
    to the columns of their precision, None where it is always a day.
    """

    name: str
    word: str
    texts: tuple[str, ...]
    words: Mapping[str, type[Word]]
    dates: Mapping[str, str | None] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    one: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    country: str | None = None
    countries: str | None = None

    @property
    def text_columns(self) -> Iterator[str]:
        """The columns of the texts: `name_en`, `name_ar`, ..."""
        return (f"{text}_{language}" for text in self.texts for language in LANGUAGES)

    @cached_property
    def as_they_are(self) -> set[str]:
        """The columns whose cells are texts like any other."""
        return {"slug", *self.text_columns, *self.plain}

    @cached_property
    def lists(self) -> set[str]:
        """The columns whose cells may hold several values."""
        return {*self.many, *self.roles, *([self.countries] if self.countries else [])}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column that a row of this kind may fill."""
        countries = [key for key in (self.country, self.countries) if key]
        return (
            "slug",
            *self.text_columns,
            *self.words,
            *self.dates,
            *self.numbers,
            *self.flags,
            *self.one,
            *self.many,
            *self.roles,
            *self.plain,
            *countries,
        )


IMPORT_KINDS: Mapping[str, ImportKind] = {
    kind.name: kind
    for kind in (
        ImportKind(
            "activity",
            "activities",
            texts=("name", "summary", "audience", "principles", "doubt"),
            words={
                "kind": ActivityKind,
                "status": Status,
                "confidence": Confidence,
                "precision": Precision,
                "qualifier": Qualifier,
            },
            dates={"start": "precision", "end": None, "registration_deadline": None},
            numbers=("participants", "women", "men", "youth", "iraqi", "international"),
            one={"city": "city", "part_of": "activity"},
            many={
                "themes": "theme",
                "forums": "forum",
                "forums_formed": "forum",
                "outcomes": "activity",
                "sources": "source",
            },
            roles={
                "organizers": Role.ORGANIZER,
                "partners": Role.PARTNER,
                "funders": Role.FUNDER,
                "hosts": Role.HOST,
            },
            plain=("project", "registration_url"),
            country="country",
            countries="countries",
        ),
        ImportKind(
            "city",
            "cities",
            texts=("name", "other_names", "description"),
            words={"river": River},
            numbers=("latitude", "longitude", "river_kilometer", "geonames_id"),
            flags=("planned",),
            one={"governorate": "governorate"},
            many={"sources": "source"},
            country="country",
        ),
        ImportKind(
            "forum",
            "forums",
            texts=("name", "description", "doubt"),
            words={"level": Level, "stage": Stage, "founded_precision": Precision},
            dates={"founded": "founded_precision", "last_confirmed": None},
            one={"city": "city"},
            many={"sources": "source"},
        ),
        ImportKind(
            "organization",
            "organizations",
            texts=("name", "aim"),
            words={"kind": OrganizationKind},
            one={"city": "city"},
            many={"forums": "forum", "sources": "source"},
        ),
    )
}


def row_of(kind: ImportKind, snapshot: Mapping[str, Any]) -> dict[str, str]:
    """A snapshot as the row that its form would make it from again."""
    row = dict.fromkeys(kind.columns, "")
    for language, texts in snapshot["texts"].items():
        row.update({f"{text}_{language}": value for text, value in texts.items()})
    for column in kind.columns:
        if column in snapshot and column not in ("forums", *kind.roles):
            row[column] = _cell(snapshot[column])
    row["forums"] = _cell([*_forums(snapshot, Role.PARTICIPANT)])
    for column, role in kind.roles.items():
        teams = [
            entry["organization"]
            for entry in snapshot.get("organizations") or []
            if entry["role"] == role
        ]
        forums = [f"{FORUM_MARK}{slug}" for slug in _forums(snapshot, role)]
        row[column] = _cell([*forums, *teams])
    return {column: row[column] for column in kind.columns}


def _forums(snapshot: Mapping[str, Any], role: Role) -> Iterator[str]:
    """The forums of a snapshot in a role; those of an organization have none."""
    for entry in snapshot.get("forums") or []:
        if isinstance(entry, str):
            yield entry
        elif entry["role"] == role:
            yield entry["forum"]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(str(entry) for entry in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
