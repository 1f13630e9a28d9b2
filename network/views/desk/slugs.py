"""Slugs for new records: told from what they are, never from what somebody is called."""

import re
import secrets
from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from network.folding import fold
from network.queries.revisions import slugs_like

LONGEST = 60


def new_slug(session: Session, kind: str, snapshot: dict[str, Any]) -> str:
    """A slug that no record of this kind has or had: `kut-2024`, `kut-2024-2`, ..."""
    stem = "-".join(filter(None, (_plain(part) for part in _parts(kind, snapshot))))[:LONGEST]
    stem = stem.strip("-") or f"{kind.replace('_', '-')}-{secrets.token_hex(3)}"
    taken = set(session.scalars(slugs_like(kind, stem)))
    return next(slug for slug in _candidates(stem) if slug not in taken)


def _parts(kind: str, snapshot: dict[str, Any]) -> Iterator[str]:
    """What a slug is made of; cities and forums may carry their Latin name, people's teams not."""
    city = str(snapshot.get("city") or "")
    if kind == "city":
        yield (snapshot["texts"].get("en") or {}).get("name", "")
    elif kind == "forum":
        yield city
        yield "forum" if city else str(snapshot.get("level"))
    elif kind == "activity":
        yield str(snapshot.get("kind"))
        yield city
        yield str(snapshot.get("start") or "")[:7]
    elif kind == "progress":
        yield str(snapshot.get("objective"))
        yield str(snapshot.get("day") or "")
    else:
        yield city
        yield str(snapshot.get("kind") or kind)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text).encode("ascii", "ignore").decode()).strip("-")


def _candidates(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"
