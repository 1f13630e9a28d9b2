"""The solidarity page: conferences at home and abroad, and the countries that came."""

from functools import cache

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from network.config import DATA_FOLDER
from network.geography.countries import load_countries
from network.maps.ground import RenderedMap
from network.maps.solidarity import WORLD, solidarity_map, world_shapes
from network.presenters.drawn import base_map, script_of
from network.presenters.exploration import Exploration
from network.presenters.gatherings import Gatherings, gathering_words
from network.web.caching import tagged

blueprint = Blueprint("solidarity", __name__)
points = cache(load_countries)


@blueprint.get("/<language:language>/solidarity")
@tagged
def page() -> ResponseReturnValue:
    """The map of the gatherings with its arcs, their list and numbers."""
    exploration = Exploration.of_request()
    return render_template(
        "solidarity/page.html",
        exploration=exploration,
        gatherings=Gatherings(exploration, points(DATA_FOLDER / "gazetteer")),
        gathering_words=gathering_words,
        map=rendered_map(),
        frame=WORLD,
        shapes=world_shapes(DATA_FOLDER / "basemap"),
    )


@blueprint.get("/map/solidarity.<hash>.js")
def script(hash: str) -> ResponseReturnValue:
    """The script that folium rendered; its address holds its hash."""
    return script_of(rendered_map(), hash)


def rendered_map() -> RenderedMap:
    """The map of the solidarity, with the base map at its current addresses."""
    return solidarity_map(base_map())
