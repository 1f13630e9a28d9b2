"""Forums, organizations, themes and plans: the selects of one of each with what its page says."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from network.models import (
    Activity,
    Forum,
    Objective,
    Organization,
    Plan,
    PlanChallenge,
    PlanGroup,
    Progress,
    Theme,
)
from network.models.activity import led_to_forum


def forum(slug: str) -> Select[Forum]:
    """One forum with its city, member teams and sources."""
    return (
        select(Forum)
        .where(Forum.slug == slug)
        .options(
            joinedload(Forum.city),
            selectinload(Forum.members),
            selectinload(Forum.sources),
        )
    )


def founding_activities(forum_id: int) -> Select[Activity]:
    """The activities that a forum came out of, the first one first."""
    return (
        select(Activity)
        .join(led_to_forum, led_to_forum.c.activity_id == Activity.id)
        .where(led_to_forum.c.forum_id == forum_id)
        .order_by(Activity.start, Activity.slug)
    )


def organization(slug: str) -> Select[Organization]:
    """One organization with its city, its forums and sources."""
    return (
        select(Organization)
        .where(Organization.slug == slug)
        .options(
            joinedload(Organization.city),
            selectinload(Organization.forums),
            selectinload(Organization.sources),
        )
    )


def theme(slug: str) -> Select[Theme]:
    """One theme with its sources."""
    return select(Theme).where(Theme.slug == slug).options(selectinload(Theme.sources))


def plans() -> Select[Plan]:
    """All plans, the latest first."""
    return select(Plan).order_by(Plan.first_year.desc(), Plan.slug)


def plan(slug: str) -> Select[Plan]:
    """One plan with its sources."""
    return select(Plan).where(Plan.slug == slug).options(selectinload(Plan.sources))


def objectives(*, plan_id: int | None = None, theme_id: int | None = None) -> Select[Objective]:
    """Objectives of a plan or of a theme, in the order of the plan."""
    chosen = select(Objective).options(
        joinedload(Objective.plan),
        joinedload(Objective.theme),
        selectinload(Objective.progress).selectinload(Progress.sources),
    )
    if plan_id is not None:
        chosen = chosen.where(Objective.plan_id == plan_id)
    if theme_id is not None:
        chosen = chosen.where(Objective.theme_id == theme_id)
    return chosen.order_by(Objective.plan_id, Objective.position, Objective.slug)


def groups(plan_id: int) -> Select[PlanGroup]:
    """The working groups of a plan, session by session."""
    return (
        select(PlanGroup)
        .where(PlanGroup.plan_id == plan_id)
        .options(joinedload(PlanGroup.theme))
        .order_by(PlanGroup.session, PlanGroup.position, PlanGroup.slug)
    )


def challenges(plan_id: int) -> Select[PlanChallenge]:
    """The challenges that a plan names."""
    return (
        select(PlanChallenge)
        .where(PlanChallenge.plan_id == plan_id)
        .order_by(PlanChallenge.position, PlanChallenge.slug)
    )
