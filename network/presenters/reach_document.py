"""The document of reach under a filter, and all that its page is given to show it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from flask import current_app, request

from network.config import DATA_FOLDER
from network.extensions import reading
from network.geography.gazetteer import load_places
from network.maps.coverage import areas, coverage_map
from network.maps.ground import RenderedMap
from network.models import Objective
from network.presenters.drawn import base_map
from network.presenters.reach_areas import SHADES, asked_shade, legend_of, map_words, shade_words
from network.presenters.reach_display import Reach, activity_words
from network.queries.atlas import Atlas
from network.queries.downloads import whole_objectives
from network.queries.figures import Document, figures
from network.queries.filter import Filter
from network.web.addresses import joined

MOST_KEPT = 200


def rendered_map() -> RenderedMap:
    """The map of coverage, with the base map at its current addresses."""
    return coverage_map(base_map())


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
    pairs = kept if shade == SHADES[0] else [*kept, ("shade", shade)]
    return f"{joined(request.path, pairs)}#coverage"


def figures_of(atlas: Atlas, chosen: Filter) -> Document:
    """The figures under a filter, computed once for each edition of the data."""
    if atlas is not current_app.extensions.get("atlas"):
        return figures(reading(), atlas, chosen, populations())
    found: dict[tuple[int, Filter], Document]
    found = current_app.extensions.setdefault("figures", {})
    key = (atlas.mark, chosen)
    if key not in found:
        if len(found) >= MOST_KEPT:
            found.clear()
        found[key] = figures(reading(), atlas, chosen, populations())
    return found[key]


@cache
def populations() -> dict[int, int | None]:
    """The inhabitants of the gazetteer's places, by GeoNames number."""
    return {place.geonames_id: place.population for place in load_places(DATA_FOLDER / "gazetteer")}
