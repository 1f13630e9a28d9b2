"""Activities: the one select that the map, the list, the counts and the files start from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from network.models import (
    Activity,
    ActivityForum,
    ActivityOrganization,
    ActivityText,
    City,
    Forum,
    Organization,
)
from network.queries.filter import Filter, clauses
from network.vocabulary import River, Role, Status

PAGE_LENGTH = 50
SORTS = ("date", "river", "name")
RIVER_ORDER = {river: place for place, river in enumerate(River)}


def activities(chosen: Filter) -> Select[Activity]:
    """All activities that `chosen` asks for, in no order."""
    return select(Activity).where(*clauses(chosen))


def ordered_activities(chosen: Filter, sort: str, languages: tuple[str, ...]) -> Select[Activity]:
    """All activities in order; `languages` are those of names, the best first."""
    rows = activities(chosen).outerjoin(Activity.city)
    return rows.order_by(*_order(sort, languages), Activity.slug)


def sorted_activities(chosen: Filter, sort: str, languages: tuple[str, ...]) -> Select[Activity]:
    """All activities in order, with what a list shows."""
    rows = ordered_activities(chosen, sort, languages)
    return rows.options(joinedload(Activity.city), selectinload(Activity.themes))


def among(chosen: Filter, activity_id: Any) -> ColumnElement[bool]:
    """Whether a link is one of an activity of `chosen`; where that is empty, every one is."""
    if not chosen:
        return true()
    found: ColumnElement[bool] = activity_id.in_(activities(chosen).with_only_columns(Activity.id))
    return found


def each_among(chosen: Filter, activity_id: Any) -> ColumnElement[bool]:
    """The same, asked of link by link: quicker where few links are left to be asked."""
    if not chosen:
        return true()
    return activities(chosen).where(Activity.id == activity_id).exists()


def activity(slug: str) -> Select[Activity]:
    """One activity with everything that its page says."""
    return (
        select(Activity)
        .where(Activity.slug == slug)
        .options(
            joinedload(Activity.city),
            joinedload(Activity.part_of),
            selectinload(Activity.parts),
            selectinload(Activity.themes),
            selectinload(Activity.forums).joinedload(ActivityForum.forum).joinedload(Forum.city),
            selectinload(Activity.organizations).joinedload(ActivityOrganization.organization),
            selectinload(Activity.countries),
            selectinload(Activity.forums_formed),
            selectinload(Activity.outcomes),
            selectinload(Activity.origins),
            selectinload(Activity.sources),
        )
    )


def party_counts(chosen: Filter, party: type[Forum] | type[Organization]) -> Select[str, int]:
    """The slug of each forum or organization with the number of activities of `chosen` it is in."""
    link = ActivityForum if party is Forum else ActivityOrganization
    party_id = ActivityForum.forum_id if party is Forum else ActivityOrganization.organization_id
    counts = select(party_id, func.count(func.distinct(link.activity_id)).label("activities"))
    counts = counts.where(among(chosen, link.activity_id))
    found = counts.group_by(party_id).subquery()
    return select(party.slug, found.c.activities).join(found, found.c[0] == party.id)


def _order(sort: str, languages: tuple[str, ...]) -> list[ColumnElement[Any]]:
    newest_first: list[ColumnElement[Any]] = [Activity.start.is_(None), Activity.start.desc()]
    if sort == "name":
        return [_name_key(languages)]
    if sort == "river":
        places = case(RIVER_ORDER, value=City.river, else_=len(RIVER_ORDER))
        return [places, City.river_kilometer.is_(None), City.river_kilometer.asc(), *newest_first]
    return newest_first


def _name_key(languages: tuple[str, ...]) -> ColumnElement[Any]:
    """The sort key of the title in the first language that has one."""
    keys = [
        select(ActivityText.sort_key)
        .where(ActivityText.activity_id == Activity.id, ActivityText.locale == language)
        .scalar_subquery()
        for language in languages
    ]
    return func.coalesce(*keys)


def funder_counts(chosen: Filter) -> Select[str, int]:
    """The slug of each organization with the number of activities of `chosen` that it funded."""
    link = ActivityOrganization
    counts = select(link.organization_id, func.count().label("activities")).where(
        link.role == Role.FUNDER, each_among(chosen, link.activity_id)
    )
    found = counts.group_by(link.organization_id).subquery()
    return select(Organization.slug, found.c.activities).join(
        found, found.c.organization_id == Organization.id
    )


def funders() -> Select[str]:
    """The slug of each organization that ever funded an activity."""
    funding = select(ActivityOrganization.organization_id).where(
        ActivityOrganization.role == Role.FUNDER
    )
    return select(Organization.slug).where(Organization.id.in_(funding))


def roles_in(organization_id: int, activities: Sequence[Activity]) -> Select[int, Role]:
    """The roles of an organization in `activities`, as pairs of activity number and role."""
    numbers = [entry.id for entry in activities]
    return (
        select(ActivityOrganization.activity_id, ActivityOrganization.role)
        .where(
            ActivityOrganization.organization_id == organization_id,
            ActivityOrganization.activity_id.in_(numbers),
        )
        .order_by(ActivityOrganization.activity_id, ActivityOrganization.role)
    )


def upcoming_activities(today: date) -> Select[Activity]:
    """The announced activities whose last day is `today` or later, the next one first."""
    return (
        select(Activity)
        .where(
            Activity.status == Status.ANNOUNCED,
            func.coalesce(Activity.end, Activity.start) >= today,
        )
        .options(joinedload(Activity.city))
        .order_by(Activity.start, Activity.slug)
    )
