"""The columns of what the other records refer to: sources, themes, governorates, plans."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from network.exports.column import Column, one, plain, texts
from network.exports.columns import NAME, SLUG, described, last

PLACE_IN_LISTS = lazy_gettext("Its place in lists.")
POSITION = plain("position", lazy_gettext("Position"), PLACE_IN_LISTS, "integer")
IN_WORDS = texts(
    "text", lazy_gettext("In words"), lazy_gettext("A text in each language that has it.")
)
PLAN = one(
    "plan",
    lazy_gettext("Plan"),
    lazy_gettext("The plan that it belongs to."),
    lambda record: record.plan,
)
THEME = one(
    "theme",
    lazy_gettext("Theme"),
    lazy_gettext("The theme that it belongs to."),
    lambda record: record.theme,
)
# What ends the rows of a record that has no page of its own.
WITHOUT_PAGE = [column for column in last() if column.key != "page"]

SOURCES: tuple[Column, ...] = (
    *SLUG,
    *plain("title", lazy_gettext("Title"), lazy_gettext("The title of the document.")),
    *plain(
        "title_language",
        lazy_gettext("Language of the title"),
        lazy_gettext("As it is given here."),
    ),
    *plain("language", lazy_gettext("Language"), lazy_gettext("Of the document.")),
    *plain("publisher", lazy_gettext("Publisher"), lazy_gettext("Who published the document.")),
    *plain(
        "published",
        lazy_gettext("Published"),
        lazy_gettext("A date, a month or a year; empty where it is not known."),
    ),
    *plain("url", lazy_gettext("Address"), lazy_gettext("Where the document is, if it is online.")),
    *(column for column in last() if column.key in ("last_changed", "data_as_of")),
)
THEMES: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *POSITION,
    *described(description=lazy_gettext("Description")),
    *last(),
)
GOVERNORATES: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *plain(
        "pcode",
        lazy_gettext("P-code of the governorate"),
        lazy_gettext("OCHA's code, for joining with other humanitarian data."),
    ),
    *WITHOUT_PAGE,
)
PLANS: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *plain("first_year", lazy_gettext("First year"), lazy_gettext("Of the plan."), "integer"),
    *plain("last_year", lazy_gettext("Last year"), lazy_gettext("Of the plan."), "integer"),
    *described(description=lazy_gettext("Description")),
    *last(),
)
OBJECTIVES: tuple[Column, ...] = (
    *SLUG,
    *PLAN,
    *THEME,
    Column(
        "parent",
        lazy_gettext("Part of"),
        lazy_gettext("The objective that holds this one."),
        lambda row: getattr(row.record.parent, "slug", None),
    ),
    *POSITION,
    *IN_WORDS,
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
    *WITHOUT_PAGE,
)
PROGRESS: tuple[Column, ...] = (
    *SLUG,
    Column(
        "objective",
        lazy_gettext("Objective"),
        lazy_gettext("The objective whose indicator was counted."),
        lambda row: row.record.objective.slug,
    ),
    *plain("day", lazy_gettext("Day"), lazy_gettext("When it was counted."), "date"),
    *plain("value", lazy_gettext("Value"), lazy_gettext("What the indicator counted."), "integer"),
    *texts("note", lazy_gettext("Note"), lazy_gettext("A text in each language that has it.")),
    *WITHOUT_PAGE,
)
PLAN_GROUPS: tuple[Column, ...] = (
    *SLUG,
    *NAME,
    *PLAN,
    *THEME,
    *plain(
        "session",
        lazy_gettext("Session"),
        lazy_gettext("The plenary session in which the group reported."),
        "integer",
    ),
    *POSITION,
    *WITHOUT_PAGE,
)
PLAN_CHALLENGES: tuple[Column, ...] = (*SLUG, *PLAN, *POSITION, *IN_WORDS, *WITHOUT_PAGE)

BACKGROUND: Mapping[str, tuple[Column, ...]] = {
    "sources": SOURCES,
    "themes": THEMES,
    "governorates": GOVERNORATES,
    "plans": PLANS,
    "objectives": OBJECTIVES,
    "progress": PROGRESS,
    "plan-groups": PLAN_GROUPS,
    "plan-challenges": PLAN_CHALLENGES,
}
