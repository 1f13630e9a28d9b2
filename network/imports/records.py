"""The records that a file may change or name, found by slug or by name in any language."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from network.folding import fold
from network.models import Revision

Key = tuple[str, str]
Snapshot = Mapping[str, Any]
# How alike two names must be, from 0 to 1, for one to be offered for the other.
LIKENESS = 0.75
# Comparing two names takes ten microseconds: two seconds' work.
MOST_COMPARISONS = 200_000


@dataclass
class Records:
    """What stands on record.

    `endings` gives the slugs that the reader's own new records got for a slug in a file, likeliest
    first; without it they got that slug itself.

    `standing` are the open records with the number of their revision; `closed` those that are
    hidden or in the bin; `waiting` what is in review; `coming` what the file itself adds.
    """

    standing: dict[Key, tuple[int, Snapshot]] = field(default_factory=dict)
    closed: set[Key] = field(default_factory=set)
    waiting: dict[Key, Snapshot] = field(default_factory=dict)
    coming: set[Key] = field(default_factory=set)
    named: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    guesses: dict[tuple[str, str], str | None] = field(default_factory=dict)
    comparisons: int = 0
    endings: Callable[[str, str], Iterator[str]] | None = None

    @classmethod
    def of(
        cls, standing: Iterable[Revision], waiting: Iterable[Revision], hidden: Container[Key]
    ) -> "Records":
        """What an account sees of what is on record now: versions that stand, and that wait.

        Of these, `hidden` are off the tables, as are removals.
        """
        records = cls()
        for revision in standing:
            key = (revision.record_kind, revision.record_slug)
            if revision.removal or key in hidden:
                records.closed.add(key)
            else:
                records.standing[key] = (revision.id, revision.snapshot)
                records.name(key, revision.snapshot)
        for revision in waiting:
            records._wait(revision)
        return records

    def is_there(self, key: Key) -> bool:
        """Whether a file may name a record."""
        return any(key in known for known in (self.standing, self.waiting, self.coming))

    def slug_of(self, kind: str, said: str) -> str:
        """The slug of the record that a file calls `said`: the reader's own, where they added it
        before under an ending, or `said`."""
        if self.endings is None or not said or self.is_there((kind, said)):
            return said
        own = (kind, next(self.endings(kind, said)))
        return own[1] if self.is_there(own) or own in self.closed else said

    def name(self, key: Key, snapshot: Snapshot) -> None:
        """Let a record be found by its names."""
        kind, slug = key
        for name in names_of(snapshot):
            self.named[kind][fold(name)].add(slug)

    def come(self, key: Key, names: Iterable[str]) -> None:
        """Let a record be found that the file itself adds."""
        self.coming.add(key)
        for name in names:
            if name:
                self.named[key[0]][fold(name)].add(key[1])

    def find(self, kind: str, said: str) -> set[str]:
        """The slugs of the records that `said` names: by slug, or else by name."""
        slug = self.slug_of(kind, said)
        if self.is_there((kind, slug)):
            return {slug}
        return set(self.named[kind].get(fold(said), ()))

    def guess(self, kind: str, said: str) -> str | None:
        """The slug of the record whose name is most like `said`, None where none is."""
        key = (kind, fold(said))
        if key not in self.guesses and self.comparisons < MOST_COMPARISONS:
            names = [*self.named[kind], *(fold(slug) for slug in self.slugs(kind))]
            self.comparisons += len(names)
            found = get_close_matches(key[1], names, 1, LIKENESS)
            slugs = self.named[kind].get(found[0]) if found else None
            if found and not slugs:
                slugs = {slug for slug in self.slugs(kind) if fold(slug) == found[0]}
            self.guesses[key] = next(iter(slugs)) if slugs and len(slugs) == 1 else None
        return self.guesses.get(key)

    def slugs(self, kind: str) -> Iterable[str]:
        """The slugs of the open records of a kind."""
        return (slug for name, slug in self.standing if name == kind)

    def every(self, kind: str) -> Iterator[tuple[str, Snapshot]]:
        """The records of a kind that are open or wait, by slug."""
        for (name, slug), (_number, snapshot) in self.standing.items():
            if name == kind:
                yield slug, snapshot
        for (name, slug), snapshot in self.waiting.items():
            if name == kind and (name, slug) not in self.standing:
                yield slug, snapshot

    def label(self, kind: str, slug: str, languages: Iterable[str]) -> str:
        """The name of a record in the first of `languages` that has it."""
        snapshot = self.waiting.get((kind, slug))
        if (kind, slug) in self.standing:
            _number, snapshot = self.standing[kind, slug]
        if snapshot is None:
            return slug
        texts = snapshot.get("texts") or {}
        found = (texts.get(code, {}).get("name") for code in languages)
        return next((name for name in found if name), str(snapshot.get("title") or slug))

    def _wait(self, revision: Revision) -> None:
        key = (revision.record_kind, revision.record_slug)
        self.waiting[key] = revision.snapshot
        if key not in self.standing:
            self.name(key, revision.snapshot)


def names_of(snapshot: Snapshot) -> Iterable[str]:
    """Every name of a record, in all languages; a source goes by title and address."""
    for texts in (snapshot.get("texts") or {}).values():
        if texts.get("name"):
            yield texts["name"]
        yield from (name for name in (texts.get("other_names") or "").split(";") if name.strip())
    yield from (snapshot[key] for key in ("title", "url") if snapshot.get(key))
