"""The page of the data: every file with its number of rows, method, sources and licenses."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.presenters.file_addresses import file_address
from network.presenters.files import FORMATS, KINDS, Kind
from network.presenters.package_tables import package_size
from network.presenters.releases import count, release_of
from network.queries.activities import SORTS
from network.queries.downloads import dated, source_count
from network.queries.filter import Filter, read_filter
from network.web.caching import current_atlas, tagged

blueprint = Blueprint("data", __name__)


@dataclass(frozen=True)
class File:
    """A file on offer: the name of its format, its address, its number of rows."""

    name: str
    extension: str
    address: str
    rows: int


@dataclass(frozen=True)
class Offer:
    """The files of one kind of record; `left_out` counts those that have no date."""

    kind: Kind
    files: list[File]
    left_out: int
    columns: tuple[Any, ...]


@blueprint.get("/<language:language>/data")
@tagged
def page() -> ResponseReturnValue:
    """All files under the filter of the address, and how they came about."""
    chosen, dropped = read_filter(request.args, current_atlas().known)
    offers = [_offer(kind, chosen) for kind in KINDS.values()]
    kind, form, sort = offers[0].kind, FORMATS["csv"], SORTS[0]
    release = release_of(kind, form, chosen, sort, total=offers[0].files[0].rows, left_out=0)
    return render_template(
        "data/page.html",
        chosen=chosen,
        dropped=dropped,
        asked=release.asked,
        citation=release.citation,
        offers=offers,
        sources=reading().scalar(source_count(chosen)) or 0,
        as_of=release.as_of,
        package=package_size(),
    )


def _offer(kind: Kind, chosen: Filter) -> Offer:
    rows = kind.rows(chosen, SORTS[0])
    total = count(rows)
    undated = total - count(dated(rows)) if kind.word == "activities" else 0
    files = []
    for extension in kind.formats:
        form = FORMATS[extension]
        address = file_address(kind.word, extension, chosen)
        held = total - undated if form.dated_only else total
        files.append(File(form.name, extension, address, held))
    return Offer(kind, files, undated, kind.columns)
