"""The tables of the data package: the kinds of records, and the links between them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import Select, select

from network.exports.background import BACKGROUND
from network.exports.links import LINKS, link_columns, link_title
from network.exports.package import Table
from network.exports.release import Release, Row
from network.extensions import reading
from network.models import Base
from network.presenters.files import Kind
from network.presenters.releases import filled_rows
from network.presenters.resources import RESOURCES
from network.queries.activities import SORTS
from network.queries.background import (
    cited_sources,
    citing_tables,
    linked,
    whole_challenges,
    whole_governorates,
    whole_groups,
    whole_progress,
)
from network.queries.downloads import CHUNK, row_count
from network.queries.filter import Filter

EVERYTHING = Filter()
BEHIND = (
    ("sources", "source", lazy_gettext("Sources"), cited_sources),
    ("governorates", "governorate", lazy_gettext("Governorates"), whole_governorates),
    ("progress", "progress", lazy_gettext("Progress of objectives"), whole_progress),
    ("plan-groups", "plan_group", lazy_gettext("Working groups"), whole_groups),
    ("plan-challenges", "plan_challenge", lazy_gettext("Challenges"), whole_challenges),
)
# The order in which tables refer to each other.
TABLES = (
    "sources",
    "themes",
    "governorates",
    "plans",
    "objectives",
    "progress",
    "plan-groups",
    "plan-challenges",
    "cities",
    "forums",
    "organizations",
    "activities",
)


def package_size() -> tuple[int, int]:
    """How many tables the package has, and how many rows they have together."""
    selects = [kind.rows(EVERYTHING, SORTS[0]) for kind in _kinds()]
    selects += [linked(Base.metadata.tables[name], columns) for name, columns in _links()]
    counts = reading().execute(select(*(row_count(rows).scalar_subquery() for rows in selects)))
    return len(selects), sum(counts.one())


def _kinds() -> list[Kind]:
    """The tables of records, those that others refer to first."""
    behind = {
        word: Kind(word, record, title, (), BACKGROUND[word], _rows_of(rows))
        for word, record, title, rows in BEHIND
    }
    return [behind[word] if word in behind else RESOURCES[word].kind for word in TABLES]


def _rows_of(rows: Any) -> Any:
    return lambda _chosen, _sort: rows()


def _links() -> list[tuple[str, tuple[str, ...]]]:
    """The tables of links, by their names in the database, with their columns."""
    citing = [(table.name, (kind, "source")) for kind, table in citing_tables().items()]
    return [*LINKS.items(), *sorted(citing)]


def tables_of(release: Release) -> list[Table]:
    """Every table of the package, whose rows are read when they are asked for."""
    tables = [
        Table(kind.word, str(kind.title), kind.columns, _Records(kind, release), ("slug",))
        for kind in _kinds()
    ]
    for name, columns in _links():
        rows = linked(Base.metadata.tables[name], columns)
        title, link = link_title(name, columns), _Links(rows, release)
        word = name.replace("_", "-")
        tables.append(Table(word, title, link_columns(columns), link, columns, folder="links"))
    return tables


class _Records:
    """The rows of one kind of record, read when they are asked for."""

    def __init__(self, kind: Kind, release: Release) -> None:
        self.kind, self.release = kind, replace(release, kind=kind.word)

    def __call__(self) -> Iterator[Row]:
        rows = self.kind.rows(EVERYTHING, SORTS[0])
        return filled_rows(self.kind, rows, self.release, EVERYTHING)


class _Links:
    """The rows of a table of links, read when they are asked for."""

    def __init__(self, rows: Select[Any], release: Release) -> None:
        self.rows, self.release = rows, release

    def __call__(self) -> Iterator[Row]:
        found = reading().execute(self.rows.execution_options(yield_per=CHUNK))
        return (Row(entry, self.release) for entry in found)
