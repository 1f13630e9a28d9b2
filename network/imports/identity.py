"""Which record a row is about: by its identifier, by its name, or a new one."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from network.folding import fold
from network.imports.kinds import ImportKind
from network.imports.records import Records
from network.locales import LANGUAGES
from network.slugs import numbered, slug_stem


def same_named(records: Records, kind: ImportKind, row: Mapping[str, str]) -> set[str]:
    """The slugs of the records that have a name of this row; activities also its first day."""
    names = (row.get(f"name_{code}", "") for code in LANGUAGES)
    found = {
        slug for name in names if name for slug in records.named[kind.name].get(fold(name), ())
    }
    if kind.name != "activity":
        return found
    return {slug for slug in found if _start(records, kind, slug) == (row.get("start") or None)}


@dataclass(frozen=True)
class NewSlugs:
    """Gives the new records of one file slugs that no record has, nor another row: `owners`."""

    records: Records
    kind: ImportKind
    owners: Container[str]
    candidates: dict[str, Iterator[str]] = field(default_factory=dict)

    def take(self, row: Mapping[str, str]) -> str:
        """The next slug that is free; thousands of rows may begin with the same stem."""
        stem = slug_stem(self.kind.name, row)
        candidates = self.candidates.setdefault(stem, numbered(stem))
        return next(slug for slug in candidates if not self._is_taken(slug))

    def _is_taken(self, slug: str) -> bool:
        known = self.records
        key = self.kind.name, known.slug_of(self.kind.name, slug)
        return (
            slug in self.owners
            or key in known.standing
            or key in known.closed
            or key in known.waiting
        )


def _start(records: Records, kind: ImportKind, slug: str) -> str | None:
    key = (kind.name, slug)
    snapshot = records.standing[key][1] if key in records.standing else records.waiting.get(key)
    return (snapshot or {}).get("start") or None
