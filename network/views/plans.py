"""The plans: their list and the page of each."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.queries.records import challenges, groups, objectives
from network.queries.records import plan as select_plan
from network.queries.records import plans as select_plans
from network.web.caching import tagged
from network.web.paging import read_page

blueprint = Blueprint("plans", __name__)


@blueprint.get("/<language:language>/plans/")
@tagged
def index() -> ResponseReturnValue:
    """All plans."""
    return render_template("plans/index.html", plans=read_page(select_plans()))


@blueprint.get("/<language:language>/plans/<slug>")
@tagged
def plan(slug: str) -> ResponseReturnValue:
    """One plan with its objectives, groups and challenges."""
    found = reading().scalars(select_plan(slug)).one_or_none()
    if found is None:
        abort(404)
    return render_template(
        "plans/plan.html",
        plan=found,
        objectives=list(reading().scalars(objectives(plan_id=found.id))),
        groups=list(reading().scalars(groups(found.id))),
        challenges=list(reading().scalars(challenges(found.id))),
    )
