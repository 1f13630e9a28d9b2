"""The themes: their list and the page of each."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.presenters.exploration import Exploration
from network.queries.activities import sorted_activities
from network.queries.filter import Filter
from network.queries.records import objectives
from network.queries.records import theme as select_theme
from network.web.caching import tagged
from network.web.language import page_language
from network.web.paging import read_page

blueprint = Blueprint("themes", __name__)


@blueprint.get("/<language:language>/themes/")
@tagged
def index() -> ResponseReturnValue:
    """All themes, each with what the filter leaves of it."""
    return render_template("themes/index.html", exploration=Exploration.of_request())


@blueprint.get("/<language:language>/themes/<slug>")
@tagged
def theme(slug: str) -> ResponseReturnValue:
    """Everything on record about one theme."""
    found = reading().scalars(select_theme(slug)).one_or_none()
    if found is None:
        abort(404)
    chosen = Filter(themes=(slug,))
    return render_template(
        "themes/theme.html",
        theme=found,
        exploration=Exploration.of_filter(chosen),
        objectives=list(reading().scalars(objectives(theme_id=found.id))),
        activities=read_page(sorted_activities(chosen, "date", page_language().fallback)),
    )
