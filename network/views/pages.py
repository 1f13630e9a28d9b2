"""The pages of plain words: about the network, and about privacy."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from network.web.caching import current_atlas, tagged

blueprint = Blueprint("pages", __name__)


@blueprint.get("/<language:language>/about")
@tagged
def about() -> ResponseReturnValue:
    """What the network is, how to read the map, method, sources, licenses."""
    return render_template("pages/about.html", atlas=current_atlas())


@blueprint.get("/<language:language>/about/privacy")
@tagged
def privacy() -> ResponseReturnValue:
    """Exactly what is recorded of a visitor, and what is not."""
    return render_template("pages/privacy.html", settings=current_app.extensions["settings"])
