"""Reach: the selects behind its figures, all of them over the one select of activities."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    and_,
    case,
    distinct,
    func,
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
    Plan,
    PlanGroup,
    Theme,
)
from network.models.activity import activity_theme
from network.queries.activities import activities, among, each_among
from network.queries.conditions import may_be_told, tells_women
from network.queries.filter import Filter
from network.queries.solidarity import HOME
from network.vocabulary import Level, Role, Stage, Status


def sums_by_cell(chosen: Filter) -> Select[Any]:
    """For each city, first year and kind the numbers of `_numbers`, each under its name.

    City and year are None where they are not known; every activity is in one cell.
    """
    place = (Activity.city_id, Activity.first_year, Activity.kind)
    sums = activities(chosen).with_only_columns(*place, *_numbers()).group_by(*place).subquery()
    numbers = [column for column in sums.c if column.name != "city_id"]
    return (
        select(City.slug, *numbers)
        .select_from(sums)
        .outerjoin(City, City.id == sums.c.city_id)
        .order_by(City.slug, sums.c.first_year, sums.c.kind)
    )


def sums_by_theme(chosen: Filter) -> Select[Any]:
    """For each theme and first year: activities, those held, participants, how many say so.

    An activity with several themes is in each of them.
    """
    # Grouped by a sum, SQLite reads the links as they lie and not theme by theme: twice as fast.
    place = ((activity_theme.c.theme_id + 0).label("theme_id"), Activity.first_year)
    sums = (
        activities(chosen)
        .join_from(Activity, activity_theme, activity_theme.c.activity_id == Activity.id)
        .with_only_columns(*place, *_numbers()[:4])
        .group_by(*place)
        .subquery()
    )
    numbers = [column for column in sums.c if column.name != "theme_id"]
    return (
        select(Theme.slug, *numbers)
        .join(sums, sums.c.theme_id == Theme.id)
        .order_by(Theme.slug, sums.c.first_year)
    )


def theme_overlap(chosen: Filter) -> Select[int, int]:
    """How many activities have a theme, and how many have several."""
    activity_id = activity_theme.c.activity_id
    numbers = (
        select(func.count(activity_id).label("themes"))
        .where(among(chosen, activity_id))
        .group_by(activity_id)
        .subquery()
    )
    return select(func.count(), _how_many(numbers.c.themes > 1)).select_from(numbers)


def undated_left_out(chosen: Filter) -> Select[int]:
    """How many activities a filter with years leaves out because their year is not known."""
    without_years = activities(chosen.without("year_from", "year_to"))
    return without_years.where(Activity.first_year.is_(None)).with_only_columns(func.count())


def country_counts(chosen: Filter) -> Select[str, int]:
    """Each participating country abroad with the number of activities that its people came to."""
    return (
        select(ActivityCountry.country, func.count())
        .where(ActivityCountry.country != HOME, each_among(chosen, ActivityCountry.activity_id))
        .group_by(ActivityCountry.country)
        .order_by(ActivityCountry.country)
    )


def with_countries(chosen: Filter) -> Select[int]:
    """How many activities name a participating country, at home or abroad."""
    return select(func.count(distinct(ActivityCountry.activity_id))).where(
        each_among(chosen, ActivityCountry.activity_id)
    )


def funding(chosen: Filter) -> Select[int, int]:
    """How many funders are named, and by how many activities."""
    link = ActivityOrganization
    return select(
        func.count(distinct(link.organization_id)), func.count(distinct(link.activity_id))
    ).where(link.role == Role.FUNDER, each_among(chosen, link.activity_id))


def forums_reached(chosen: Filter) -> Select[str]:
    """The slugs of the forums in the activities; of all forums where nothing is asked."""
    slugs = select(Forum.slug).order_by(Forum.slug)
    if not chosen:
        return slugs
    named = select(ActivityForum.forum_id).where(each_among(chosen, ActivityForum.activity_id))
    return slugs.where(Forum.id.in_(named))


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


def _numbers() -> tuple[Label[Any], ...]:
    """Activities, those held, participants, how many say so; then parts and women.

    `with_whole` are counted with their whole. `women` and `told_apart`, the people among whom
    they are, are summed over the activities whose women are shown (`women_shown`), and not over
    those that are withheld.
    """
    counted, women = Activity.counted_participants, Activity.women
    told, public = tells_women(Activity), may_be_told(Activity)
    shown = and_(told, public)
    people = case((Activity.men.is_not(None), women + Activity.men), else_=Activity.participants)
    return (
        func.count().label("activities"),
        _how_many(Activity.status == Status.HELD).label("held"),
        func.coalesce(func.sum(counted), 0).label("participants"),
        func.count(counted).label("counted"),
        _how_many(Activity.part_of_id.is_not(None)).label("parts"),
        _how_many(and_(counted.is_(None), Activity.participants.is_not(None))).label("with_whole"),
        func.coalesce(func.sum(case((shown, women), else_=0)), 0).label("women"),
        func.coalesce(func.sum(case((shown, people), else_=0)), 0).label("told_apart"),
        _how_many(shown).label("women_shown"),
        _how_many(and_(told, ~public)).label("women_withheld"),
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
