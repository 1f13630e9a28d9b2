"""CSV files: which letters, which separator, and their rows."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from network.imports.reading import SheetRow, Table
from network.imports.refusals import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, Refusal, RefusedError

SEPARATORS = ",;\t"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF_32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")


def read_lines(content: bytes) -> Table:
    """The rows of a CSV file; raises RefusedError."""
    return Table(list(islice(_rows(decoded(content)), MOST_ROWS + 2)))


def decoded(content: bytes) -> str:
    """The text of UTF-8, or of UTF-16 that is marked as such; nothing is guessed."""
    encoding = "utf-8-sig"
    if content.startswith(UTF_16_MARKS) and not content.startswith(UTF_32_MARKS):
        encoding = "utf-16"
    elif content.startswith(UTF_32_MARKS):
        raise RefusedError(Refusal.WRONG_ENCODING, line=1)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        newline = "\n".encode("utf-16-le" if encoding == "utf-16" else "ascii")
        line = content[: error.start].count(newline) + 1
        raise RefusedError(Refusal.WRONG_ENCODING, line=line) from error
    if "\0" in text:
        raise RefusedError(Refusal.NULS, line=text[: text.index("\0")].count("\n") + 1)
    return text


def _rows(text: str) -> Iterator[SheetRow]:
    csv.field_size_limit(LARGEST_FILE)
    text, separator = _separator(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if len(cells) > MOST_COLUMNS:
                raise RefusedError(Refusal.TOO_MANY_COLUMNS)
            if any(cell.strip() for cell in cells):
                yield SheetRow(number, cells)
    except csv.Error as error:
        raise RefusedError(Refusal.QUOTES, line=reader.line_num) from error


def _separator(text: str) -> tuple[str, str]:
    """What stands between the cells of the first line; some programs say so in a line before."""
    first, _, rest = text.partition("\n")
    first = first.strip("\r")
    if first.startswith("sep=") and len(first) == 5:
        return rest, first[4]
    # What stands between quotation marks is part of a heading.
    outside = "".join(first.split('"')[::2])
    return text, max(SEPARATORS, key=outside.count)
