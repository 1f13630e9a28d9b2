"""The public tables, filled from snapshots: rows, texts, links, in any order of records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from sqlalchemy import Date, Enum, delete, inspect, select
from sqlalchemy.orm import Session

from network.alphabets import sort_key
from network.changes.kinds import KINDS, Part, RecordKind
from network.changes.references import KIND_OF_MODEL, Key
from network.folding import fold
from network.models import Activity, Objective
from network.models.base import NameText, Record, Text
from network.vocabulary import Role

# The keys of a text that are not its own words, and the words that a search looks through.
TEXT_KEYS = {"locale", "folded", "sort_key"}
SEARCHED = ("name", "other_names", "text")


class PublishError(ValueError):
    """A snapshot says something that the other records do not bear out."""


class MissingReferenceError(PublishError):
    """A snapshot refers to a record that is not public."""

    def __init__(self, kind: str, slug: str) -> None:
        super().__init__(f"there is no {kind} {slug!r}")
        self.key: Key = (kind, slug)


@dataclass
class Register:
    """The records by slug, read once per kind and kept up to date while publishing.

    `absent` are records that may be referred to although they are not in the tables: links to
    them are left out until they come back.
    """

    session: Session
    absent: set[Key] = field(default_factory=set)
    rows: dict[type[Record], dict[str, Record]] = field(default_factory=dict)

    def all(self, model: type[Record]) -> dict[str, Record]:
        """Every record of `model`, by slug."""
        if model not in self.rows:
            self.rows[model] = {row.slug: row for row in self.session.scalars(select(model))}
        return self.rows[model]

    def take(self, model: type[Record], slug: str) -> Record:
        """The record with this slug, made where there is none yet."""
        rows = self.all(model)
        if slug not in rows:
            rows[slug] = cast(Any, model)(slug=slug)
            self.session.add(rows[slug])
        return rows[slug]

    def find(self, model: type[Record], slug: str) -> Record | None:
        """The record with this slug, None for an absent one.

        Raises MissingReferenceError when there is none.
        """
        row = self.all(model).get(slug)
        kind = KIND_OF_MODEL[model]
        if row is None and (kind, slug) not in self.absent:
            raise MissingReferenceError(kind, slug)
        return row


def fill_rows(register: Register, snapshots: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Write records of these kinds from their snapshots.

    Records may refer to each other in any order, so all rows exist before any is filled in.
    Raises PublishError for a reference that leads nowhere or in a circle.
    """
    with register.session.no_autoflush:
        rows = [
            (kind, register.take(KINDS[kind].model, str(snapshot["slug"])), snapshot)
            for kind, snapshot in snapshots
        ]
        for kind, row, snapshot in rows:
            _fill(register, KINDS[kind], row, snapshot)
        for _kind, row, _snapshot in rows:
            _check_ancestry(row)


def take_off(session: Session, keys: Iterable[Key]) -> None:
    """Take records off the tables; the database takes their texts and links with them."""
    session.flush()
    slugs: dict[str, list[str]] = {}
    for kind, slug in keys:
        slugs.setdefault(kind, []).append(slug)
    # What refers to others goes first.
    for kind in reversed([kind for kind in KINDS if kind in slugs]):
        model = KINDS[kind].model
        session.execute(
            delete(model).where(model.slug.in_(slugs[kind])),
            execution_options={"synchronize_session": False},
        )
    session.expire_all()


def _fill(register: Register, kind: RecordKind, row: Record, snapshot: dict[str, Any]) -> None:
    for column in kind.columns:
        setattr(row, column, _value(kind, column, snapshot.get(column)))
    for key, (attribute, model) in kind.one.items():
        slug = snapshot.get(key)
        setattr(row, attribute, register.find(model, slug) if slug else None)
    for key, (attribute, model) in kind.many.items():
        found = [register.find(model, slug) for slug in snapshot.get(key) or []]
        setattr(row, attribute, [entry for entry in found if entry is not None])
    for key, part in kind.parts.items():
        parts = [_part(register, part, entry) for entry in snapshot.get(key) or []]
        setattr(row, part.attribute, [entry for entry in parts if entry is not None])
    if isinstance(row, Activity):
        row.first_year, row.last_year = _years(row)
    if kind.text_model is not Text:
        _write_texts(kind, row, snapshot)


def _value(kind: RecordKind, column: str, value: Any) -> Any:
    """A JSON value as its column holds it."""
    column_type = inspect(kind.model).columns[column].type
    if isinstance(column_type, Date) and value:
        return date.fromisoformat(value)
    return column_type.python_type(value) if isinstance(column_type, Enum) else value


def _part(register: Register, part: Part, entry: Any) -> Any:
    values = dict(entry) if isinstance(entry, dict) else {part.value: entry}
    for key, (attribute, model) in part.references.items():
        values[attribute] = register.find(model, values.pop(key))
        if values[attribute] is None:
            return None
    if "role" in values:
        values["role"] = Role(values["role"])
    return part.row(**values)


def _years(activity: Activity) -> tuple[int | None, int | None]:
    if activity.start is None:
        return None, None
    return activity.start.year, (activity.end or activity.start).year


def _write_texts(kind: RecordKind, row: Any, snapshot: dict[str, Any]) -> None:
    written = {}
    for language, values in snapshot["texts"].items():
        text = row.texts.get(language) or cast(Any, kind.text_model)(locale=language)
        for column in (attribute.key for attribute in inspect(kind.text_model).column_attrs):
            if column in TEXT_KEYS or column.endswith("_id"):
                continue
            setattr(text, column, values.get(column))
        text.folded = fold(" ".join(values.get(name) or "" for name in SEARCHED))
        if isinstance(text, NameText):
            text.sort_key = sort_key(text.name, language)
        written[language] = text
    row.texts = written


def _check_ancestry(row: Record) -> None:
    """A whole is never itself a part, so that each participant has one place to be counted."""
    if isinstance(row, Activity) and row.part_of and (row.part_of.part_of or row.parts):
        raise PublishError(f"activity {row.slug!r} is part of one that is itself a part")
    if isinstance(row, Objective):
        above = row.parent
        while above is not None and above is not row:
            above = above.parent
        if above is row:
            raise PublishError(f"objective {row.slug!r} is a part of itself")
