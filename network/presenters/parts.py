"""Parts of the lists of records: exactly those that a figure of reach rests on."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import LazyString, gettext, lazy_gettext

from network.extensions import reading
from network.models import Forum
from network.presenters.exploration import Exploration
from network.presenters.reach_document import populations
from network.queries.figure_rows import CITY_SETS, cities_behind, forums_behind, members_of
from network.queries.filter import Dropped
from network.vocabulary import Stage

CITIES: Mapping[str, LazyString] = {
    "reached": lazy_gettext("Only planned cities in which an activity was held."),
    "unreached": lazy_gettext("Only planned cities in which no activity was held."),
    "measured": lazy_gettext(
        "Only cities in which an activity was held and whose place along their river is known."
    ),
    "populated": lazy_gettext(
        "Only cities with an active local forum whose number of inhabitants is known."
    ),
}


@dataclass(frozen=True)
class Part:
    """A part of a list: how the address asks for it, what it is, the slugs of its records."""

    asked: tuple[tuple[str, str], ...]
    words: str
    slugs: Collection[str]


def city_part(exploration: Exploration) -> Part | None:
    """The cities behind a figure, as `only` names them."""

    def part(name: str) -> tuple[str, Collection[str]]:
        atlas, chosen = exploration.atlas, exploration.chosen
        return str(CITIES[name]), cities_behind(name, reading(), atlas, chosen, populations())

    return _part(exploration, "only", CITY_SETS, part)


def forum_part(exploration: Exploration) -> Part | None:
    """The forums at a `stage`."""

    def part(stage: str) -> tuple[str, Collection[str]]:
        words = gettext("Only forums at this stage: %(stage)s.", stage=Stage(stage).label)
        return words, {forum.slug for forum in _forums(exploration) if forum.stage == stage}

    return _part(exploration, "stage", [stage.value for stage in Stage], part)


def organization_part(exploration: Exploration) -> Part | None:
    """The member teams of the forums that take part in the activities."""

    def part(_name: str) -> tuple[str, Collection[str]]:
        words = gettext("Only organizations that are members of a forum.")
        if exploration.chosen:
            words = gettext("Only member teams of the forums that took part in the activities.")
        return words, members_of(_forums(exploration))

    return _part(exploration, "only", ("members",), part)


def _forums(exploration: Exploration) -> list[Forum]:
    return forums_behind(reading(), exploration.atlas, exploration.chosen)


def _part(
    exploration: Exploration,
    key: str,
    names: Collection[str],
    part: Callable[[str], tuple[str, Collection[str]]],
) -> Part | None:
    given = [text for text in dict.fromkeys(request.args.getlist(key)) if text.strip()]
    name = next((text for text in given if text in names), None)
    exploration.dropped.extend(Dropped.of(key, text) for text in given if text != name)
    return Part(((key, name),), *part(name)) if name else None
