"""Slugs for new records: told from what they are, never from what somebody is called."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from network.folding import fold

LONGEST_SLUG = 80
LONGEST_STEM = 60
ENDING = 6
# Without vowels, so that no ending is a word, and no word is taken for one.
CONSONANTS = str.maketrans("aeiouy", "018901")
DRAWN = rf"[b-df-hj-np-tv-xz0-9]{{{ENDING}}}"
ENDED = re.compile(rf"-{DRAWN}\Z")


def slug_stem(kind: str, values: Mapping[str, Any]) -> str:
    """What the slug of a new record begins with, as `sport-event-tikrit-2019-05`.

    `values` are those of its form by name. Cities may carry their English name, and forums that
    of their city; people's teams do not.
    """
    words = (_plain(str(part or "")) for part in _parts(kind, values))
    stem = "-".join(word for word in words if word)[:LONGEST_STEM].strip("-")
    return stem or kind.replace("_", "-")


def free_slug(stem: str, is_taken: Callable[[str], bool]) -> str:
    """The first of `kut-2024`, `kut-2024-2`, ... that is not taken."""
    return next(slug for slug in numbered(stem) if not is_taken(slug))


def with_ending(stem: str, key: bytes, *owner: str) -> Iterator[str]:
    """`kut-2024-7d9k2m`, and so on: endings that follow from their owner, not from what is there.

    A number in their place would tell that somebody has `kut-2024` already. Without `key` nobody
    can tell whose an ending is; a second one is needed where two owners drew the same.
    """
    for number in count(1):
        words = "\n".join((*owner, stem, str(number)))
        digest = hmac.new(key, words.encode(), hashlib.sha256).digest()
        begin = stem[: LONGEST_SLUG - ENDING - 1].rstrip("-")
        drawn = base64.b32encode(digest).decode().lower()[:ENDING]
        yield f"{begin}-{drawn.translate(CONSONANTS)}"


def without_ending(slug: str) -> str:
    """What a slug said before it got an ending, if it has what looks like one."""
    return ENDED.sub("", slug)


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
