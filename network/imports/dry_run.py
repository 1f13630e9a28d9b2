"""The dry run: each row of a file through the form of its kind, and nothing is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask_babel import gettext

from network.imports import reasons
from network.imports.citations import Citations
from network.imports.headings import Headings, rows_of
from network.imports.identity import NewSlugs, same_named
from network.imports.outcome import Outcome, PlannedRow, RowState
from network.imports.overlay import Overlay
from network.imports.places import Places
from network.imports.reading import SheetRow, Table
from network.imports.records import Key, Records
from network.imports.values import CellReader
from network.locales import LANGUAGES
from network.queries.wholes import why_no_part


class FilledForm(Protocol):
    """A form that was filled in by a row."""

    errors: Mapping[str, Any]

    def validate(self) -> bool:
        """Whether everything in it can be taken."""

    def snapshot(self) -> dict[str, Any]:
        """The record that it says."""


Fill = Callable[[Mapping[str, str]], FilledForm]
# Besides its names, what says which record a row is about.
TELLING = ("slug", "kind", "level", "city", "start")
# Whether a record, by kind and slug, may be changed; None is one that would be added.
May = Callable[[str, str | None], bool]


@dataclass
class DryRun:
    """Compares the rows of one file with what is on record.

    `fill` is the form of the kind, `cite` that of sources; both come in as arguments, so that
    typed pages and imported rows run the same ones. `places` are those of cities, for new ones.
    """

    headings: Headings
    records: Records
    fill: Fill
    citations: Citations
    may: May
    language: str
    places: Places | None = None
    guessing: bool = False
    owners: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._slugs = NewSlugs(self.records, self.headings.kind, self.owners)

    def run(self, table: Table) -> Outcome:
        """What would become of each row."""
        reader = CellReader(
            self.headings.kind, self.records, LANGUAGES[self.language], self.guessing
        )
        rows = rows_of(table)
        names = [self._identified(row, reader) for row in rows]
        for row, planned in zip(rows, names, strict=True):
            self._plan(row, planned, reader)
        self._refuse_parts(names)
        self._refuse_followers(names)
        cited = {
            slug
            for planned in names
            if planned.snapshot
            for slug in planned.snapshot.get("sources") or []
        }
        return Outcome(
            self.headings, table.sheet, tuple(names), tuple(self.citations.new_among(cited))
        )

    def _identified(self, row: SheetRow, reader: CellReader) -> PlannedRow:
        """The row with the record that it is about, a new one perhaps."""
        kind, planned = self.headings.kind, PlannedRow(row.number)
        said = {
            column: reader.read(column, self._cell(row, column)).text
            for column in (*TELLING, *(f"name_{code}" for code in LANGUAGES))
            if column in self.headings.places
        }
        planned.name = next(
            (
                said[key]
                for code in LANGUAGES[self.language].fallback
                if said.get(key := f"name_{code}")
            ),
            "",
        )
        planned.slug = self.records.slug_of(kind.name, said.get("slug", ""))
        if not planned.slug:
            found = same_named(self.records, kind, said)
            if len(found) > 1:
                planned.refuse(self.headings.title("slug"), reasons.several(found))
                return planned
            planned.slug = next(iter(found), "") or self._slugs.take(said)
        owner = self.owners.setdefault(planned.slug, row.number)
        if owner != row.number:
            planned.refuse(
                self.headings.title("slug"),
                reasons.twin(owner),
            )
        record = self._key(planned.slug)
        if record in self.records.standing:
            planned.based_on = self.records.standing[record][0]
        elif not planned.faults:
            self.records.come(record, (said.get(f"name_{code}", "") for code in LANGUAGES))
        return planned

    def _plan(self, row: SheetRow, planned: PlannedRow, reader: CellReader) -> None:
        key = self._key(planned.slug)
        if planned.faults:
            return
        if key in self.records.closed:
            planned.refuse(self.headings.title("slug"), reasons.closed())
            return
        before = self.records.standing[key][1] if planned.based_on is not None else None
        planned.name = planned.name or self.records.label(*key, reader.language.fallback)
        overlay = Overlay(self.headings, reader, row, planned, before)
        overlay.lay()
        self.citations.lay(row, self.headings, planned, overlay.after)
        if before is None and self.places and not planned.faults:
            self.places.fill(planned, overlay.after)
        if not planned.faults:
            self._judge(planned, overlay)

    def _judge(self, planned: PlannedRow, overlay: Overlay) -> None:
        """Run the form, and say what is new in what it makes."""
        before = overlay.before
        if before is not None and overlay.base == overlay.after:
            planned.state = RowState.LEFT
            return
        form = self.fill(overlay.after)
        if not form.validate():
            for column, found in form.errors.items():
                planned.refuse(self.headings.title(column), str(found[0]))
            return
        snapshot = form.snapshot()
        waiting = self.records.waiting.get(self._key(planned.slug))
        if snapshot in (before, waiting):
            planned.state = RowState.LEFT
            if snapshot == waiting:
                planned.remark = gettext("In review already")
        elif waiting is not None:
            planned.refuse(self.headings.title("slug"), reasons.in_review())
        elif not self.may(self.headings.kind.name, planned.slug if before is not None else None):
            planned.refuse(self.headings.title("slug"), reasons.foreign())
        else:
            planned.snapshot = snapshot
            planned.state = RowState.ADDED if before is None else RowState.CHANGED
            planned.changes = overlay.changes()

    def _refuse_parts(self, rows: list[PlannedRow]) -> None:
        """Refuse what would be part of a part, be the others on record or in the same file."""
        if "part_of" not in self.headings.kind.one:
            return
        said = dict(self.records.every("activity"))
        said |= {row.slug: row.snapshot for row in rows if row.snapshot}
        wholes = {slug: entry["part_of"] for slug, entry in said.items() if entry.get("part_of")}
        for row in rows:
            whole = (row.snapshot or {}).get("part_of")
            reason = whole and why_no_part(row.slug, whole, wholes)
            if reason:
                row.refuse(self.headings.title("part_of"), reason)
                del wholes[row.slug]

    def _refuse_followers(self, rows: list[PlannedRow]) -> None:
        """Refuse what refers to a record that the file would add, in a row that is refused."""
        kind = self.headings.kind
        columns = [
            column for column, target in {**kind.one, **kind.many}.items() if target == kind.name
        ]
        while True:
            refused = {
                row.slug: row.number
                for row in rows
                if row.state == RowState.REFUSED and row.based_on is None
            }
            found = [
                (row, column, refused[slug])
                for row in rows
                if row.snapshot
                for column in columns
                for slug in _slugs(row.snapshot.get(column))
                if slug in refused and self._key(slug) not in self.records.standing
            ]
            for row, column, number in found:
                row.refuse(self.headings.title(column), reasons.follower(number))
            if not found:
                return

    def _cell(self, row: SheetRow, column: str) -> str:
        return self.headings.cell(row, column)

    def _key(self, slug: str) -> Key:
        return self.headings.kind.name, slug


def _slugs(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []
