"""The organizations: their list and the page of each."""

from collections import defaultdict

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from network.extensions import reading
from network.models import Activity
from network.presenters.indexes import organization_index
from network.queries.activities import roles_in, sorted_activities
from network.queries.filter import Filter
from network.queries.records import organization as select_organization
from network.vocabulary import Role
from network.web.caching import tagged
from network.web.language import page_language
from network.web.paging import read_page

blueprint = Blueprint("organizations", __name__)


@blueprint.get("/<language:language>/organizations/")
@tagged
def index() -> ResponseReturnValue:
    """All organizations that the filter leaves."""
    return render_template("organizations/index.html", index=organization_index())


@blueprint.get("/<language:language>/organizations/<slug>")
@tagged
def organization(slug: str) -> ResponseReturnValue:
    """Everything on record about one organization."""
    found = reading().scalars(select_organization(slug)).unique().one_or_none()
    if found is None:
        abort(404)
    chosen = Filter(organization=slug)
    activities = read_page(sorted_activities(chosen, "date", page_language().fallback))
    return render_template(
        "organizations/organization.html",
        organization=found,
        activities=activities,
        roles=_roles(found.id, activities.rows),
    )


def _roles(organization_id: int, activities: list[Activity]) -> dict[int, list[Role]]:
    """For each activity, by its number, the roles that the organization has in it."""
    roles: dict[int, list[Role]] = defaultdict(list)
    for activity_id, role in reading().execute(roles_in(organization_id, activities)):
        roles[activity_id].append(role)
    return roles
