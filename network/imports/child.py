"""The process that reads one file: little memory, little time, no way to write anything."""

import json
import resource
import sys
from typing import Any

from network.imports.lines import read_lines
from network.imports.reading import Table
from network.imports.refusals import LARGEST_UNPACKED, MOST_ROWS, Refusal, RefusedError
from network.imports.sheet import read_workbook
from network.workshop import come_last

MEMORY = 512 * 1024 * 1024
SECONDS = 20
WORKBOOK = ".xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
# Beginnings of files that people rename: pictures, documents, archives, pages, programs.
OTHERS = (
    b"PK",
    OLE,
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"\x7fELF",
    b"SQLite format 3",
)
MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<table", b"<svg")


def limit_resources() -> None:
    """Bind this process to little memory and time, and keep it from writing files."""
    come_last()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_table(extension: str, content: bytes) -> Table:
    """The rows of a file whose name ends with `extension`; raises RefusedError."""
    if content.startswith(OLE):
        encrypted = ENCRYPTED_PART in content
        raise RefusedError(Refusal.ENCRYPTED if encrypted else Refusal.OLD_WORKBOOK)
    if extension == WORKBOOK and not content.startswith(ZIP):
        raise RefusedError(Refusal.WRONG_TYPE)
    table = read_workbook(content) if extension == WORKBOOK else _read_text(content)
    if len(table.rows) > MOST_ROWS + 1:
        raise RefusedError(Refusal.TOO_MANY_ROWS)
    # One long text may stand in a workbook once and be shown in thousands of cells.
    if sum(len(cell) for row in table.rows for cell in row.cells) > LARGEST_UNPACKED:
        raise RefusedError(Refusal.UNPACKED_TOO_LARGE)
    return table


def _read_text(content: bytes) -> Table:
    if content.startswith(OTHERS) or content[:512].lstrip().lower().startswith(MARKUP):
        raise RefusedError(Refusal.WRONG_TYPE)
    return read_lines(content)


def main() -> None:
    """Read the file on standard input, and answer on standard output with rows or a refusal."""
    limit_resources()
    answer: dict[str, Any]
    try:
        answer = read_table(sys.argv[1], sys.stdin.buffer.read()).document()
    except RefusedError as error:
        answer = {"refusal": error.reason, "details": error.details}
    except (MemoryError, RecursionError):
        answer = {"refusal": Refusal.TOO_COSTLY, "details": {}}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
