"""The solidarity page: conferences at home and abroad, and the countries that came."""

from functools import cache

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from network.config import DATA_FOLDER
from network.geography.countries import load_countries
from network.maps.explore import RenderedMap
from network.maps.solidarity import WORLD, solidarity_map, world_shapes
from network.views.caching import tagged
from network.views.exploration import Exploration
from network.views.gatherings import Gatherings, gathering_words

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
    drawn = rendered_map()
    if hash != drawn.hash:
        abort(404)
    response = Response(drawn.script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def rendered_map() -> RenderedMap:
    """The map of the solidarity, with the base map at its current addresses."""
    address = current_app.extensions["assets"].address
    names = ("land", "lakes", "governorates", "rivers", "world")
    return solidarity_map(**{name: address(f"basemap/{name}.json") for name in names})
