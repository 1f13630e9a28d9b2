"""The page of an activity."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.presenters.exploration import Exploration
from network.queries.activities import activity as select_activity
from network.web.caching import tagged

blueprint = Blueprint("activities", __name__)


@blueprint.get("/<language:language>/activities/")
@tagged
def index() -> ResponseReturnValue:
    """The activities that the filter leaves, fifty a page."""
    return render_template(
        "activities/index.html", exploration=Exploration.of_request("activities.index")
    )


@blueprint.get("/<language:language>/activities/<slug>")
@tagged
def activity(slug: str) -> ResponseReturnValue:
    """Everything on record about one activity."""
    found = reading().scalars(select_activity(slug)).unique().one_or_none()
    if found is None:
        abort(404)
    return render_template("activities/activity.html", activity=found)
