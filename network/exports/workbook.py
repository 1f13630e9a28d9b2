"""XLSX: a sheet of rows with real dates and numbers, and a sheet that explains them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask_babel import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.writer.excel import ExcelWriter

from network.cells import joined, neutralized, writable
from network.exports.blocks import BLOCK
from network.exports.column import Column, Value
from network.exports.members import EPOCH, member
from network.exports.release import Release, Row

# Office counts days from 1900; an older date is written as text.
FIRST_YEAR = 1900
WIDTH, WIDE = 18, 44
HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="F3DFCF")


def write_xlsx(rows: Iterable[Row], columns: Sequence[Column], release: Release) -> Iterator[bytes]:
    """The workbook in blocks; its first line holds the labels of the columns.

    Where the columns have hashtags, these are its second line. Rows wait in files of their own,
    so that memory does not grow with their number.
    """
    workbook = Workbook(write_only=True)
    _sheet_of_rows(workbook, rows, columns, release)
    _sheet_of_meanings(workbook, columns, release)
    yield from _saved(workbook, release)


def _sheet_of_rows(
    workbook: Any, rows: Iterable[Row], columns: Sequence[Column], release: Release
) -> None:
    sheet = _sheet(workbook, release.title, release)
    tagged = any(column.hashtag for column in columns)
    sheet.freeze_panes = "C3" if tagged else "C2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[_letters(number)].width = WIDE if "name" in column.key else WIDTH
    sheet.append([_header(sheet, str(column.label)) for column in columns])
    if tagged:
        sheet.append([column.hashtag for column in columns])
    for row in rows:
        sheet.append([_cell(column.value(row)) for column in columns])


def _sheet_of_meanings(workbook: Any, columns: Sequence[Column], release: Release) -> None:
    sheet = _sheet(workbook, gettext("About this file"), release)
    for letter, width in (("A", 34), ("B", 28), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    noted = any(column.key.endswith("_note") for column in columns)
    for label, value in _facts(release, noted):
        sheet.append([_header(sheet, label), None, _cell(value)])
    sheet.append([])
    heads = (gettext("Column"), gettext("Key"), gettext("Meaning"))
    sheet.append([_header(sheet, words) for words in heads])
    for column in columns:
        meaning = WriteOnlyCell(sheet, _cell(str(column.meaning)))
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([_cell(str(column.label)), column.hashtag or column.key, meaning])


def _facts(release: Release, noted: bool) -> list[tuple[str, Value]]:
    """What the workbook says of itself, line by line; `noted` where it has notes on groups."""
    withheld = gettext("Figures below five by gender or origin are not given.")
    if noted:
        withheld = gettext(
            "Figures below five by gender or origin are not given; the notes say where."
        )
    return [
        (gettext("Content"), release.title),
        (gettext("Filter"), release.filter_words),
        (gettext("Rows"), release.total),
        (gettext("Data as of"), release.as_of.date() if release.as_of else None),
        (gettext("License"), release.license_words),
        (gettext("How to cite"), release.citation),
        (gettext("Small groups"), withheld),
        *release.notes,
        (
            gettext("Harmless cells"),
            gettext("An apostrophe stands before a text that a program could take for a formula."),
        ),
    ]


def _sheet(workbook: Any, title: str, release: Release) -> Any:
    sheet = workbook.create_sheet(title[:31])
    sheet.sheet_view.rightToLeft = release.language.direction == "rtl"
    return sheet


def _header(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, _cell(words))
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    return cell


def _cell(value: Value) -> Any:
    """A value as a cell: dates and numbers as such, texts harmless, several joined."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return value if value.year >= FIRST_YEAR else value.isoformat()
    if value is None or isinstance(value, int | float):
        return value
    text = writable(joined(value) if isinstance(value, list) else value)
    return neutralized(text) or None


def _letters(number: int) -> str:
    """The letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _saved(workbook: Any, release: Release) -> Iterator[bytes]:
    """The workbook's bytes, without the time of day at which they were made."""
    made = (release.as_of or EPOCH).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.properties.creator = gettext("Rafidain")
    workbook.properties.title = writable(release.title)
    workbook.properties.created = workbook.properties.modified = made
    with TemporaryFile() as first, TemporaryFile() as settled:
        with ZipFile(first, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(workbook, archive).save()
        with ZipFile(first) as source, ZipFile(settled, "w", ZIP_DEFLATED) as archive:
            for name in source.namelist():
                with source.open(name) as old, archive.open(member(name), "w") as new:
                    copyfileobj(old, new)
        settled.seek(0)
        while block := settled.read(BLOCK):
            yield block
