"""Search: records of every kind whose names hold all words of a text, in one language."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import joinedload

from network.models import (
    Activity,
    ActivityText,
    City,
    CityText,
    Forum,
    ForumText,
    Objective,
    ObjectiveText,
    Organization,
    OrganizationText,
    Plan,
    PlanText,
    Theme,
    ThemeText,
)
from network.queries.conditions import words_of

# Each kind of record with its table, the table of its texts and the key between them.
SEARCHED: Mapping[str, tuple[Any, Any, str]] = {
    "cities": (City, CityText, "city_id"),
    "forums": (Forum, ForumText, "forum_id"),
    "organizations": (Organization, OrganizationText, "organization_id"),
    "themes": (Theme, ThemeText, "theme_id"),
    "activities": (Activity, ActivityText, "activity_id"),
    "plans": (Plan, PlanText, "plan_id"),
    "objectives": (Objective, ObjectiveText, "objective_id"),
}


def search(kind: str, text: str) -> Select[Any]:
    """The records of `kind` that have a language in which all words of `text` occur.

    A text without a word, such as a lone sign, finds nothing.
    """
    record, texts, key = SEARCHED[kind]
    words = words_of(text)
    holding = select(getattr(texts, key)).where(
        *(texts.folded.contains(word, autoescape=True) for word in words),
        literal(bool(words)),
    )
    found = select(record).where(record.id.in_(holding)).order_by(record.slug)
    if kind == "activities":
        return found.options(joinedload(Activity.city))
    return found.options(joinedload(Objective.plan)) if kind == "objectives" else found
