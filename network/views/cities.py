"""The page of a city."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.presenters.indexes import city_index
from network.queries.activities import sorted_activities
from network.queries.cities import city as select_city
from network.queries.cities import organizations_of
from network.queries.filter import Filter
from network.queries.neighbors import downstream, upstream
from network.web.caching import current_atlas, tagged
from network.web.language import page_language
from network.web.paging import read_page

blueprint = Blueprint("cities", __name__)


@blueprint.get("/<language:language>/cities/")
@tagged
def index() -> ResponseReturnValue:
    """The cities of the network that the filter leaves."""
    return render_template("cities/index.html", index=city_index())


@blueprint.get("/<language:language>/cities/<slug>")
@tagged
def city(slug: str) -> ResponseReturnValue:
    """Everything on record about one city."""
    found = reading().scalars(select_city(slug)).one_or_none()
    if found is None:
        abort(404)
    here = sorted_activities(Filter(city=slug), "date", page_language().fallback)
    return render_template(
        "cities/city.html",
        city=found,
        upstream=upstream(found, current_atlas().mapped_cities),
        downstream=downstream(found, current_atlas().mapped_cities),
        activities=read_page(here),
        organizations=read_page(organizations_of(found.id), "organizations"),
    )
