"""The sheet of a workbook that holds the rows: measured as it is, then read."""

import re
from datetime import date, datetime, time
from functools import partial
from itertools import islice, pairwise
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel

from network.imports.archive import checked_archive, read_member
from network.imports.cellstream import CellStream, column_place
from network.imports.reading import Table
from network.imports.refusals import MOST_COLUMNS, MOST_ROWS, Refusal, RefusedError

# About three seconds' work.
MOST_CELLS = 600_000
LAST_ROW = 1_048_576
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_ROW_NUMBER = re.compile(rb"[^>]*?\sr=[\"'](\d+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_COLUMN = re.compile(rb"<(?:\w+:)?c\s[^>]*?r=[\"']([A-Z]{2,})\d")
_SAYING = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")


def read_workbook(content: bytes) -> Table:
    """The rows of the first sheet that shows; raises RefusedError."""
    archive = checked_archive(content)
    try:
        reader = _opened(archive)
        shown = [
            (str(sheet.name), str(part.target))
            for sheet, part in reader.parser.find_sheets()
            if sheet.state == "visible" and "worksheet" in part.Type
        ]
    # A broken workbook makes openpyxl raise whatever its parts happen to run into.
    except Exception as error:
        raise RefusedError(Refusal.DAMAGED) from error
    if not shown:
        raise RefusedError(Refusal.EMPTY)
    name, path = shown[0]
    markup = read_member(archive, path)
    _measure(markup)
    stream = CellStream(reader.shared_strings, partial(_number_text, reader.wb))
    try:
        return Table(list(islice(stream.rows(markup), MOST_ROWS + 2)), name)
    except (ExpatError, ValueError, LookupError) as error:
        raise RefusedError(Refusal.DAMAGED) from error


def _opened(archive: ZipFile) -> Any:
    """A workbook's list of sheets, shared texts and styles; its cells are left alone."""
    reader = ExcelReader(archive.fp, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(archive, reader.wb)
    return reader


def _measure(markup: bytes) -> None:
    """Count the rows and columns that are really there, and find what cannot be read row by row."""
    if _MERGED.search(markup):
        raise RefusedError(Refusal.MERGED_CELLS)
    if any(
        column_place(letters[1].decode()) >= MOST_COLUMNS for letters in _COLUMN.finditer(markup)
    ):
        raise RefusedError(Refusal.TOO_MANY_COLUMNS)
    if sum(1 for _ in _SAYING.finditer(markup)) > MOST_CELLS:
        raise RefusedError(Refusal.TOO_COSTLY)
    starts = [found.start() for found in _ROW.finditer(markup)]
    saying = 0
    for start, end in pairwise([*starts, len(markup)]):
        number = _ROW_NUMBER.match(markup, start, min(end, start + 200))
        if number and int(number[1]) > LAST_ROW:
            raise RefusedError(Refusal.DAMAGED)
        saying += bool(_SAYING.search(markup, start, end))
        if saying > MOST_ROWS + 1:
            raise RefusedError(Refusal.TOO_MANY_ROWS)
        if end - start > 3 * MOST_COLUMNS and len(_CELL.findall(markup, start, end)) > MOST_COLUMNS:
            raise RefusedError(Refusal.TOO_MANY_COLUMNS)


def _number_text(workbook: Any, text: str, style: int) -> str:
    """A number as a form reads it: an ISO date where its style is that of a date."""
    value = float(text)
    if style in workbook._date_formats or style in workbook._timedelta_formats:
        return _moment(from_excel(value, workbook.epoch, style in workbook._timedelta_formats))
    if value.is_integer():
        return str(int(value))
    return repr(value)


def _moment(value: Any) -> str:
    """A date; a time of day is told only where there is one."""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)
