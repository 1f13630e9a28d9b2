"""Empty tables to fill in and import: a row of headings, and a sheet that explains them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from flask_babel import gettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from network.exports.columns import COLUMNS
from network.exports.table import MARK
from network.locales import Language
from network.vocabulary import Word

HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="F3DFCF")
WIDTH, WIDEST = 24, 80


@dataclass(frozen=True)
class TemplateColumn:
    """A column to fill in: its heading, what belongs there, the words to choose from."""

    label: str
    meaning: str
    words: tuple[str, ...] = ()


def template_columns(
    word: str, fillable: Sequence[str], words: Mapping[str, type[Word]]
) -> list[TemplateColumn]:
    """The columns of the files of `word` that a person fills in, by name where we have a code."""
    columns = {column.key: column for column in COLUMNS[word]}
    found = []
    for key, column in columns.items():
        # Precisions follow from how much of a date is written.
        if key in fillable and key != "sources" and not key.endswith("precision"):
            by_name = columns.get(f"{key}_name") or columns.get(f"{key}_names") or column
            choices = tuple(str(entry.label) for entry in words[key]) if key in words else ()
            found.append(TemplateColumn(str(by_name.label), str(column.meaning), choices))
    return found


def write_csv_template(columns: Sequence[TemplateColumn]) -> bytes:
    """A CSV file that holds nothing but the headings."""
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([column.label for column in columns])
    return f"{MARK}{line.getvalue()}".encode()


def write_xlsx_template(columns: Sequence[TemplateColumn], title: str, language: Language) -> bytes:
    """A workbook with the headings, and a second sheet that says what belongs under each."""
    book = Workbook()
    sheet, meanings = book.active, book.create_sheet(gettext("What belongs where")[:31])
    sheet.title, sheet.freeze_panes = title[:31], "A2"
    for number, column in enumerate(columns, 1):
        _head(sheet.cell(1, number, column.label))
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    heads = (gettext("Column"), gettext("Meaning"), gettext("Words to choose from"))
    for number, words in enumerate(heads, 1):
        _head(meanings.cell(1, number, words))
        meanings.column_dimensions[get_column_letter(number)].width = (WIDTH, WIDEST, WIDEST)[
            number - 1
        ]
    for column in columns:
        meanings.append([column.label, column.meaning, language.comma.join(column.words)])
        for cell in meanings[meanings.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for each in (sheet, meanings):
        each.sheet_view.rightToLeft = language.direction == "rtl"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _head(cell: object) -> None:
    # openpyxl's write-only cell has these, unlike its type.
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL  # type: ignore[attr-defined]
