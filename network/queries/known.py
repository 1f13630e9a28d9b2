"""What a form may refer to: the records that are public."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import load_only

from network.models import (
    Activity,
    City,
    Forum,
    Governorate,
    Objective,
    Organization,
    Plan,
    Source,
    Theme,
)

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


def governorate_with(pcode: str) -> Select[str]:
    """The slug of the governorate with an OCHA code."""
    return select(Governorate.slug).where(Governorate.pcode == pcode)


def all_sources() -> Select[Source]:
    """All public sources."""
    return select(Source).order_by(Source.slug)


def sources(slugs: Iterable[str]) -> Select[Source]:
    """The public sources with these slugs."""
    return select(Source).where(Source.slug.in_(list(slugs))).order_by(Source.slug)
