"""Reach: what donors and programme staff ask, as figures that can be checked."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from network.presenters.drawn import script_of
from network.presenters.exploration import Exploration
from network.presenters.reach_areas import asked_shade
from network.presenters.reach_document import figures_of, rendered_map, shown
from network.presenters.releases import as_of, asked_words
from network.web.caching import tagged

blueprint = Blueprint("reach", __name__)


@blueprint.get("/<language:language>/reach")
@tagged
def page() -> ResponseReturnValue:
    """The key figures, the map of coverage, tables and charts under the filter."""
    exploration = Exploration.of_request("reach.page")
    exploration.dropped.extend(asked_shade()[1])
    document = figures_of(exploration.atlas, exploration.chosen)
    return render_template(
        "reach/page.html",
        exploration=exploration,
        asked=asked_words(exploration.chosen),
        as_of=as_of(),
        **shown(document, exploration.atlas, exploration.chosen),
    )


@blueprint.get("/map/coverage.<hash>.js")
def script(hash: str) -> ResponseReturnValue:
    """The script that folium rendered; its address holds its hash."""
    return script_of(rendered_map(), hash)
