"""What files are made of: whole records in few queries, their versions, how many there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, func, select
from sqlalchemy.orm import joinedload, selectinload

from network.models import (
    Activity,
    ActivityForum,
    ActivityOrganization,
    City,
    Forum,
    Governorate,
    Objective,
    Organization,
    Plan,
    Progress,
    Revision,
    Theme,
)
from network.models.activity import activity_source, activity_theme
from network.queries.activities import RIVER_ORDER, activities, ordered_activities
from network.queries.filter import Filter
from network.vocabulary import RevisionState

# Records are read so many at a time: each chunk costs the same few queries.
CHUNK = 1000


@dataclass(frozen=True)
class Version:
    """The published history of a record: how often it was changed after the first time."""

    changes: int
    first: datetime
    latest: datetime


def whole_activities(chosen: Filter, sort: str, languages: tuple[str, ...]) -> Select[Activity]:
    """The activities that `chosen` asks for in order, with everything that a file says of them."""
    return ordered_activities(chosen, sort, languages).options(
        _with_texts(joinedload(Activity.part_of), Activity),
        _with_place(joinedload(Activity.city)),
        selectinload(Activity.texts, chunksize=CHUNK),
        _with_texts(selectinload(Activity.themes, chunksize=CHUNK), Theme),
        _with_texts(_parties(Activity.forums).joinedload(ActivityForum.forum), Forum),
        _with_texts(
            _parties(Activity.organizations).joinedload(ActivityOrganization.organization),
            Organization,
        ),
        selectinload(Activity.countries, chunksize=CHUNK),
        _with_texts(selectinload(Activity.forums_formed, chunksize=CHUNK), Forum),
        _with_texts(selectinload(Activity.outcomes, chunksize=CHUNK), Activity),
        selectinload(Activity.sources, chunksize=CHUNK),
    )


def dated(rows: Select[Activity]) -> Select[Activity]:
    """Those of `rows` whose date is known at least to the year."""
    return rows.where(Activity.start.is_not(None))


def whole_cities(chosen: Filter) -> Select[City]:
    """The cities of the matching activities along the rivers; all where nothing is asked for."""
    places = case(RIVER_ORDER, value=City.river, else_=len(RIVER_ORDER))
    rows = select(City).order_by(
        places, City.river_kilometer.is_(None), City.river_kilometer, City.slug
    )
    if chosen:
        rows = rows.where(City.id.in_(activities(chosen).with_only_columns(Activity.city_id)))
    return rows.options(
        selectinload(City.texts, chunksize=CHUNK),
        joinedload(City.governorate).selectinload(Governorate.texts, chunksize=CHUNK),
        _with_texts(selectinload(City.forums, chunksize=CHUNK), Forum),
        selectinload(City.sources, chunksize=CHUNK),
    )


def whole_forums(chosen: Filter) -> Select[Forum]:
    """The forums that are in the matching activities; all where nothing is asked for."""
    rows = select(Forum).order_by(Forum.slug)
    if chosen:
        found = activities(chosen).with_only_columns(Activity.id)
        taking_part = select(ActivityForum.forum_id).where(ActivityForum.activity_id.in_(found))
        rows = rows.where(Forum.id.in_(taking_part))
    return rows.options(
        selectinload(Forum.texts, chunksize=CHUNK),
        _with_place(joinedload(Forum.city)),
        _with_texts(selectinload(Forum.members, chunksize=CHUNK), Organization),
        selectinload(Forum.sources, chunksize=CHUNK),
    )


def whole_organizations(chosen: Filter) -> Select[Organization]:
    """The organizations that are in the matching activities; all where nothing is asked for."""
    rows = select(Organization).order_by(Organization.slug)
    if chosen:
        found = activities(chosen).with_only_columns(Activity.id)
        link = ActivityOrganization
        taking_part = select(link.organization_id).where(link.activity_id.in_(found))
        rows = rows.where(Organization.id.in_(taking_part))
    return rows.options(
        selectinload(Organization.texts, chunksize=CHUNK),
        _with_place(joinedload(Organization.city)),
        _with_texts(selectinload(Organization.forums, chunksize=CHUNK), Forum),
        selectinload(Organization.sources, chunksize=CHUNK),
    )


def whole_themes(chosen: Filter) -> Select[Theme]:
    """The themes of the matching activities; all where nothing is asked for."""
    rows = select(Theme).order_by(Theme.position, Theme.slug)
    if chosen:
        found = activities(chosen).with_only_columns(Activity.id)
        link = activity_theme.c
        rows = rows.where(Theme.id.in_(select(link.theme_id).where(link.activity_id.in_(found))))
    return rows.options(
        selectinload(Theme.texts, chunksize=CHUNK), selectinload(Theme.sources, chunksize=CHUNK)
    )


def whole_plans(chosen: Filter) -> Select[Plan]:
    """The plans for any of the years that `chosen` asks for, the latest first."""
    rows = select(Plan).order_by(Plan.first_year.desc(), Plan.slug)
    return rows.where(*_of_years(chosen)).options(
        selectinload(Plan.texts, chunksize=CHUNK), selectinload(Plan.sources, chunksize=CHUNK)
    )


def whole_objectives(chosen: Filter) -> Select[Objective]:
    """The objectives under the themes and for the years that `chosen` asks for, plan by plan."""
    rows = select(Objective).join(Objective.plan).join(Objective.theme)
    if chosen.themes:
        rows = rows.where(Theme.slug.in_(chosen.themes))
    ordered = rows.order_by(Plan.first_year.desc(), Plan.slug, Objective.position, Objective.slug)
    return ordered.where(*_of_years(chosen)).options(
        _with_texts(joinedload(Objective.plan), Plan),
        _with_texts(joinedload(Objective.theme), Theme),
        joinedload(Objective.parent),
        selectinload(Objective.progress).selectinload(Progress.sources),
        selectinload(Objective.texts, chunksize=CHUNK),
        selectinload(Objective.sources, chunksize=CHUNK),
    )


def row_count(rows: Select[Any]) -> Select[int]:
    """How many records `rows` selects."""
    numbers = rows.with_only_columns(rows.selected_columns[0]).order_by(None).subquery()
    return select(func.count()).select_from(numbers)


def city_counts(chosen: Filter) -> Select[str, int]:
    """The slug of each city with the number of matching activities there."""
    found = activities(chosen).subquery()
    return (
        select(City.slug, func.count()).join(found, found.c.city_id == City.id).group_by(City.slug)
    )


def theme_counts(chosen: Filter) -> Select[str, int]:
    """The slug of each theme with the number of matching activities under it."""
    found = activities(chosen).subquery()
    return (
        select(Theme.slug, func.count())
        .join(activity_theme, activity_theme.c.theme_id == Theme.id)
        .join(found, found.c.id == activity_theme.c.activity_id)
        .group_by(Theme.slug)
    )


def source_count(chosen: Filter) -> Select[int]:
    """How many documents the matching activities rest on."""
    found = activities(chosen).with_only_columns(Activity.id)
    return select(func.count(distinct(activity_source.c.source_id))).where(
        activity_source.c.activity_id.in_(found)
    )


def versions(kind: str, slugs: Iterable[str]) -> Select[str, int, datetime | None, datetime | None]:
    """For each record the number of its published revisions, and when the first and last were."""
    return (
        select(
            Revision.record_slug,
            func.count(),
            func.min(Revision.published_at),
            func.max(Revision.published_at),
        )
        .where(
            Revision.record_kind == kind,
            Revision.state == RevisionState.PUBLISHED,
            Revision.record_slug.in_(list(slugs)),
        )
        .group_by(Revision.record_slug)
    )


def latest_change(kind: str, rows: Select[Any]) -> Select[datetime | None]:
    """When one of the records that `rows` selects was last changed."""
    slugs = rows.with_only_columns(rows.column_descriptions[0]["entity"].slug).order_by(None)
    return select(func.max(Revision.published_at)).where(
        Revision.record_kind == kind,
        Revision.state == RevisionState.PUBLISHED,
        Revision.record_slug.in_(slugs),
    )


def moment(value: datetime) -> datetime:
    """A stored moment with its time zone, which SQLite leaves out."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _of_years(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    if chosen.year_from is not None:
        yield Plan.last_year >= chosen.year_from
    if chosen.year_to is not None:
        yield Plan.first_year <= chosen.year_to


def _parties(attribute: Any) -> Any:
    return selectinload(attribute, chunksize=CHUNK)


def _with_texts(load: Any, model: type[Any]) -> Any:
    """`load`, and with the records loaded their texts."""
    return load.options(selectinload(model.texts, chunksize=CHUNK))


def _with_place(load: Any) -> Any:
    """`load`, and with the cities loaded their texts and governorates."""
    return load.options(
        selectinload(City.texts, chunksize=CHUNK),
        joinedload(City.governorate).selectinload(Governorate.texts, chunksize=CHUNK),
    )
