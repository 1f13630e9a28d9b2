"""A row laid over what is on record: which of its cells say something else than the record."""

from collections.abc import Mapping
from typing import Any

from network.cells import writable
from network.imports.kinds import SEPARATOR, ImportKind
from network.imports.records import Records
from network.queries.disclosure import published_counts, said_in

# A spreadsheet's cell holds no more letters than this.
LONGEST_CELL = 32_767


def says_the_same(kind: ImportKind, column: str, before: str, after: str) -> bool:
    """Whether a cell means what is on record, however a file had to write it."""
    if before == after:
        return True
    if column in kind.lists:
        return set(before.split(SEPARATOR)) == set(after.split(SEPARATOR))
    if column in kind.numbers and before and after:
        return float(before) == float(after)
    plain = _as_written(before)
    return plain == after or (len(after) >= LONGEST_CELL - 1 and plain.startswith(after))


def with_hidden(records: Records, kind: ImportKind, column: str, before: str, after: str) -> str:
    """What a cell says, and the references to records that no file of the account may show."""
    target = {**kind.one, **kind.many}.get(column)
    if not before or (target is None and column not in kind.roles):
        return after
    kept = [part for part in before.split(SEPARATOR) if _is_unseen(records, target, part)]
    if column in kind.one:
        return after or "".join(kept)
    parts = [*after.split(SEPARATOR), *kept] if after else kept
    return SEPARATOR.join(dict.fromkeys(parts))


def withheld_groups(snapshot: Mapping[str, Any]) -> set[str]:
    """The groups of participants whose figures a file leaves out to protect small ones."""
    if "participants" not in snapshot:
        return set()
    figures = said_in(snapshot)
    if snapshot.get("part_of"):
        # What its whole says may withhold any of them.
        return {count.group for count in published_counts(figures)}
    return {count.group for count in published_counts(figures) if count.value is None}


def _is_unseen(records: Records, target: str | None, part: str) -> bool:
    if target is None:
        mark, _, slug = part.rpartition(":")
        return not records.is_there(("forum" if mark else "organization", slug))
    return not records.is_there((target, part))


def _as_written(text: str) -> str:
    return writable(text.replace("\0", "")).replace("\r\n", "\n").strip()
