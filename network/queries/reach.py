"""Reach: the selects behind its figures, all of them over the one select of activities.

An activity counts in one year only: the first of its years that is asked for.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    literal,
    select,
)

from network.models import (
    Activity,
    ActivityCountry,
    ActivityForum,
    ActivityOrganization,
    City,
    Forum,
    Objective,
    Organization,
    Plan,
    PlanGroup,
    Theme,
)
from network.models.activity import activity_theme
from network.models.organization import membership
from network.queries.activities import activities
from network.queries.conditions import may_be_told, tells_women
from network.queries.filter import Filter
from network.queries.solidarity import HOME
from network.vocabulary import Level, Role, Stage, Status


def sums_by_cell(chosen: Filter) -> Select[Any]:
    """For each city, year and kind: activities, those held, participants, how many say so.

    City and year are None where they are not known; every activity is in one cell.
    """
    found = _found(chosen)
    return (
        select(City.slug, found.c.year, found.c.kind, *_sums(found))
        .select_from(found)
        .outerjoin(City, City.id == found.c.city_id)
        .group_by(City.slug, found.c.year, found.c.kind)
        .order_by(City.slug, found.c.year, found.c.kind)
    )


def sums_by_theme(chosen: Filter) -> Select[Any]:
    """For each theme and year the same sums; an activity with several themes is in each."""
    found = _found(chosen)
    return (
        select(Theme.slug, found.c.year, *_sums(found))
        .join(activity_theme, activity_theme.c.theme_id == Theme.id)
        .join(found, found.c.id == activity_theme.c.activity_id)
        .group_by(Theme.slug, found.c.year)
        .order_by(Theme.slug, found.c.year)
    )


def theme_overlap(chosen: Filter) -> Select[int, int]:
    """How many activities have a theme, and how many have several."""
    found = _found(chosen)
    numbers = (
        select(func.count().label("themes"))
        .select_from(activity_theme)
        .join(found, found.c.id == activity_theme.c.activity_id)
        .group_by(activity_theme.c.activity_id)
        .subquery()
    )
    return select(func.count(), _how_many(numbers.c.themes > 1)).select_from(numbers)


def totals(chosen: Filter) -> Select[Any]:
    """One row of numbers of activities and of participants, each under its name."""
    found = _found(chosen)
    told, public = tells_women(found.c), may_be_told(found.c)
    shown = and_(told, public)
    told_people = case(
        (found.c.men.is_not(None), found.c.women + found.c.men), else_=found.c.participants
    )
    columns: list[Label[Any]] = [
        func.count().label("activities"),
        _how_many(found.c.status == Status.HELD).label("held"),
        _how_many(found.c.part_of_id.is_not(None)).label("parts"),
        func.coalesce(func.sum(found.c.counted_participants), 0).label("participants"),
        func.count(found.c.counted_participants).label("counted"),
        _how_many(
            and_(found.c.counted_participants.is_(None), found.c.participants.is_not(None))
        ).label("with_whole"),
        func.coalesce(func.sum(case((shown, found.c.women), else_=0)), 0).label("women"),
        func.coalesce(func.sum(case((shown, told_people), else_=0)), 0).label("told_apart"),
        _how_many(shown).label("women_shown"),
        _how_many(and_(told, ~public)).label("women_withheld"),
    ]
    return select(*columns).select_from(found)


def undated_left_out(chosen: Filter) -> Select[int]:
    """How many activities a filter with years leaves out because their year is not known."""
    without_years = chosen.without("year_from", "year_to")
    found = _found(without_years)
    return select(func.count()).select_from(found).where(found.c.first_year.is_(None))


def country_counts(chosen: Filter) -> Select[str, int]:
    """Each participating country abroad with the number of activities that its people came to."""
    found = _found(chosen)
    return (
        select(ActivityCountry.country, func.count())
        .join(found, found.c.id == ActivityCountry.activity_id)
        .where(ActivityCountry.country != HOME)
        .group_by(ActivityCountry.country)
        .order_by(ActivityCountry.country)
    )


def country_number(chosen: Filter) -> Select[int]:
    """How many countries abroad took part."""
    rows = country_counts(chosen).order_by(None).subquery()
    return select(func.count()).select_from(rows)


def with_countries(chosen: Filter) -> Select[int]:
    """How many activities name a participating country, at home or abroad."""
    found = _found(chosen)
    return (
        select(func.count(distinct(ActivityCountry.activity_id)))
        .select_from(ActivityCountry)
        .join(found, found.c.id == ActivityCountry.activity_id)
    )


def funding(chosen: Filter) -> Select[int, int]:
    """How many funders are named, and by how many activities."""
    found, link = _found(chosen), ActivityOrganization
    return (
        select(func.count(distinct(link.organization_id)), func.count(distinct(link.activity_id)))
        .select_from(link)
        .join(found, found.c.id == link.activity_id)
        .where(link.role == Role.FUNDER)
    )


def forums_reached(chosen: Filter) -> Select[str, Level, Stage, str, int | None]:
    """Slug, level, stage and city of the forums in the activities; all where nothing is asked."""
    return (
        select(Forum.slug, Forum.level, Forum.stage, City.slug, City.geonames_id)
        .outerjoin(City, City.id == Forum.city_id)
        .where(Forum.id.in_(_forum_numbers(chosen)))
        .order_by(Forum.slug)
    )


def member_teams(chosen: Filter) -> Select[int, int]:
    """How many organizations are members of these forums, and of how many of the forums."""
    forum_id = membership.c.forum_id
    return select(
        func.count(distinct(membership.c.organization_id)), func.count(distinct(forum_id))
    ).where(forum_id.in_(_forum_numbers(chosen)))


def member_team_slugs(chosen: Filter) -> Select[str]:
    """The organizations that are members of these forums, each once."""
    members = select(membership.c.organization_id).where(
        membership.c.forum_id.in_(_forum_numbers(chosen))
    )
    return select(Organization.slug).where(Organization.id.in_(members))


def theme_beginnings() -> Select[str, Any]:
    """The first year of a plan that names each theme."""
    named = [
        select(part.theme_id, Plan.first_year).join(Plan, Plan.id == part.plan_id)
        for part in (Objective, PlanGroup)
    ]
    rows = named[0].union_all(named[1]).subquery()
    return (
        select(Theme.slug, func.min(rows.c.first_year))
        .join(rows, rows.c.theme_id == Theme.id)
        .group_by(Theme.slug)
    )


def city_foundings() -> Select[str, date | None]:
    """The earliest founding day of a forum in each city that has a local one."""
    return (
        select(City.slug, func.min(Forum.founded))
        .join(Forum, Forum.city_id == City.id)
        .where(Forum.level == Level.LOCAL, Forum.stage != Stage.PLANNED)
        .group_by(City.slug)
    )


def _forum_numbers(chosen: Filter) -> Select[int]:
    if not chosen:
        return select(Forum.id)
    found = activities(chosen).with_only_columns(Activity.id)
    return select(ActivityForum.forum_id).where(ActivityForum.activity_id.in_(found))


def _found(chosen: Filter) -> Subquery:
    """The activities of a filter, with the year that each counts in."""
    year: Any = Activity.first_year
    if chosen.year_from is not None:
        year = case((Activity.first_year < chosen.year_from, literal(chosen.year_from)), else_=year)
    return (
        activities(chosen)
        .with_only_columns(
            Activity.id,
            Activity.city_id,
            Activity.kind,
            Activity.status,
            Activity.part_of_id,
            Activity.first_year,
            Activity.participants,
            Activity.women,
            Activity.men,
            Activity.counted_participants,
            year.label("year"),
        )
        .subquery()
    )


def _sums(found: Subquery) -> tuple[ColumnElement[int], ...]:
    return (
        func.count(found.c.id),
        _how_many(found.c.status == Status.HELD),
        func.coalesce(func.sum(found.c.counted_participants), 0),
        func.count(found.c.counted_participants),
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
