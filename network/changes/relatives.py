"""Wholes and their parts over time: where one of them changes, no earlier figure of any may stay.

Who was at a part was at its whole. So the women of a whole as it was, less those of its part as it
is, may be few people; and so may those of all its parts, some as they were and some as they are.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from network.queries.disclosure import FIGURES

# From the part to its whole, by slug.
Pair = tuple[str, str]
WHOLE = "part_of"


def pairs_in(snapshots: Iterable[tuple[str, Mapping[str, Any]]]) -> set[Pair]:
    """The parts among activities, with their wholes; each activity as its slug and its snapshot."""
    return {(slug, snapshot[WHOLE]) for slug, snapshot in snapshots if snapshot.get(WHOLE)}


def tells_otherwise(then: Mapping[str, Any] | None, later: Mapping[str, Any]) -> bool:
    """Whether a version says other figures of people than an earlier one, or is of another whole.

    Without an earlier one it does.
    """
    if then is None:
        return True
    return any(then.get(name) != later.get(name) for name in (*FIGURES, WHOLE))


def relatives(pairs: Collection[Pair], changed: Iterable[str]) -> set[str]:
    """Of the activities that changed those that are parts or wholes, and all that belong with them.

    `pairs` are those of all times: who once was a part is a relative for good.
    """
    related = {slug for pair in pairs for slug in pair}
    found = related.intersection(changed)
    while True:
        more = {slug for pair in pairs if found.intersection(pair) for slug in pair} - found
        if not more:
            return found
        found |= more
