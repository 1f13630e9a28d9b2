"""How the form of each kind of record is laid out: groups of fields, in the order of thinking."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from network.forms import FORMS


@dataclass(frozen=True)
class Group:
    """Fields that belong together; `folded` ones wait until somebody opens them."""

    title: LazyString
    fields: tuple[str, ...]
    hint: LazyString | None = None
    folded: bool = False


@dataclass(frozen=True)
class Reference:
    """What a field may refer to: kinds of record, the first without a mark before its slug."""

    kinds: tuple[str, ...]
    several: bool = False


# The public page of each kind of record, by the view that makes it.
PAGES = {
    "city": "cities.city",
    "forum": "forums.forum",
    "organization": "organizations.organization",
    "activity": "activities.activity",
    "theme": "themes.theme",
    "plan": "plans.plan",
}
KIND_WORDS: Mapping[str, LazyString] = {
    "city": lazy_gettext("City"),
    "forum": lazy_gettext("Forum"),
    "organization": lazy_gettext("Organization"),
    "activity": lazy_gettext("Activity"),
    "source": lazy_gettext("Source"),
    "theme": lazy_gettext("Theme"),
    "governorate": lazy_gettext("Governorate"),
    "plan": lazy_gettext("Plan"),
    "objective": lazy_gettext("Objective"),
    "progress": lazy_gettext("Progress of an objective"),
    "plan_group": lazy_gettext("Working group"),
    "plan_challenge": lazy_gettext("Challenge"),
}
# What a coordinator adds, in the order in which one needs the other.
ADDED = ("city", "forum", "organization", "activity")
NEW_WORDS: Mapping[str, LazyString] = {
    "city": lazy_gettext("Add a city"),
    "forum": lazy_gettext("Add a forum"),
    "organization": lazy_gettext("Add a team or an organization"),
    "activity": lazy_gettext("Add an activity"),
}

# What editors add besides.
EDITORS_ADD: Mapping[str, LazyString] = {
    "progress": lazy_gettext("Add progress of an objective"),
}

COUNTRIES = "country"
THEMES = Reference(("theme",), several=True)
FORUMS = Reference(("forum",), several=True)
TAKING_PART = Reference(("organization", "forum"), several=True)
REFERENCES: Mapping[str, Reference] = {
    "city": Reference(("city",)),
    "governorate": Reference(("governorate",)),
    "part_of": Reference(("activity",)),
    "plan": Reference(("plan",)),
    "theme": Reference(("theme",)),
    "parent": Reference(("objective",)),
    "objective": Reference(("objective",)),
    "themes": THEMES,
    "forums": FORUMS,
    "forums_formed": FORUMS,
    "outcomes": Reference(("activity",), several=True),
    "organizers": TAKING_PART,
    "partners": TAKING_PART,
    "funders": TAKING_PART,
    "hosts": TAKING_PART,
    "country": Reference((COUNTRIES,)),
    "countries": Reference((COUNTRIES,), several=True),
}

WHAT = lazy_gettext("What")
WHERE = lazy_gettext("Where")
MORE = lazy_gettext("More, where you know it")
EMPTY_IS_UNKNOWN = lazy_gettext(
    "Leave empty what you do not know. Empty means unknown, 0 means nobody."
)
ONE_LANGUAGE = lazy_gettext(
    "One language is enough. Others can be added later, by you or by an editor."
)

LAYOUTS: Mapping[str, tuple[Group, ...]] = {
    "activity": (
        Group(WHAT, ("name", "kind", "status", "themes", "summary"), ONE_LANGUAGE),
        Group(
            lazy_gettext("When and where"),
            ("start", "end", "city", "country"),
            lazy_gettext("Of the first day, the year is enough if you know no more."),
        ),
        Group(
            lazy_gettext("Who made it"), ("forums", "organizers", "partners", "funders", "hosts")
        ),
        Group(
            lazy_gettext("How many took part"),
            (
                "participants",
                "qualifier",
                "women",
                "men",
                "youth",
                "iraqi",
                "international",
                "countries",
            ),
            EMPTY_IS_UNKNOWN,
        ),
        Group(
            lazy_gettext("How to take part"),
            ("registration_url", "registration_deadline", "audience", "principles"),
            lazy_gettext("Only for an activity that is announced."),
            folded=True,
        ),
        Group(
            MORE,
            ("part_of", "forums_formed", "outcomes", "project", "confidence", "doubt"),
            folded=True,
        ),
    ),
    "forum": (
        Group(WHAT, ("name", "level", "stage", "description"), ONE_LANGUAGE),
        Group(WHERE, ("city",)),
        Group(
            lazy_gettext("Since when"),
            ("founded", "last_confirmed"),
            lazy_gettext("Of the founding, the year is enough if you know no more."),
        ),
        Group(MORE, ("doubt",), folded=True),
    ),
    "organization": (
        Group(WHAT, ("name", "kind", "aim"), ONE_LANGUAGE),
        Group(lazy_gettext("Where, and in which forums"), ("city", "forums")),
    ),
    "city": (
        Group(WHAT, ("name", "other_names", "description"), ONE_LANGUAGE),
        Group(
            WHERE,
            ("latitude", "longitude", "governorate", "country"),
            lazy_gettext("The point of the city, to about a kilometer. There is no finer one."),
        ),
        Group(
            lazy_gettext("On the river"),
            ("river", "river_kilometer"),
            lazy_gettext("Filled in from the map. Change it if you know better."),
        ),
        Group(MORE, ("planned", "geonames_id"), folded=True),
    ),
}


def layout(kind: str) -> tuple[Group, ...]:
    """The groups of the form of `kind`; kinds without a layout have all fields in one."""
    if kind in LAYOUTS:
        return LAYOUTS[kind]
    names = [field.short_name for field in FORMS[kind]()]
    shown = tuple(name for name in names if name not in ("slug", "sources"))
    return (Group(WHAT, shown),)
