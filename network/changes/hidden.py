"""Which records a hiding keeps off the tables, and which others belong to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from network.changes.references import Key
from network.models import HiddenRecord, Hiding
from network.queries.hidings import hidden_records, hidings


@dataclass
class Hidden:
    """The hidden records, and the hidings that a new record may fall under."""

    keys: set[Key]
    hidings: list[Hiding] = field(default_factory=list)

    @classmethod
    def read(cls, session: Session) -> "Hidden":
        """What is hidden now."""
        keys = {(kind, slug) for kind, slug in session.execute(hidden_records())}
        return cls(keys, list(session.scalars(hidings())))

    def take(self, kind: str, slug: str, snapshot: dict[str, Any]) -> bool:
        """Whether a record is hidden; one that belongs to a hidden forum becomes so."""
        key = (kind, slug)
        for hiding in self.hidings:
            if key not in self.keys and belongs(kind, snapshot, hiding.forum, self.keys):
                hiding.records.append(HiddenRecord(record_kind=kind, record_slug=slug))
                self.keys.add(key)
        return key in self.keys

    def take_source(self, slug: str, citing: Iterable[Key]) -> None:
        """Hide a new document that only hidden records rest on, as long as they are."""
        keys = set(citing)
        for hiding in self.hidings:
            held = {(entry.record_kind, entry.record_slug) for entry in hiding.records}
            if keys & held and ("source", slug) not in self.keys:
                hiding.records.append(HiddenRecord(record_kind="source", record_slug=slug))
                self.keys.add(("source", slug))


def belongs(kind: str, snapshot: dict[str, Any], forum: str, hidden: set[Key]) -> bool:
    """Whether a record goes with a hidden forum.

    These do: the forum itself, its member teams, the activities it takes part in, and the parts
    of hidden activities.
    """
    if kind == "forum":
        return bool(snapshot["slug"] == forum)
    if kind == "organization":
        return forum in (snapshot.get("forums") or [])
    if kind == "activity":
        entries = snapshot.get("forums") or []
        whole = ("activity", str(snapshot.get("part_of")))
        return any(entry["forum"] == forum for entry in entries) or whole in hidden
    return False
