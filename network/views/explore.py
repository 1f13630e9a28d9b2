"""The first page: the map, its filter, the list and the counts."""

import json
import zlib

from flask import (
    Blueprint,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.maps.explore import explore_map
from network.maps.ground import RenderedMap
from network.presenters.drawn import KEPT_FOR_GOOD, base_map, script_of
from network.presenters.exploration import Exploration
from network.presenters.map_data import map_data
from network.queries.cube import build_cube
from network.queries.filter import Filter, read_filter
from network.web.addresses import joined
from network.web.caching import current_atlas, tagged
from network.web.language import accepted_language
from network.web.light import light_asked
from network.web.printing import code_of_page

blueprint = Blueprint("explore", __name__)

# A cube that is larger than this when compressed is a file of its own, kept by the browser.
LARGEST_INLINE_CUBE = 30_000


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """Lead to the page in the visitor's language."""
    response = redirect(url_for("explore.page", language=accepted_language()))
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/<language:language>/")
@tagged
def page() -> ResponseReturnValue:
    """The map with its filter, list and counts; whole without any script."""
    exploration = Exploration.of_request()
    if light_asked():
        return render_template("light/page.html", exploration=exploration)
    return render_template(
        "explore/page.html",
        exploration=exploration,
        map=rendered_map(),
        data=map_data(exploration, cube_of(exploration.chosen.narrowing)),
    )


@blueprint.get("/<language:language>/fragments/activities")
@tagged
def fragment() -> ResponseReturnValue:
    """The list as the page shows it, and the counts that the cube does not hold."""
    exploration = Exploration.of_request()
    return jsonify(
        list=render_template("explore/results.html", exploration=exploration),
        notices=render_template("explore/notices.html", exploration=exploration),
        forums=exploration.forum_counts,
        organizations=exploration.organization_counts,
        funders=exploration.funder_counts,
        code=code_of_page(url_for("explore.page")),
    )


@blueprint.get("/cube.json")
@tagged
def cube() -> ResponseReturnValue:
    """The cube, narrowed to a forum, an organization or a text where these are asked for."""
    chosen, _dropped = read_filter(request.args, current_atlas().known)
    response = jsonify(_narrowed(chosen.narrowing))
    if request.args.get("edition") == g.edition:
        response.headers["Cache-Control"] = KEPT_FOR_GOOD
    return response


@blueprint.get("/map/explore.<hash>.js")
def script(hash: str) -> ResponseReturnValue:
    """The script that folium rendered; its address holds its hash."""
    return script_of(rendered_map(), hash)


def rendered_map() -> RenderedMap:
    """The map of the first page, with the base map at its current addresses."""
    return explore_map(base_map())


def _narrowed(narrowing: Filter) -> dict[str, object]:
    if not narrowing:
        return dict(current_atlas().document)
    return build_cube(reading(), narrowing)


def cube_of(narrowing: Filter) -> dict[str, object]:
    """The cube itself where it is small, else the address to fetch it from."""
    document = _narrowed(narrowing)
    if len(zlib.compress(json.dumps(document).encode())) <= LARGEST_INLINE_CUBE:
        return {"cube": document}
    pairs = [*narrowing.query(), ("edition", g.edition)]
    return {"cube": None, "cube_url": joined(url_for("explore.cube"), pairs)}
