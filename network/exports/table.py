"""CSV: UTF-8 with its mark, one row a record, harmless cells."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import chain

from network.cells import joined, neutralized
from network.exports.blocks import blocks
from network.exports.column import Column, Value
from network.exports.release import Release, Row

MARK = "\ufeff"


def write_csv(rows: Iterable[Row], columns: Sequence[Column], _release: Release) -> Iterator[bytes]:
    """The file in blocks; its first line holds the keys of the columns.

    Where the columns have hashtags, their labels come first and the hashtags right above the data.
    """
    if any(column.hashtag for column in columns):
        heads = [[str(column.label) for column in columns], [column.hashtag for column in columns]]
    else:
        heads = [[column.key for column in columns]]
    return blocks(chain([MARK], lines(rows, columns, heads)))


def lines(
    rows: Iterable[Row], columns: Sequence[Column], heads: Iterable[Sequence[str]]
) -> Iterator[str]:
    """The lines of a file without its mark: the heads, then one for each row."""
    for head in heads:
        yield _line(head)
    for row in rows:
        yield _line([_cell(column.value(row)) for column in columns])


def _line(cells: Sequence[str | int | float]) -> str:
    line = StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _cell(value: Value) -> str | int | float:
    """A value as a cell: what is not known is empty, numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return neutralized(joined(value) if isinstance(value, list) else value)
