"""What differs between two snapshots, field by field, and how two changes of one are merged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Where a value stands in a snapshot: ("participants",) or ("texts", "ar", "name").
Path = tuple[str, ...]
# A date and how much of it is known are one value: nobody changes half of it.
PRECISIONS = {"start": "precision", "founded": "founded_precision"}


@dataclass(frozen=True)
class Dated:
    """A date of a snapshot, None where there is none, with its precision."""

    day: str | None
    precision: str


@dataclass(frozen=True)
class Difference:
    """A field that two snapshots fill differently; None where one does not fill it."""

    path: Path
    before: Any
    after: Any


@dataclass(frozen=True)
class Clash:
    """A field that two people changed from the same beginning into different values."""

    path: Path
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Merge:
    """Two changes of one record laid together.

    `snapshot` holds both, with mine where they clash; `theirs` is what the other one changed.
    """

    snapshot: dict[str, Any]
    theirs: list[Difference]
    clashes: list[Clash]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The fields that differ, in the order of the snapshots."""
    one, other = dict(_fields(before)), dict(_fields(after))
    return [
        Difference(path, one.get(path), other.get(path))
        for path in dict.fromkeys([*one, *other])
        if one.get(path) != other.get(path)
    ]


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merge:
    """Lay what two people made of `base` together, field by field."""
    changed = {entry.path: entry for entry in differences(base, theirs)}
    own = {entry.path: entry for entry in differences(base, mine)}
    clashes = [
        Clash(path, entry.before, entry.after, own[path].after)
        for path, entry in changed.items()
        if path in own and own[path].after != entry.after
    ]
    taken = [entry for path, entry in changed.items() if path not in own]
    merged = with_values(mine, {entry.path: entry.after for entry in taken})
    return Merge(merged, list(changed.values()), clashes)


def with_values(snapshot: Mapping[str, Any], values: Mapping[Path, Any]) -> dict[str, Any]:
    """A copy of `snapshot` with other values; a text set to None is left out."""
    fields = {**dict(_fields(snapshot)), **values}
    document: dict[str, Any] = {"texts": {}}
    for path, value in fields.items():
        if isinstance(value, Dated):
            document |= {path[0]: value.day, PRECISIONS[path[0]]: value.precision}
        elif path[0] != "texts":
            document[path[0]] = value
        elif value is not None:
            document["texts"].setdefault(path[1], {})[path[2]] = value
    return document


def _fields(snapshot: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    dated = {key: known for key, known in PRECISIONS.items() if {key, known} <= snapshot.keys()}
    for key, value in snapshot.items():
        if key in dated:
            yield (key,), Dated(value, snapshot[dated[key]])
        elif key in dated.values():
            continue
        elif key == "texts":
            for language, texts in value.items():
                for field, text in texts.items():
                    yield ("texts", language, field), text
        else:
            yield (key,), value
