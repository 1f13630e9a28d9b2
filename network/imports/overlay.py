"""One row laid over its record, cell by cell: what the record would say afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from network.imports import reasons
from network.imports.comparison import says_the_same, with_hidden, withheld_groups
from network.imports.headings import Headings
from network.imports.kinds import row_of
from network.imports.outcome import CellChange, CellDate, PlannedRow
from network.imports.reading import CellFault, SheetRow
from network.imports.records import Snapshot
from network.imports.values import CellReader, Value
from network.vocabulary import Precision


@dataclass
class Overlay:
    """The record that a row is about, before and after; `base` is empty for a new one.

    Columns that the file lacks stay as they are.
    """

    headings: Headings
    reader: CellReader
    row: SheetRow
    planned: PlannedRow
    before: Snapshot | None
    base: dict[str, str] = field(init=False)
    after: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.base = row_of(self.headings.kind, self.before) if self.before else {}
        self.after = {**self.base, "slug": self.planned.slug}

    def lay(self) -> None:
        """Lay every cell; what cannot be taken refuses the row."""
        for column in self.headings.places:
            if column in self.headings.kind.columns and column != "slug":
                self._lay(column)
        self._infer_country()
        self._refuse_stray_cells()

    def changes(self) -> list[CellChange]:
        """The fields that differ; a date and its precision are one."""
        told = {"slug", *self.headings.kind.dates.values()}
        return [
            CellChange(column, self.headings.title(column), before, after)
            for column in self.after
            if column not in told
            and (before := self._said(self.base, column))
            != (after := self._said(self.after, column))
        ]

    def _said(self, row: Mapping[str, str], column: str) -> str | CellDate:
        dates, text = self.headings.kind.dates, row.get(column, "")
        if column not in dates:
            return text
        precision = dates[column]
        return CellDate(text, row.get(precision, "") if precision else Precision.DAY.value)

    def _lay(self, column: str) -> None:
        kind, known = self.headings.kind, self.base.get(column, "")
        value = self._value(column)
        self.planned.guesses.extend(value.guesses)
        for reason in value.reasons:
            self.planned.refuse(self.headings.title(column), reason)
        if value.reasons or self._keeps(column, value):
            return
        # A precision says nothing by itself: it follows the date.
        if not value.text and column in kind.dates.values():
            return
        said = with_hidden(self.reader.records, kind, column, known, value.text)
        if self.base and says_the_same(kind, column, known, said):
            return
        self.after[column] = said
        precision = kind.dates.get(column)
        if precision and not self.headings.cell(self.row, precision).strip():
            self.after[precision] = (value.precision or Precision.UNKNOWN).value

    def _value(self, column: str) -> Value:
        fault = self.row.faults.get(self.headings.places[column])
        if fault == CellFault.FORMULA:
            return Value(reasons=[reasons.formula()])
        if fault == CellFault.ERROR:
            return Value(reasons=[reasons.error()])
        return self.reader.read(column, self.headings.cell(self.row, column))

    def _keeps(self, column: str, value: Value) -> bool:
        """Whether an empty cell leaves a figure as it is, since our files may not give it."""
        if value.text or self.before is None:
            return False
        return self.headings.has_note(self.row, column) or column in withheld_groups(self.before)

    def _infer_country(self) -> None:
        """A new activity is in the country of its city, where the file says nothing else."""
        kind, places = self.headings.kind, self.headings.places
        if self.before or not kind.country or "city" not in kind.one or kind.country in places:
            return
        city = self.reader.records.standing.get(("city", self.after.get("city", "")))
        if city:
            self.after[kind.country] = str(city[1]["country"])

    def _refuse_stray_cells(self) -> None:
        titles = self.headings.titles
        for place, cell in enumerate(self.row.cells):
            if cell.strip() and (place >= len(titles) or not titles[place]):
                self.planned.refuse(gettext("No heading"), reasons.no_heading(cell.strip()))
                return
