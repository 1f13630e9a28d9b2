"""The place picker of the desk: what its template and its script show, and folium's script."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from network.presenters.desk.picking import rendered_map
from network.presenters.drawn import script_of

blueprint = Blueprint("picking", __name__)


@blueprint.get("/map/picker.<hash>.js")
def script(hash: str) -> ResponseReturnValue:
    """The script that folium rendered; its address holds its hash."""
    return script_of(rendered_map(), hash)
