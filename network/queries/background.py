"""Whole tables: what records refer to, and the links between them, public records only."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, Table, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from network.models import (
    Activity,
    Base,
    City,
    Forum,
    Governorate,
    Objective,
    Organization,
    Plan,
    PlanChallenge,
    PlanGroup,
    Progress,
    Source,
    Theme,
)
from network.queries.downloads import CHUNK

# The records of each word that a column of a link table may bear.
MODELS: Mapping[str, type[Any]] = {
    "source": Source,
    "theme": Theme,
    "governorate": Governorate,
    "city": City,
    "forum": Forum,
    "organization": Organization,
    "activity": Activity,
    "outcome": Activity,
    "plan": Plan,
    "objective": Objective,
    "progress": Progress,
    "plan_group": PlanGroup,
    "plan_challenge": PlanChallenge,
}
CITING = "_source"


def citing_tables() -> dict[str, Table]:
    """The link tables between records and their sources, by the kind of record."""
    return {
        name.removesuffix(CITING): table
        for name, table in Base.metadata.tables.items()
        if name.endswith(CITING)
    }


def cited_sources() -> Select[Source]:
    """The sources that some public record cites; others say nothing that is public."""
    cited = [select(table.c.source_id) for table in citing_tables().values()]
    return select(Source).where(or_(*(Source.id.in_(ids) for ids in cited))).order_by(Source.slug)


def whole_governorates() -> Select[Governorate]:
    """All governorates."""
    return _with_sources(Governorate)


def whole_progress() -> Select[Progress]:
    """All entries of progress, with their objectives."""
    return _with_sources(Progress).options(joinedload(Progress.objective))


def whole_groups() -> Select[PlanGroup]:
    """All working groups, with their plans and themes."""
    return _with_sources(PlanGroup).options(joinedload(PlanGroup.plan), joinedload(PlanGroup.theme))


def whole_challenges() -> Select[PlanChallenge]:
    """All challenges, with their plans."""
    return _with_sources(PlanChallenge).options(joinedload(PlanChallenge.plan))


def linked(link: Table, columns: tuple[str, ...]) -> Select[Any]:
    """The rows of a link table, slugs in place of numbers; others of its `columns` as they are."""
    found = select().select_from(link)
    order = []
    for name in columns:
        if name in MODELS:
            record = aliased(MODELS[name])
            found = found.join(record, link.c[f"{name}_id"] == record.id)
            order.append(record.slug.label(name))
        else:
            order.append(link.c[name])
    return found.add_columns(*order).order_by(*order)


def _with_sources(model: Any) -> Select[Any]:
    return select(model).options(selectinload(model.sources, chunksize=CHUNK)).order_by(model.slug)
