"""JSON: the rows with what the file says of itself, as plain values."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from network.exports.blocks import blocks
from network.exports.column import Column, Value
from network.exports.release import Release, Row


def write_json(rows: Iterable[Row], columns: Sequence[Column], release: Release) -> Iterator[bytes]:
    """One object: the facts about the file, then its rows under the word of its address."""
    return blocks(_pieces(rows, columns, release))


def facts(release: Release) -> dict[str, Any]:
    """What a JSON file says of itself."""
    return {
        "title": release.title,
        "language": release.language.code,
        "data_as_of": _plain(release.as_of.date() if release.as_of else None),
        "filter": release.query,
        "filter_words": release.filter_words,
        "license": release.license_words,
        "page": release.page,
        "count": release.total,
    }


def properties(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    """A row as an object: lists stay lists, what is not known is null."""
    return {column.key: _plain(column.value(row)) for column in columns}


def dumped(value: Any) -> str:
    """A value as JSON in one line, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _pieces(rows: Iterable[Row], columns: Sequence[Column], release: Release) -> Iterator[str]:
    labels = {column.key: str(column.label) for column in columns}
    yield f"{dumped(facts(release) | {'columns': labels})[:-1]},{dumped(release.kind)}:["
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{dumped(properties(row, columns))}"
    yield "\n]}\n"


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date) else value
