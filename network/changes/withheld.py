"""What is withheld from the public, kept also beside the site's key: a lost database forgets it.

The file holds keyed hashes and no name. It is written anew after every publication.
"""

import json
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from network.changes.references import Key
from network.changes.tombstones import PURPOSE, KeyLostError, hash_of, mark_of
from network.database import SITE_KEY
from network.files import put
from network.models import Edition, Revision, Tombstone
from network.queries.hidings import hidden_records
from network.queries.seen import removed
from network.tokens import key_for

FILE = "withheld.json"
WAYS = ("hidden", "removed", "erased")


@dataclass
class Withheld:
    """Hashes of records, by why they are withheld: hidden, removed or erased."""

    key: bytes
    hashes: dict[str, set[str]] = field(default_factory=lambda: {way: set() for way in WAYS})

    @classmethod
    def of_file(cls, path: Path, site_key: bytes) -> "Withheld":
        """What the file `path` says, nothing where there is none.

        Raises KeyLostError where it was written with another key or cannot be read.
        """
        found = cls(key_for(PURPOSE, site_key))
        if not path.exists():
            return found
        try:
            document = json.loads(path.read_text(encoding="ascii"))
            found.hashes = {way: set(document[way]) for way in WAYS}
            mark = document["key"]
        except (ValueError, KeyError, TypeError):
            raise KeyLostError from None
        if any(found.hashes.values()) and mark != mark_of(found.key):
            raise KeyLostError
        return found

    @classmethod
    def of_database(cls, session: Session) -> "Withheld":
        """What the database says."""
        found = cls(key_for(PURPOSE, session.info[SITE_KEY]))
        found.add("hidden", {(kind, slug) for kind, slug in session.execute(hidden_records())})
        binned = session.scalars(removed(select(Revision)))
        found.add("removed", {(entry.record_kind, entry.record_slug) for entry in binned})
        found.hashes["erased"] |= set(session.scalars(select(Tombstone.record_hash)))
        return found

    def add(self, way: str, keys: set[Key]) -> None:
        """Withhold records."""
        self.hashes[way] |= {hash_of(self.key, key) for key in keys}

    def way_of(self, key: Key) -> str | None:
        """Why a record is withheld: erased, hidden or removed; None where it is not."""
        digest = hash_of(self.key, key)
        return next((way for way in reversed(WAYS) if digest in self.hashes[way]), None)

    def join(self, other: "Withheld", known: Set[str] = frozenset()) -> None:
        """Add what `other` withholds, but for hidden and removed ones whose hash is `known`."""
        for way in WAYS:
            self.hashes[way] |= other.hashes[way] - (set() if way == "erased" else known)

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all, for its owner only."""
        document = {"key": mark_of(self.key), **{w: sorted(self.hashes[w]) for w in WAYS}}
        put(path, json.dumps(document).encode())


def forget_withheld(session: Session, path: Path) -> None:
    """Write the file anew from the database alone, where it was written with another key."""
    try:
        Withheld.of_file(path, session.info[SITE_KEY])
    except KeyLostError:
        path.unlink()
    keep_withheld(session, path)


def keep_withheld(session: Session, path: Path) -> None:
    """Write what the database withholds; what it knows nothing of stays as the file says."""
    if session.scalar(select(Edition.demo)):
        # What was made up for measuring says nothing of the site's own records.
        return
    now = Withheld.of_database(session)
    known = {
        hash_of(now.key, (kind, slug))
        for kind, slug in session.execute(
            select(Revision.record_kind, Revision.record_slug).distinct()
        )
    }
    now.join(Withheld.of_file(path, session.info[SITE_KEY]), known)
    now.write(path)
