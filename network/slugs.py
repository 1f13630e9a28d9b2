"""Slugs for new records: told from what they are, never from what somebody is called."""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from network.folding import fold

LONGEST_STEM = 60
ENDING_BYTES = 3


def slug_stem(kind: str, values: Mapping[str, Any]) -> str:
    """What the slug of a new record begins with, as `sport-event-tikrit-2019-05`.

    `values` are those of its form by name. Cities may carry their English name, and forums that
    of their city; people's teams do not.
    """
    words = (_plain(str(part or "")) for part in _parts(kind, values))
    stem = "-".join(word for word in words if word)[:LONGEST_STEM].strip("-")
    return stem or kind.replace("_", "-")


def free_slug(stem: str, is_taken: Callable[[str], bool]) -> str:
    """The stem with a random ending, as `kut-2024-3fa91c`; another one where that is taken.

    There always is an ending of this shape: a number, or an ending now and then, would tell of
    records that whoever writes this one may not see.
    """
    stem = stem[:LONGEST_STEM].strip("-")
    endings = (f"{stem}-{secrets.token_hex(ENDING_BYTES)}" for _ in count())
    return next(slug for slug in endings if not is_taken(slug))


def numbered(stem: str) -> Iterator[str]:
    """`kut-2024`, `kut-2024-2`, `kut-2024-3` and so on, without end."""
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"


def _parts(kind: str, values: Mapping[str, Any]) -> Iterator[Any]:
    city = values.get("city")
    if kind == "city":
        yield values.get("name_en")
    elif kind == "forum":
        yield city
        yield "forum" if city else values.get("level")
    elif kind == "activity":
        yield values.get("kind")
        yield city
        yield str(values.get("start") or "")[: len("2019-05")]
    elif kind == "progress":
        yield values.get("objective")
        yield values.get("day")
    else:
        yield city
        yield values.get("kind") or kind


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text).encode("ascii", "ignore").decode()).strip("-")
