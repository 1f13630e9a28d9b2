"""What a dry run tells: row by row what would be added, changed, left or refused, and why."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import LazyString, lazy_pgettext

from network.imports.headings import Headings
from network.imports.values import Guess


class RowState(StrEnum):
    """What an import would make of a row."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT = "left"
    REFUSED = "refused"

    @property
    def label(self) -> LazyString:
        """The state as the page's language says it."""
        return STATE_LABELS[self]


STATE_LABELS: Mapping[RowState, LazyString] = {
    RowState.ADDED: lazy_pgettext("row", "New"),
    RowState.CHANGED: lazy_pgettext("row", "Changed"),
    RowState.LEFT: lazy_pgettext("row", "Left as it is"),
    RowState.REFUSED: lazy_pgettext("row", "Refused"),
}


@dataclass(frozen=True)
class CellDate:
    """A date that a row gives, as ISO writes its first day, with its precision; both may be ""."""

    day: str
    precision: str


@dataclass(frozen=True)
class CellChange:
    """A field that a row fills otherwise than the record: column, heading, before, after."""

    column: str
    title: str
    before: str | CellDate
    after: str | CellDate


@dataclass(frozen=True)
class Fault:
    """Why a row is refused: the heading of the cell, and the reason."""

    title: str
    reason: str


@dataclass
class PlannedRow:
    """A row and what would become of it.

    `snapshot` is there for a row that is added or changed, `based_on` the number of the revision
    that it changes; `remark` says what else there is to know.
    """

    number: int
    slug: str = ""
    name: str = ""
    state: RowState = RowState.REFUSED
    changes: list[CellChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    snapshot: dict[str, Any] | None = None
    based_on: int | None = None
    remark: str | None = None

    def refuse(self, title: str, reason: str) -> None:
        """Refuse the row because of the cell under `title`."""
        self.state, self.snapshot = RowState.REFUSED, None
        self.faults.append(Fault(title, reason))


@dataclass(frozen=True)
class Outcome:
    """The result of a dry run; `sources` are the new documents that rows rest on."""

    headings: Headings
    sheet: str | None
    rows: tuple[PlannedRow, ...]
    sources: tuple[dict[str, Any], ...]

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many rows there are of each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in RowState}

    @property
    def guesses(self) -> list[Guess]:
        """Every likely match of the file, each once."""
        return list(dict.fromkeys(guess for row in self.rows for guess in row.guesses))

    @property
    def entries(self) -> list[tuple[str, dict[str, Any], int | None]]:
        """What would be proposed: kind, snapshot, and the revision it is based on."""
        along: list[tuple[str, dict[str, Any], int | None]] = [
            ("source", source, None) for source in self.sources
        ]
        kind = self.headings.kind.name
        rows = [(kind, row.snapshot, row.based_on) for row in self.rows if row.snapshot]
        return [*along, *rows]

    @property
    def digest(self) -> str:
        """A word for what would be proposed, which changes whenever any of it does."""
        document = json.dumps(self.entries, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(document.encode()).hexdigest()
