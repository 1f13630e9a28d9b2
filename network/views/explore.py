"""The first page: the map, its filter, the list and the counts."""

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

from network.presenters.drawn import KEPT_FOR_GOOD, script_of
from network.presenters.exploration import Exploration
from network.presenters.explored import cube_of, narrowed, rendered_map
from network.presenters.map_data import map_data
from network.queries.filter import read_filter
from network.web.caching import current_atlas, tagged
from network.web.language import accepted_language
from network.web.light import light_asked
from network.web.printing import code_of_page

blueprint = Blueprint("explore", __name__)


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
    response = jsonify(narrowed(chosen.narrowing))
    if request.args.get("edition") == g.edition:
        response.headers["Cache-Control"] = KEPT_FOR_GOOD
    return response


@blueprint.get("/map/explore.<hash>.js")
def script(hash: str) -> ResponseReturnValue:
    """The script that folium rendered; its address holds its hash."""
    return script_of(rendered_map(), hash)
