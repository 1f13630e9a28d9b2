"""Reach: what donors and programme staff ask, as figures that can be checked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from network.changes.past import as_it_stood
from network.config import DATA_FOLDER
from network.days import TIME_ZONE, today
from network.extensions import reading
from network.geography.gazetteer import load_places
from network.locales import latin_digits
from network.maps.coverage import areas, coverage_map
from network.maps.explore import RenderedMap
from network.models import Objective
from network.queries.atlas import Atlas, read_atlas
from network.queries.downloads import whole_objectives
from network.queries.figures import Document, figures
from network.queries.filter import Dropped, Filter
from network.views.caching import tagged
from network.views.downloads import as_of, asked_words
from network.views.drawn import basemap_addresses, script_of
from network.views.exploration import Exploration
from network.views.kept import kept
from network.views.reach_areas import SHADES, asked_shade, legend_of, map_words, shade_words
from network.views.reach_display import Reach, activity_words

blueprint = Blueprint("reach", __name__)
MOST_KEPT = 200


@blueprint.get("/<language:language>/reach")
@tagged
@kept
def page() -> ResponseReturnValue:
    """The key figures, the map of coverage, tables and charts under the filter."""
    day, dropped = asked_day()
    dropped += asked_shade()[1]
    with _on_day(day):
        exploration = Exploration.of_request("reach.page")
        exploration.dropped.extend(dropped)
        document = figures_of(exploration.atlas, exploration.chosen)
        return render_template(
            "reach/page.html",
            exploration=exploration,
            day=day,
            asked=asked_words(exploration.chosen),
            as_of=as_of() if exploration.atlas.number else None,
            **shown(document, exploration.atlas, exploration.chosen),
        )


@blueprint.get("/map/coverage.<hash>.js")
def script(hash: str) -> ResponseReturnValue:
    """The script that folium rendered; its address holds its hash."""
    return script_of(rendered_map(), hash)


def rendered_map() -> RenderedMap:
    """The map of coverage, with the base map at its current addresses."""
    return coverage_map(**basemap_addresses())


def shown(document: Document, atlas: Atlas, chosen: Filter, linked: bool = True) -> dict[str, Any]:
    """What the templates of reach are given to show a document."""
    objectives: Mapping[str, Objective] = {
        entry.slug: entry for entry in reading().scalars(whole_objectives(Filter())).unique()
    }
    return {
        "reach": Reach(document, atlas, chosen, objectives, linked, asked_shade()[0]),
        "activity_words": activity_words,
        "shades": [(shade, shade_words(shade), _address_shaded(shade)) for shade in SHADES],
        "map_words": map_words,
        "legend_of": legend_of,
        "map": rendered_map(),
        "areas": areas(DATA_FOLDER / "basemap"),
    }


def _address_shaded(shade: str) -> str:
    """The address of this page with the governorates shaded by something else."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "shade"]
    query = urlencode(kept if shade == SHADES[0] else [*kept, ("shade", shade)])
    return f"{request.path}?{query}#coverage" if query else f"{request.path}#coverage"


def asked_day() -> tuple[date | None, list[Dropped]]:
    """The day that `as_of` asks for, None for today; and what cannot be a day in the past."""
    text = request.args.get("as_of", "").strip()
    if not text:
        return None, []
    try:
        day = date.fromisoformat(latin_digits(text))
    except ValueError:
        return None, [Dropped("as_of", "".join(filter(str.isprintable, text))[:40])]
    return (day if day < today() else None), []


def figures_of(atlas: Atlas, chosen: Filter) -> Document:
    """The figures under a filter, computed once for each edition of the data."""
    if atlas is not current_app.extensions.get("atlas"):
        return figures(reading(), atlas, chosen, populations())
    found: dict[tuple[int, Filter], Document]
    found = current_app.extensions.setdefault("figures", {})
    key = (atlas.number, chosen)
    if key not in found:
        if len(found) >= MOST_KEPT:
            found.clear()
        found[key] = figures(reading(), atlas, chosen, populations())
    return found[key]


@cache
def populations() -> dict[int, int | None]:
    """The inhabitants of the gazetteer's places, by GeoNames number."""
    return {place.geonames_id: place.population for place in load_places(DATA_FOLDER / "gazetteer")}


@contextmanager
def _on_day(day: date | None) -> Iterator[None]:
    """Let the request read what was public at the end of a day in Baghdad."""
    if day is None:
        yield
        return
    end = datetime.combine(day + timedelta(days=1), time(), TIME_ZONE)
    with as_it_stood(reading(), end) as past:
        now = g.pop("database_session")
        g.database_session, g.atlas = past, read_atlas(past)
        try:
            yield
        finally:
            g.pop("atlas")
            g.database_session = now
