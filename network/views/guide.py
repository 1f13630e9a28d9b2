"""The page of the interfaces for programs: what they are, and a form to try them."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from network.presenters.exploration import Exploration
from network.presenters.resources import ALL_KEYS, MODELS, RESOURCES, choices
from network.queries.filter import KEYS, Filter
from network.web.addresses import absolute
from network.web.caching import tagged
from network.web.parameters import MOST_ROWS, USUAL_ROWS
from network.web.throttling import requests_per_minute

blueprint = Blueprint("guide", __name__)


@blueprint.get("/<language:language>/api")
@tagged
def page() -> ResponseReturnValue:
    """Both interfaces in words, with all that can be asked of them."""
    return render_template(
        "guide/page.html",
        exploration=Exploration.of_filter(Filter()),
        resources=RESOURCES.values(),
        filtered=[each for each in RESOURCES.values() if each.keys == ALL_KEYS],
        keys=KEYS,
        statements=choices()["says"],
        collections=[RESOURCES[word] for word in MODELS],
        ogc=absolute(url_for("ogc.landing")).rstrip("/"),
        most=MOST_ROWS,
        usual=USUAL_ROWS,
        requests=requests_per_minute(),
    )
