"""Why a file is not imported at all, each reason with a sentence that says what to do."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import LazyString, lazy_gettext

MEGABYTE = 1_000_000
LARGEST_FILE = 5 * MEGABYTE
LARGEST_UNPACKED = 20 * MEGABYTE
MOST_ROWS = 10_000
MOST_COLUMNS = 300
LIMITS = {
    "megabytes": LARGEST_FILE // MEGABYTE,
    "unpacked": LARGEST_UNPACKED // MEGABYTE,
    "rows": MOST_ROWS,
    "columns": MOST_COLUMNS,
}


class Refusal(StrEnum):
    """A reason for which a whole file is refused."""

    TOO_LARGE = "too-large"
    WRONG_NAME = "wrong-name"
    WRONG_TYPE = "wrong-type"
    OLD_WORKBOOK = "old-workbook"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNPACKED_TOO_LARGE = "unpacked-too-large"
    MACROS = "macros"
    EXTERNAL_LINKS = "external-links"
    ENTITIES = "entities"
    MERGED_CELLS = "merged-cells"
    WRONG_ENCODING = "wrong-encoding"
    NULS = "nuls"
    QUOTES = "quotes"
    EMPTY = "empty"
    NO_HEADER = "no-header"
    TWIN_HEADERS = "twin-headers"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_COSTLY = "too-costly"


SENTENCES: Mapping[Refusal, LazyString] = {
    Refusal.TOO_LARGE: lazy_gettext(
        "The file is larger than %(megabytes)s MB. Divide it into several files."
    ),
    Refusal.WRONG_NAME: lazy_gettext(
        "Only files whose name ends with .csv or .xlsx can be read. Save the table as one of these."
    ),
    Refusal.WRONG_TYPE: lazy_gettext(
        "The file is not what its name says. Open it in a spreadsheet program and save it anew "
        "as XLSX, or as CSV in UTF-8."
    ),
    Refusal.OLD_WORKBOOK: lazy_gettext(
        "This is a workbook in the old XLS format. Save it as XLSX in your spreadsheet program."
    ),
    Refusal.ENCRYPTED: lazy_gettext(
        "The workbook is protected with a password. Save a copy without a password."
    ),
    Refusal.DAMAGED: lazy_gettext(
        "The workbook is damaged. Open it in a spreadsheet program and save it anew as XLSX."
    ),
    Refusal.UNPACKED_TOO_LARGE: lazy_gettext(
        "Unpacked, the workbook is larger than %(unpacked)s MB. Copy the rows alone into a new "
        "workbook, without pictures and formats."
    ),
    Refusal.MACROS: lazy_gettext(
        "The workbook contains macros. Save it as XLSX without macros, or as CSV in UTF-8."
    ),
    Refusal.EXTERNAL_LINKS: lazy_gettext(
        "The workbook takes values from other files. Copy the cells as values into a new workbook."
    ),
    Refusal.ENTITIES: lazy_gettext(
        "The workbook was not written by a spreadsheet program. Copy the rows into a new workbook."
    ),
    Refusal.MERGED_CELLS: lazy_gettext(
        "The sheet has merged cells. Unmerge them, so that every row has its own values."
    ),
    Refusal.WRONG_ENCODING: lazy_gettext(
        "The letters of line %(line)s cannot be read: the file is not in UTF-8. Save it as "
        "“CSV UTF-8” or as XLSX."
    ),
    Refusal.NULS: lazy_gettext(
        "Line %(line)s holds characters that no text has. Save the table anew as “CSV UTF-8”."
    ),
    Refusal.QUOTES: lazy_gettext(
        "The quotation marks near line %(line)s do not match. Close them, or save as XLSX."
    ),
    Refusal.EMPTY: lazy_gettext(
        "There are no rows under the first one. Fill in the table, or choose the right file."
    ),
    Refusal.NO_HEADER: lazy_gettext(
        "The first row does not name the columns. Begin with the row of headings of our template."
    ),
    Refusal.TWIN_HEADERS: lazy_gettext(
        "Two columns are both “%(name)s”. Delete one of them, or rename it."
    ),
    Refusal.TOO_MANY_ROWS: lazy_gettext(
        "There are more than %(rows)s rows. Divide the table into several files."
    ),
    Refusal.TOO_MANY_COLUMNS: lazy_gettext(
        "There are more than %(columns)s columns. Keep those of our template."
    ),
    Refusal.TOO_COSTLY: lazy_gettext(
        "The file takes too long to read. Copy the rows alone into a new workbook, or divide it."
    ),
}


class RefusedError(ValueError):
    """A file that is not imported: the reason, and what its sentence speaks of."""

    def __init__(self, reason: Refusal, **details: Any) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.details = details

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the page's language."""
        return str(SENTENCES[self.reason]) % {**LIMITS, **self.details}
