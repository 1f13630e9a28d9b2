"""The page of a city."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.queries.activities import activity_count, sorted_activities
from network.queries.cities import city as select_city
from network.queries.filter import Filter
from network.views.caching import tagged
from network.views.language import page_language

blueprint = Blueprint("cities", __name__)


@blueprint.get("/<language:language>/cities/<slug>")
@tagged
def city(slug: str) -> ResponseReturnValue:
    """Everything on record about one city."""
    found = reading().scalars(select_city(slug)).one_or_none()
    if found is None:
        abort(404)
    here = Filter(city=slug)
    activities = reading().scalars(sorted_activities(here, "date", page_language().fallback))
    return render_template(
        "cities/city.html",
        city=found,
        activities=list(activities.unique()),
        total=reading().scalar(activity_count(here)) or 0,
    )
