"""The columns of themes, plans and objectives, which the interface for programs gives, too."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from network.exports.column import Column, Value, coded, one, plain, texts
from network.exports.columns import COLUMNS, NAME, SLUG, counted, described, last
from network.exports.release import Row

DESCRIPTION = lazy_gettext("Description")
IN_WORDS = lazy_gettext("In words")
POSITION = plain(
    "position", lazy_gettext("Position"), lazy_gettext("The place in lists."), "integer"
)

THEMES: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *POSITION,
    counted(),
    *described(description=DESCRIPTION),
    *last(),
)

PLANS: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *plain("first_year", lazy_gettext("First year"), lazy_gettext("Of the plan."), "integer"),
    *plain("last_year", lazy_gettext("Last year"), lazy_gettext("Of the plan."), "integer"),
    *described(description=DESCRIPTION),
    *last(),
)


def _words(row: Row) -> Value:
    return str(row.release.text(row.record, "text") or row.record.slug)


def _page_of_plan(row: Row) -> str:
    return row.release.page_of("plans", row.record.plan.slug)


OBJECTIVES: tuple[Column, ...] = (
    *SLUG,
    Column(
        "text",
        IN_WORDS,
        lazy_gettext("In the language of the answer, or in the next one that has it."),
        _words,
    ),
    *texts("text", IN_WORDS, lazy_gettext("A text in each language that has it.")),
    *one(
        "plan",
        lazy_gettext("Plan"),
        lazy_gettext("The plan that the objective belongs to."),
        lambda record: record.plan,
    ),
    *one(
        "theme",
        lazy_gettext("Theme"),
        lazy_gettext("The theme that the objective belongs to."),
        lambda record: record.theme,
    ),
    Column(
        "parent",
        coded(lazy_gettext("Part of")),
        lazy_gettext("The objective that holds this one."),
        lambda row: row.record.parent.slug if row.record.parent else None,
    ),
    *POSITION,
    *texts(
        "indicator",
        lazy_gettext("Indicator: what is counted"),
        lazy_gettext("A text in each language that has it."),
    ),
    *plain(
        "baseline",
        lazy_gettext("Baseline: what it counted at first"),
        lazy_gettext("Empty where the plan has none."),
        "integer",
    ),
    *plain(
        "baseline_year",
        lazy_gettext("Year of the baseline"),
        lazy_gettext("Empty where the plan has none."),
        "integer",
    ),
    *plain(
        "target",
        lazy_gettext("Target: what it is to count"),
        lazy_gettext("Empty where the plan has none."),
        "integer",
    ),
    *last(_page_of_plan),
)

EVERYTHING: Mapping[str, tuple[Column, ...]] = {
    **COLUMNS,
    "themes": THEMES,
    "plans": PLANS,
    "objectives": OBJECTIVES,
}
