"""What there is to take along: the kinds of rows, and the formats that write them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import Select

from network.exports.atom import write_atom
from network.exports.calendar import write_calendar
from network.exports.column import Column
from network.exports.columns import COLUMNS
from network.exports.documents import write_json
from network.exports.geojson import write_geojson
from network.exports.iati import write_iati
from network.exports.presence import presence_columns, presence_notes
from network.exports.release import Release, Row
from network.exports.table import write_csv
from network.exports.workbook import write_xlsx
from network.models import Forum, Organization
from network.queries.activities import party_counts
from network.queries.downloads import (
    city_counts,
    whole_activities,
    whole_cities,
    whole_forums,
    whole_organizations,
)
from network.queries.filter import Filter
from network.web.language import page_language

Write = Callable[[Iterable[Row], Sequence[Column], Release], Iterator[bytes]]


@dataclass(frozen=True)
class Format:
    """A format of file: the end of its name, its type, what writes it."""

    extension: str
    name: str
    content_type: str
    write: Write
    dated_only: bool = False


@dataclass(frozen=True)
class Kind:
    """What files hold: the word of their address, the record and title, the columns and rows.

    `pages` is the word of the addresses of the records' pages, by default that of the files;
    `notes` say what a reader must know besides.
    """

    word: str
    record: str
    title: LazyString
    formats: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Filter, str], Select[Any]]
    counts: Callable[[Filter], Select[str, int]] | None = None
    pages: str = ""
    notes: Callable[[], tuple[tuple[str, str], ...]] = tuple


OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, Format] = {
    form.extension: form
    for form in (
        Format("csv", "CSV", "text/csv; charset=utf-8", write_csv),
        Format("xlsx", "XLSX", OFFICE, write_xlsx),
        Format("geojson", "GeoJSON", "application/geo+json", write_geojson),
        Format("json", "JSON", "application/json", write_json),
        Format("ics", "iCalendar", "text/calendar; charset=utf-8", write_calendar, True),
        Format("xml", "IATI", "application/xml; charset=utf-8", write_iati, True),
        Format("atom", "Atom", "application/atom+xml; charset=utf-8", write_atom),
    )
}
TABLES = ("csv", "xlsx", "geojson")
KINDS: Mapping[str, Kind] = {
    kind.word: kind
    for kind in (
        Kind(
            "activities",
            "activity",
            lazy_gettext("Activities"),
            tuple(FORMATS),
            COLUMNS["activities"],
            lambda chosen, sort: whole_activities(chosen, sort, page_language().fallback),
        ),
        Kind(
            "5w",
            "activity",
            lazy_gettext("Who does what, where (5W)"),
            ("csv", "xlsx"),
            presence_columns(),
            lambda chosen, sort: whole_activities(chosen, sort, page_language().fallback),
            pages="activities",
            notes=presence_notes,
        ),
        Kind(
            "cities",
            "city",
            lazy_gettext("Cities"),
            TABLES,
            COLUMNS["cities"],
            lambda chosen, _sort: whole_cities(chosen),
            city_counts,
        ),
        Kind(
            "forums",
            "forum",
            lazy_gettext("Forums"),
            TABLES,
            COLUMNS["forums"],
            lambda chosen, _sort: whole_forums(chosen),
            lambda chosen: party_counts(chosen, Forum),
        ),
        Kind(
            "organizations",
            "organization",
            lazy_gettext("Organizations"),
            TABLES,
            COLUMNS["organizations"],
            lambda chosen, _sort: whole_organizations(chosen),
            lambda chosen: party_counts(chosen, Organization),
        ),
    )
}
