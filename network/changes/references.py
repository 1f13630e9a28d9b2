"""What the snapshot of a record refers to: other records, by kind and slug."""

from collections.abc import Iterable, Iterator
from typing import Any

from network.changes.kinds import KINDS

# A record by the name of its kind and its slug.
Key = tuple[str, str]
KIND_OF_MODEL = {kind.model: kind.name for kind in KINDS.values()}


def references(kind: str, snapshot: dict[str, Any]) -> Iterator[Key]:
    """Every record that `snapshot` refers to, some perhaps twice."""
    layout = KINDS[kind]
    for key, (_attribute, model) in layout.one.items():
        if snapshot.get(key):
            yield KIND_OF_MODEL[model], str(snapshot[key])
    for key, (_attribute, model) in layout.many.items():
        for slug in snapshot.get(key) or []:
            yield KIND_OF_MODEL[model], slug
    for key, part in layout.parts.items():
        for link, (_attribute, model) in part.references.items():
            for entry in snapshot.get(key) or []:
                yield KIND_OF_MODEL[model], entry[link]


def refers_to_any(kind: str, snapshot: dict[str, Any], keys: Iterable[Key]) -> bool:
    """Whether `snapshot` refers to one of the records `keys`."""
    return not set(keys).isdisjoint(references(kind, snapshot))
