"""The data package: all tables as CSV, described in words and for programs, in one archive."""

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask_babel import gettext

from network.exports.blocks import blocks
from network.exports.column import Column
from network.exports.members import member
from network.exports.release import Release, Row
from network.exports.table import lines

# The table whose rows a column names by their slugs, whatever table the column is in.
REFERENCES = {
    "source": "sources",
    "theme": "themes",
    "governorate": "governorates",
    "city": "cities",
    "forum": "forums",
    "organization": "organizations",
    "activity": "activities",
    "outcome": "activities",
    "part_of": "activities",
    "plan": "plans",
    "parent": "objectives",
    "objective": "objectives",
    "progress": "progress",
    "plan_group": "plan-groups",
    "plan_challenge": "plan-challenges",
}
SUM = "sha256:"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Table:
    """One table: its name, what it is in words, its columns, its rows, the columns of its key."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]
    key: tuple[str, ...]
    folder: str = "data"

    @property
    def path(self) -> str:
        """Where it lies in the archive."""
        return f"{self.folder}/{self.name}.csv"


class _Outbox(RawIOBase):
    """Takes what an archive writes and gives it away at once, so that nothing piles up."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found, self.waiting = b"".join(self.waiting), []
        return found


def write_package(tables: Sequence[Table], release: Release) -> Iterator[bytes]:
    """The archive in blocks: the tables, what describes them, and the sums of all."""
    outbox, resources = _Outbox(), list[dict[str, Any]]()
    with ZipFile(outbox, "w", ZIP_DEFLATED) as archive:
        for table in tables:
            resources.append((yield from _write_table(archive, outbox, table)))
        described = {
            "datapackage.json": _descriptor(resources, release),
            "README.md": _readme(tables, resources, release),
        }
        sums = {entry["path"]: entry["hash"].removeprefix(SUM) for entry in resources}
        for name, text in described.items():
            archive.writestr(member(name), text)
            sums[name] = hashlib.sha256(text.encode()).hexdigest()
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        archive.writestr(member("sha256.txt"), listed)
    yield outbox.taken()


def _write_table(
    archive: ZipFile, outbox: _Outbox, table: Table
) -> Generator[bytes, None, dict[str, Any]]:
    """One table, block by block; returns what describes it."""
    digest, size, rows = hashlib.sha256(), 0, _Counter(table.rows())
    with archive.open(member(table.path), "w") as file:
        for block in blocks(lines(rows, table.columns, [[entry.key for entry in table.columns]])):
            digest.update(block)
            size += len(block)
            file.write(block)
            yield outbox.taken()
    return _resource(table, digest.hexdigest(), size, rows.number)


class _Counter:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.number += 1
            yield row


def _resource(table: Table, digest: str, size: int, count: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "path": table.path,
        "type": "table",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"{SUM}{digest}",
        "rows": count,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    keys = [
        {
            "fields": [column.key],
            "reference": {
                # A table names itself by an empty word.
                "resource": "" if REFERENCES[column.key] == table.name else REFERENCES[column.key],
                "fields": ["slug"],
            },
        }
        for column in table.columns
        if column.key in REFERENCES
    ]
    return {
        "fields": [_field(table, column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": keys,
        "missingValues": [""],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.key,
        "type": "string" if column.type == "list" else column.type,
        "title": str(column.label),
        "description": str(column.meaning),
    }
    constraints: dict[str, Any] = {"required": True} if column.key in table.key else {}
    if column.type == "integer":
        constraints["minimum"] = 0
    if column.type == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field | ({"constraints": constraints} if constraints else {})


def _descriptor(resources: list[dict[str, Any]], release: Release) -> str:
    document: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "rafidain",
        "title": release.title,
        "description": release.citation,
        "homepage": release.page,
        "languages": [release.language.code],
        "licenses": [{"name": "CC-BY-4.0", "path": LICENSE, "title": release.license_words}],
        "sources": [
            {"title": gettext("Sources"), "path": "data/sources.csv"},
            {"title": "GeoNames", "path": "https://www.geonames.org/"},
            {"title": "OCHA", "path": "https://data.humdata.org/dataset/cod-ab-irq"},
        ],
    }
    if release.as_of:
        document |= {
            "created": release.as_of.isoformat(timespec="seconds"),
            "version": release.as_of.date().isoformat(),
        }
    document["resources"] = resources
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _readme(tables: Sequence[Table], resources: list[dict[str, Any]], release: Release) -> str:
    site, method, contents = gettext("Rafidain"), gettext("Method"), gettext("Tables")
    return "\n".join(
        [
            f"# {site} · {release.title}",
            "",
            release.citation,
            "",
            release.license_words,
            "",
            f"## {method}",
            "",
            *(f"- {words}" for words in _method()),
            "",
            f"## {contents}",
            "",
            *(
                f"- `{table.path}`: {table.title} ({release.writing.number(resource['rows'])})"
                for table, resource in zip(tables, resources, strict=True)
            ),
            "",
        ]
    )


def _method() -> list[str]:
    return [
        gettext("Every record rests on at least one published document and names it."),
        gettext("An empty cell means that the documents do not say; it never means zero."),
        gettext("Figures below five by gender or origin are not given; the notes say where."),
        gettext(
            "A place is the point of its city with two decimals, about a kilometer. There is no "
            "finer location, and no name of a person."
        ),
        gettext(
            "The tables hold everything that is public, whatever filter is chosen, and the sources "
            "that some public record cites."
        ),
        gettext("The sums in sha256.txt tell whether a file is whole: sha256sum -c sha256.txt"),
    ]
