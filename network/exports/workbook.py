"""XLSX: a sheet of rows with real dates and numbers, and a sheet that explains them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask_babel import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.writer.excel import ExcelWriter

from network.cells import joined, neutralized, writable
from network.exports.column import Column, Value
from network.exports.release import Release, Row

# Office counts days from 1900; an older date is written as text.
FIRST_YEAR = 1900
# The earliest moment that a zip archive can hold: the same rows are the same bytes.
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
WIDTH, WIDE = 18, 44
HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="F3DFCF")


def write_xlsx(rows: Iterable[Row], columns: Sequence[Column], release: Release) -> Iterator[bytes]:
    """The workbook as one block; its first line holds the labels of the columns."""
    workbook = Workbook(write_only=True)
    _sheet_of_rows(workbook, rows, columns, release)
    _sheet_of_meanings(workbook, columns, release)
    yield _saved(workbook, release)


def _sheet_of_rows(
    workbook: Any, rows: Iterable[Row], columns: Sequence[Column], release: Release
) -> None:
    sheet = _sheet(workbook, release.title, release)
    sheet.freeze_panes = "C2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[_letters(number)].width = WIDE if "name" in column.key else WIDTH
    sheet.append([_header(sheet, str(column.label)) for column in columns])
    for row in rows:
        sheet.append([_cell(column.value(row)) for column in columns])


def _sheet_of_meanings(workbook: Any, columns: Sequence[Column], release: Release) -> None:
    sheet = _sheet(workbook, gettext("About this file"), release)
    for letter, width in (("A", 34), ("B", 28), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    for label, value in _facts(release):
        sheet.append([_header(sheet, label), None, _cell(value)])
    sheet.append([])
    heads = (gettext("Column"), gettext("Key"), gettext("Meaning"))
    sheet.append([_header(sheet, words) for words in heads])
    for column in columns:
        meaning = WriteOnlyCell(sheet, _cell(str(column.meaning)))
        meaning.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([_cell(str(column.label)), column.key, meaning])


def _facts(release: Release) -> list[tuple[str, Value]]:
    """What the workbook says of itself, line by line."""
    return [
        (gettext("Content"), release.title),
        (gettext("Filter"), release.filter_words),
        (gettext("Rows"), release.total),
        (gettext("Data as of"), release.as_of.date() if release.as_of else None),
        (gettext("License"), release.license_words),
        (gettext("How to cite"), release.citation),
        (
            gettext("Small groups"),
            gettext("Figures below five by gender or origin are not given; the notes say where."),
        ),
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


def _saved(workbook: Any, release: Release) -> bytes:
    """The workbook's bytes, without the time of day at which they were made."""
    made = (release.as_of or EPOCH).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.properties.creator = gettext("Rafidain")
    workbook.properties.title = writable(release.title)
    workbook.properties.created = workbook.properties.modified = made
    first, settled = BytesIO(), BytesIO()
    with ZipFile(first, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    with ZipFile(first) as source, ZipFile(settled, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            member = ZipInfo(name, EPOCH.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, source.read(name))
    return settled.getvalue()
