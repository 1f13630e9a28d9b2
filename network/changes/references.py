"""What the snapshot of a record refers to: other records, by kind and slug."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import starmap
from typing import Any

from network.changes.kinds import KINDS, Part
from network.models.base import Record

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


def with_unseen(
    kind: str,
    snapshot: dict[str, Any],
    before: Mapping[str, Any],
    there: Callable[[str, str], bool],
) -> dict[str, Any]:
    """A new snapshot with the references of the one before that its author could not see.

    `there` says whether a record, by kind and slug, is there for the author.
    """
    layout, document = KINDS[kind], dict(snapshot)
    for key, (_attribute, model) in layout.one.items():
        slug = before.get(key)
        if slug and not document.get(key) and not there(KIND_OF_MODEL[model], str(slug)):
            document[key] = slug
    for key, (_attribute, model) in layout.many.items():
        told = document.get(key) or []
        kept = [slug for slug in before.get(key) or [] if slug not in told]
        unseen = [slug for slug in kept if not there(KIND_OF_MODEL[model], slug)]
        document |= {key: [*told, *unseen]} if unseen else {}
    for key, part in layout.parts.items():
        told = document.get(key) or []
        kept = [entry for entry in before.get(key) or [] if entry not in told]
        unseen = [entry for entry in kept if not all(starmap(there, _named(part, entry)))]
        document |= {key: [*told, *unseen]} if unseen else {}
    return document


def without_unseen(
    kind: str, snapshot: Mapping[str, Any], there: Callable[[str, str], bool]
) -> dict[str, Any]:
    """A snapshot without its references to records that are not there for whoever reads it."""
    layout, document = KINDS[kind], dict(snapshot)
    for key, (_attribute, model) in layout.one.items():
        if document.get(key) and not there(KIND_OF_MODEL[model], str(document[key])):
            document[key] = None
    for key, (_attribute, model) in layout.many.items():
        if document.get(key):
            name = KIND_OF_MODEL[model]
            document[key] = [slug for slug in document[key] if there(name, slug)]
    for key, part in layout.parts.items():
        if document.get(key):
            document[key] = [
                entry for entry in document[key] if all(starmap(there, _named(part, entry)))
            ]
    return document


def _named(part: Part, entry: Any) -> Iterator[Key]:
    for link, (_attribute, model) in part.references.items():
        yield KIND_OF_MODEL[model], str(entry[link])


def with_other_slugs(
    kind: str, snapshot: Mapping[str, Any], told: Mapping[Key, str]
) -> dict[str, Any]:
    """A snapshot that refers to the records `told` by their other slugs."""
    layout, document = KINDS[kind], dict(snapshot)

    def other(model: type[Record], slug: str) -> str:
        return told.get((KIND_OF_MODEL[model], slug), slug)

    for key, (_attribute, model) in layout.one.items():
        if document.get(key):
            document[key] = other(model, str(document[key]))
    for key, (_attribute, model) in layout.many.items():
        if document.get(key):
            document[key] = [other(model, slug) for slug in document[key]]
    for key, part in layout.parts.items():
        for link, (_attribute, model) in part.references.items():
            document[key] = [
                {**entry, link: other(model, entry[link])} for entry in document.get(key) or []
            ]
    return document


def refers_to_any(kind: str, snapshot: dict[str, Any], keys: Iterable[Key]) -> bool:
    """Whether `snapshot` refers to one of the records `keys`."""
    return not set(keys).isdisjoint(references(kind, snapshot))
