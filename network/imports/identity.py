"""Which record a row is about: by its identifier, by its name, or a new one."""

from collections.abc import Mapping

from network.folding import fold
from network.imports.kinds import ImportKind
from network.imports.records import Records
from network.locales import LANGUAGES
from network.slugs import free_slug, slug_stem


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
    """A slug that no record has, nor another row of the file: `taken`."""
    return free_slug(
        slug_stem(kind.name, row),
        lambda slug: slug in taken or _is_taken(records, kind.name, slug),
    )


def _is_taken(records: Records, kind: str, slug: str) -> bool:
    key = (kind, slug)
    return key in records.standing or key in records.closed or key in records.waiting


def _start(records: Records, kind: ImportKind, slug: str) -> str | None:
    key = (kind.name, slug)
    snapshot = records.standing[key][1] if key in records.standing else records.waiting.get(key)
    return (snapshot or {}).get("start") or None
