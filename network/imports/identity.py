"""Which record a row is about: by its identifier, by its name, or a new one."""

import hashlib
import re
from collections.abc import Mapping

from network.folding import fold
from network.imports.kinds import ImportKind
from network.imports.records import Records
from network.locales import LANGUAGES

LONGEST_WORDS = 60
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_LATIN = re.compile(r"[a-z]")


def same_named(records: Records, kind: ImportKind, row: Mapping[str, str]) -> set[str]:
    """The slugs of the records that have a name of this row; activities also its first day."""
    names = (row.get(f"name_{code}", "") for code in LANGUAGES)
    found = {
        slug for name in names if name for slug in records.named[kind.name].get(fold(name), ())
    }
    if kind.name != "activity":
        return found
    return {slug for slug in found if _start(records, kind, slug) == (row.get("start") or None)}


def new_slug(records: Records, kind: ImportKind, row: Mapping[str, str], taken: set[str]) -> str:
    """A slug for a new record, the same for the same row: of its English name where it has one."""
    named = next((row[key] for code in LANGUAGES if row.get(key := f"name_{code}")), "")
    latin = _NO_LETTERS.sub("-", fold(named).lower()).strip("-")[:LONGEST_WORDS].strip("-")
    if not _LATIN.search(latin):
        latin = f"{kind.name}-{hashlib.sha256(fold(named).encode()).hexdigest()[:8]}"
    date = row.get("start", "") if kind.name == "activity" else ""
    wanted = f"{latin}-{date}" if date else latin
    slug, number = wanted, 1
    while slug in taken or _is_taken(records, kind.name, slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _is_taken(records: Records, kind: str, slug: str) -> bool:
    key = (kind, slug)
    return key in records.standing or key in records.closed


def _start(records: Records, kind: ImportKind, slug: str) -> str | None:
    key = (kind.name, slug)
    snapshot = records.standing[key][1] if key in records.standing else records.waiting.get(key)
    return (snapshot or {}).get("start") or None
