"""The forums: their list and the page of each."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.models import Organization
from network.presenters.exploration import Exploration
from network.presenters.indexes import forum_index
from network.queries.activities import party_counts, sorted_activities
from network.queries.filter import Filter
from network.queries.records import forum as select_forum
from network.queries.records import founding_activities
from network.web.caching import tagged
from network.web.language import page_language
from network.web.paging import page_of, read_page

blueprint = Blueprint("forums", __name__)


@blueprint.get("/<language:language>/forums/")
@tagged
def index() -> ResponseReturnValue:
    """All forums that the filter leaves."""
    return render_template("forums/index.html", index=forum_index())


@blueprint.get("/<language:language>/forums/<slug>")
@tagged
def forum(slug: str) -> ResponseReturnValue:
    """Everything on record about one forum."""
    found = reading().scalars(select_forum(slug)).unique().one_or_none()
    if found is None:
        abort(404)
    chosen = Filter(forum=slug)
    partners = reading().execute(party_counts(chosen, Organization)).all()
    activities = sorted_activities(chosen, "date", page_language().fallback)
    return render_template(
        "forums/forum.html",
        forum=found,
        exploration=Exploration.of_filter(chosen),
        steps=list(reading().scalars(founding_activities(found.id))),
        members=page_of(list(found.members), "members"),
        partners=page_of(sorted(partners, key=lambda row: (-row[1], row[0])), "partners"),
        activities=read_page(activities),
    )
