"""Which figures about people may be public: no small group can be found, alone or by subtraction.

A group is what a figure tells of women, men, youth, Iraqi or international participants; who is
not of it (the adults, those who are no women) and who is of neither of a pair are groups just as
well. The total is public. A reader knows this rule, subtracts, and is to find no group of fewer
than `FEWEST`: neither its only possible number nor that it lies between one and four. That there
are "fewer than five", none included, is what may be told. How exactly the figures are known
changes nothing: about twenty less about eighteen are about two. Who was at a part was at its whole,
so the groups of a part and those of its whole are subtracted as well; the part's are kept back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from network.models import Activity

FEWEST = 5
# Fewer people than this are not divided at all where one of their groups is small: of ten, one
# half or the other is, and of eleven that neither number is given would tell five, five and one.
FEWEST_DIVIDED = 2 * FEWEST + 2
# Groups that divide the total: knowing the others and the total gives away each.
PAIRS = (("women", "men"), ("iraqi", "international"))
DIVISIONS: tuple[tuple[str, ...], ...] = (*PAIRS, ("youth",))
# Who is left of the people when those of a group have gone.
OTHERS = {
    "women": "men",
    "men": "women",
    "iraqi": "international",
    "international": "iraqi",
    "youth": "adults",
    "adults": "youth",
}
# Under this a session keeps what the parts of a whole say; of so many wholes it reads it at once.
PARTS, MOST_AT_ONCE = "parts", 500
# What an activity says of people.
FIGURES = ("participants", *(group for groups in DIVISIONS for group in groups))


@dataclass(frozen=True)
class PublishedCount:
    """A group of participants: a number; or fewer than five; or withheld to protect another."""

    group: str
    value: int | None
    few: bool = False

    @property
    def withheld(self) -> bool:
        """Whether the number is kept back because it would give away a small group."""
        return self.value is None and not self.few


def published_counts(activity: Activity) -> list[PublishedCount]:
    """The known figures of an activity by group, as they may be shown to anyone."""
    counts = _published_alone(activity)
    refused = _refused_beside_whole(activity, _numbers(counts))
    return [
        PublishedCount(count.group, None, count.few) if count.group in refused else count
        for count in counts
    ]


def told(activity: Activity) -> dict[str, int]:
    """The numbers of an activity that are public, by group."""
    return _numbers(published_counts(activity))


def said_in(snapshot: Mapping[str, Any]) -> Activity:
    """The figures about people in a snapshot, as an activity with no more than them."""
    return Activity(**{name: snapshot.get(name) for name in FIGURES})


def groups_left_out(then: Activity, later: Iterable[Activity]) -> set[str]:
    """The known groups of a past version of an activity that a past day may not tell.

    `later` are all of its later versions. A group is left out where one of them withholds it,
    tells a number that differs by a small group, or has a total that leaves one. Its pair goes
    with it, or the total would bring it back.
    """
    numbers, versions = told(then), list(later)
    refused = {
        group
        for group, number in numbers.items()
        if any(_gives_away(group, number, version) for version in versions)
    }
    return {group for groups in DIVISIONS if refused & set(groups) for group in groups}


def _numbers(counts: Iterable[PublishedCount]) -> dict[str, int]:
    return {count.group: count.value for count in counts if count.value is not None}


def _published_alone(activity: Activity) -> list[PublishedCount]:
    """What might be told of an activity if it was no part of another."""
    people, counts = _people(activity), []
    for groups in DIVISIONS:
        known = {group: getattr(activity, group) for group in groups}
        counts += _published({g: n for g, n in known.items() if n is not None}, people)
    return counts


def _refused_beside_whole(part: Activity, numbers: Mapping[str, int]) -> set[str]:
    """The groups of a part that leave a small group of its whole, alone or with its siblings."""
    whole = part.part_of
    if whole is None or not numbers:
        return set()
    siblings = _parts(whole)
    of_whole, refused = _sides(told(whole), whole.participants), set()
    for side, taken in _sides(numbers, part.participants).items():
        together = sum(known.get(side, 0) for known in siblings)
        larger = {whole.participants, *of_whole.get(side, ())} - {None}
        for all_of_them, some in product(larger, taken | {together}):
            if 0 <= all_of_them - some < FEWEST:
                refused |= {side, OTHERS[side]}
    return {group for groups in DIVISIONS if refused & set(groups) for group in groups}


def _parts(whole: Activity) -> list[Mapping[str, int]]:
    """What might be told of the parts of a whole, if they were none; no record of one is loaded.

    A whole and its parts that know each other would be a circle, left to the collector of garbage.
    """
    session = object_session(whole)
    if session is None:
        return [_numbers(_published_alone(part)) for part in whole.parts]
    known: dict[int, list[Mapping[str, int]]] = session.info.setdefault(PARTS, {})
    if whole.id not in known:
        known.update(_parts_at_once(session, whole.id, known))
    return known[whole.id]


def _parts_at_once(
    session: Session, whole: int, known: Iterable[int]
) -> dict[int, list[Mapping[str, int]]]:
    """The same of other wholes, too, parts of which the session has loaded to show them."""
    loaded = (entity for entity in session.identity_map.values() if isinstance(entity, Activity))
    wholes = {entity.part_of_id for entity in loaded if entity.part_of_id} - {*known}
    asked = [whole, *wholes][:MOST_AT_ONCE]
    found: dict[int, list[Mapping[str, int]]] = {number: [] for number in asked}
    columns = [getattr(Activity, name) for name in ("part_of_id", *FIGURES)]
    rows = session.execute(select(*columns).where(Activity.part_of_id.in_(asked)))
    for row in rows.mappings():
        found[row["part_of_id"]].append(_numbers(_published_alone(said_in(dict(row)))))
    return found


def _sides(numbers: Mapping[str, int], people: int | None) -> dict[str, set[int]]:
    """What a reader makes of some numbers: how many each group has, and those who are not in it."""
    sides: dict[str, set[int]] = {group: {number} for group, number in numbers.items()}
    if people is not None:
        for group, number in numbers.items():
            sides.setdefault(OTHERS[group], set()).add(people - number)
    return sides


def _gives_away(group: str, number: int, later: Activity) -> bool:
    known, shown = getattr(later, group), told(later).get(group)
    people = later.participants
    if known is not None and shown is None:
        return True
    if shown is not None and 0 < abs(shown - number) < FEWEST:
        return True
    return people is not None and 0 <= people - number < FEWEST


def _people(activity: Activity) -> int | None:
    """How many people a reader may take to be divided: the total, or what stands in for it.

    Where the total is not known, that is the larger sum of a whole pair, but only if they are
    divided in another way, too: of one pair alone, each number is told without the other.
    """
    if activity.participants is not None:
        return activity.participants
    known = [[getattr(activity, group) for group in groups] for groups in DIVISIONS]
    if sum(any(number is not None for number in numbers) for numbers in known) < 2:
        return None
    whole = [numbers for numbers in known[: len(PAIRS)] if None not in numbers]
    return max((sum(numbers) for numbers in whole), default=None)


def _published(values: Mapping[str, int], people: int | None) -> list[PublishedCount]:
    """The groups of one division of `people`, all of them told where none is small."""
    few = {group for group, value in values.items() if value < FEWEST}
    if people is None:
        return [_count(group, value, few, few) for group, value in values.items()]
    if not few and not _leaves_few(values, people):
        return [PublishedCount(group, value) for group, value in values.items()]
    return [
        _count(group, value, few if people >= FEWEST_DIVIDED else (), values)
        for group, value in values.items()
    ]


def _leaves_few(values: Mapping[str, int], people: int) -> bool:
    """Whether those of no known group are few; of a whole pair they may be none at all."""
    rest = people - sum(values.values())
    return rest < FEWEST and not (rest == 0 and len(values) > 1)


def _count(group: str, value: int, few: Any, hidden: Any) -> PublishedCount:
    return PublishedCount(group, None if group in hidden else value, group in few)
