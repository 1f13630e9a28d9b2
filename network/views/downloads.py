"""The files to take along: every kind of record in every format, under the whole filter."""

from dataclasses import replace

from flask import Blueprint, Response, stream_with_context
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.presenters.files import FORMATS, KINDS, Format, Kind
from network.presenters.releases import count, file_name, filled_rows, release_of
from network.queries.downloads import (
    dated,
    whole_objectives,
)
from network.queries.filter import KEYS
from network.web.caching import tagged
from network.web.machines import for_programs
from network.web.parameters import Parameters

blueprint = Blueprint("downloads", __name__)


@blueprint.get(
    "/<language:language>/activities.<any(csv, xlsx, geojson, json, ics, atom, xml):extension>"
)
@tagged
@for_programs
def activities(extension: str) -> ResponseReturnValue:
    """The activities that the filter asks for, as a file."""
    return _file(KINDS["activities"], FORMATS[extension])


@blueprint.get("/<language:language>/5w.<any(csv, xlsx):extension>")
@tagged
def presence(extension: str) -> ResponseReturnValue:
    """Who does what, where, when and for whom under the filter, with hashtags."""
    return _file(KINDS["5w"], FORMATS[extension])


@blueprint.get(
    "/<language:language>/<any(cities, forums, organizations):word>"
    ".<any(csv, xlsx, geojson):extension>"
)
@tagged
@for_programs
def records(word: str, extension: str) -> ResponseReturnValue:
    """The cities, forums or organizations of the activities that the filter asks for."""
    return _file(KINDS[word], FORMATS[extension])


def _file(kind: Kind, form: Format) -> Response:
    """The answer that carries a file; it is written while it is being sent.

    Raises BadParameters.
    """
    asked = Parameters(*(key.name for key in KEYS), "sort")
    chosen, sort = asked.filter(), asked.sort()
    # Who reads it elsewhere would not notice that it holds all there is.
    asked.check()
    everything = kind.rows(chosen, sort)
    rows = dated(everything) if form.dated_only else everything
    total = count(rows)
    left_out = count(everything) - total if form.dated_only else 0
    release = release_of(kind, form, chosen, sort, total=total, left_out=left_out)
    if form.dated_only:
        objectives = reading().scalars(whole_objectives(chosen)).unique()
        release = replace(release, objectives=tuple(objectives))
    body = form.write(filled_rows(kind, rows, release, chosen), kind.columns, release)
    response = Response(stream_with_context(body), content_type=form.content_type)
    name = file_name(kind.word, release, form.extension)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["X-Total-Count"] = str(total)
    if form.dated_only:
        response.headers["X-Left-Out-Count"] = str(left_out)
    return response
