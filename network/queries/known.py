"""What a form may refer to: the records that are public, and those that wait with it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import load_only

from network.models import (
    Activity,
    City,
    Forum,
    Governorate,
    Objective,
    Organization,
    Plan,
    Revision,
    Source,
    Theme,
)
from network.vocabulary import RevisionState

MODELS: dict[str, Any] = {
    "city": City,
    "governorate": Governorate,
    "forum": Forum,
    "organization": Organization,
    "theme": Theme,
    "activity": Activity,
    "plan": Plan,
    "objective": Objective,
}


def public(kind: str) -> Select[Any]:
    """All public records of a kind, with no more than their names."""
    model = MODELS[kind]
    return select(model).options(load_only(model.slug)).order_by(model.slug)


def on_the_way(kinds: Iterable[str], account_id: int) -> Select[Revision]:
    """The new records of these kinds that wait for review, or are an account's own to finish.

    A draft that was never handed in has no slug to refer to yet.
    """
    unfinished = Revision.state.in_((RevisionState.REFUSED, RevisionState.DRAFT))
    handed_in = Revision.record_slug.not_like("new-%")
    mine = (Revision.account_id == account_id) & unfinished & handed_in
    return (
        select(Revision)
        .where(
            Revision.record_kind.in_(list(kinds)),
            Revision.based_on_id.is_(None),
            or_(Revision.state == RevisionState.PROPOSED, mine),
        )
        .order_by(Revision.id)
    )


def governorate_with(pcode: str) -> Select[str]:
    """The slug of the governorate with an OCHA code."""
    return select(Governorate.slug).where(Governorate.pcode == pcode)


def all_sources() -> Select[Source]:
    """All public sources."""
    return select(Source).order_by(Source.slug)


def sources(slugs: Iterable[str]) -> Select[Source]:
    """The public sources with these slugs."""
    return select(Source).where(Source.slug.in_(list(slugs))).order_by(Source.slug)
