"""Conditions: what an activity must be for each key of the filter to select it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from network.folding import fold
from network.models import (
    Activity,
    ActivityCountry,
    ActivityForum,
    ActivityOrganization,
    ActivityText,
    City,
    CityText,
    Forum,
    ForumText,
    GovernorateText,
    Organization,
    OrganizationText,
    Theme,
    ThemeText,
)
from network.models.activity import activity_theme
from network.queries.disclosure import FEWEST
from network.vocabulary import River, Role, Statement

# A branch is found under its river.
RIVER_BRANCHES = {River.EUPHRATES: (River.EUPHRATES, River.SHATT_AL_HILLAH)}
MOST_WORDS = 6


def words_of(text: str) -> list[str]:
    """The folded words that a search looks for, at most six."""
    return fold(text).split()[:MOST_WORDS]


def matches_text(text: str) -> ColumnElement[bool]:
    """Each word of a text stands somewhere in the names that belong to an activity."""
    condition: ColumnElement[bool] = Activity.id.is_not(None)
    for word in words_of(text):
        condition = condition & or_(*_places_of(word))
    return condition


def _places_of(word: str) -> Iterable[ColumnElement[bool]]:
    """Where a word may stand: in the names of the activity, its place, themes, forums, teams."""
    yield Activity.id.in_(
        select(ActivityText.activity_id).where(ActivityText.folded.contains(word, autoescape=True))
    )
    cities = select(CityText.city_id).where(CityText.folded.contains(word, autoescape=True))
    governorates = (
        select(City.id)
        .join(GovernorateText, GovernorateText.governorate_id == City.governorate_id)
        .where(GovernorateText.folded.contains(word, autoescape=True))
    )
    yield Activity.city_id.in_(cities)
    yield Activity.city_id.in_(governorates)
    yield Activity.id.in_(
        select(activity_theme.c.activity_id)
        .join(ThemeText, ThemeText.theme_id == activity_theme.c.theme_id)
        .where(ThemeText.folded.contains(word, autoescape=True))
    )
    yield Activity.id.in_(
        select(ActivityForum.activity_id)
        .join(ForumText, ForumText.forum_id == ActivityForum.forum_id)
        .where(ForumText.folded.contains(word, autoescape=True))
    )
    yield Activity.id.in_(
        select(ActivityOrganization.activity_id)
        .join(
            OrganizationText,
            OrganizationText.organization_id == ActivityOrganization.organization_id,
        )
        .where(OrganizationText.folded.contains(word, autoescape=True))
    )


def of_themes(slugs: tuple[str, ...]) -> ColumnElement[bool]:
    """An activity has one of these themes."""
    chosen = select(activity_theme.c.activity_id).join(Theme).where(Theme.slug.in_(slugs))
    return Activity.id.in_(chosen)


def on_rivers(slugs: tuple[str, ...]) -> ColumnElement[bool]:
    """The city of an activity lies on one of these rivers or on a branch of it."""
    waters = [water for slug in slugs for water in RIVER_BRANCHES.get(River(slug), (River(slug),))]
    return Activity.city_id.in_(select(City.id).where(City.river.in_(waters)))


def of_forum(slug: str) -> ColumnElement[bool]:
    """A forum takes part in an activity."""
    chosen = select(ActivityForum.activity_id).join(Forum).where(Forum.slug == slug)
    return Activity.id.in_(chosen)


def of_organization(slug: str) -> ColumnElement[bool]:
    """An organization takes part in an activity, in any role."""
    return Activity.id.in_(
        select(ActivityOrganization.activity_id).join(Organization).where(Organization.slug == slug)
    )


def funded_by(slug: str) -> ColumnElement[bool]:
    """An organization is named as a funder of an activity."""
    return Activity.id.in_(
        select(ActivityOrganization.activity_id)
        .join(Organization)
        .where(Organization.slug == slug, ActivityOrganization.role == Role.FUNDER)
    )


def began_in(year: str) -> ColumnElement[bool]:
    """The first year of an activity is this one; what is no number selects those without a year."""
    if not year.isdigit():
        return Activity.first_year.is_(None)
    return Activity.first_year == int(year)


def says_all(statements: tuple[str, ...]) -> ColumnElement[bool]:
    """An activity says all of this."""
    return and_(*(_says(Statement(statement)) for statement in statements))


def tells_women(activity: Any) -> ColumnElement[bool]:
    """Whether an activity that counts in the sum of participants tells the women among them.

    `activity` is anything with the columns of the counts, a table or a subquery.
    """
    return and_(activity.counted_participants.is_not(None), activity.women.is_not(None))


def may_be_told(activity: Any) -> ColumnElement[bool]:
    """Whether the women of an activity may be told, as `published_counts` decides it.

    Men are then told with them, where they are known. Sums over such activities add up figures
    that are public one by one, and nothing else, so no subtraction of sums gives away a figure
    that is not. A part counts here only where its whole tells neither women nor men, which spares
    comparing the two.
    """
    women, men, people = activity.women, activity.men, activity.participants
    neither = people - women - men
    alone = and_(men.is_(None), people - women >= FEWEST)
    paired = and_(men >= FEWEST, or_(neither == 0, neither >= FEWEST))
    whole = aliased(Activity)
    divided = or_(whole.women.is_not(None), whole.men.is_not(None))
    inside = exists().where(whole.id == activity.part_of_id, divided)
    # Nothing less may become of it than true or false where the total is not known.
    return and_(people.is_not(None), women >= FEWEST, or_(alone, paired), ~inside)


def _says(statement: Statement) -> ColumnElement[bool]:
    if statement == Statement.PARTICIPATIONS:
        return Activity.counted_participants.is_not(None)
    if statement == Statement.WOMEN:
        return and_(tells_women(Activity), may_be_told(Activity))
    if statement == Statement.NO_CITY:
        return Activity.city_id.is_(None)
    if statement == Statement.COUNTRIES:
        return Activity.id.in_(select(ActivityCountry.activity_id))
    link = ActivityOrganization
    return Activity.id.in_(select(link.activity_id).where(link.role == Role.FUNDER))
