"""What reading a file gives: rows of texts, as they travel from the process that reads it."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class CellFault(StrEnum):
    """Why a cell of a workbook has no value."""

    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True)
class SheetRow:
    """A row as a spreadsheet program numbers it; `faults` are by the place of their cell."""

    number: int
    cells: list[str]
    faults: dict[int, CellFault] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The rows that say something, the header first; `sheet` is where a workbook had them."""

    rows: list[SheetRow]
    sheet: str | None = None

    def document(self) -> dict[str, Any]:
        """The table as plain values."""
        return asdict(self)

    @classmethod
    def of_document(cls, document: dict[str, Any]) -> "Table":
        """The table that `document` was made of."""
        rows = [
            SheetRow(
                row["number"],
                row["cells"],
                {int(place): CellFault(fault) for place, fault in row["faults"].items()},
            )
            for row in document["rows"]
        ]
        return cls(rows, document["sheet"])
