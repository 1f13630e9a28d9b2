"""What was erased stays erased: tombstones are hashes that only the site's key can make."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from network.changes.references import Key
from network.changes.tables import PublishError
from network.database import SITE_KEY
from network.models import Tombstone
from network.tokens import key_for, keyed_hash

PURPOSE = "tombstones"
MARK_LENGTH = 16


class ErasedError(PublishError):
    """A record was erased for good and must not come back."""

    def __init__(self, key: Key) -> None:
        kind, slug = key
        super().__init__(f"{kind} {slug!r} was erased for good; choose another identifier")
        self.key = key


class KeyLostError(PublishError):
    """The site's key is not the one that tombstones were made with, so none can be recognized."""

    def __init__(self) -> None:
        super().__init__(
            "what was erased here was written down with another key of the site. Put the former "
            "site.key back, or set NETWORK_SITE_KEY to it. Where it is lost for good: "
            "flask --app app accounts new-key --forget"
        )


@dataclass(frozen=True)
class Tombstones:
    """The hashes of what was erased, and the key to make one."""

    key: bytes | None
    hashes: frozenset[str]

    @classmethod
    def read(cls, session: Session) -> "Tombstones":
        """Those of the database. Raises KeyLostError where the key does not fit them."""
        found = session.execute(select(Tombstone.record_hash, Tombstone.key_mark)).all()
        site_key = session.info.get(SITE_KEY)
        key = key_for(PURPOSE, site_key) if site_key else None
        if found and (key is None or {row.key_mark for row in found} != {mark_of(key)}):
            raise KeyLostError
        return cls(key, frozenset(row.record_hash for row in found))

    def hold(self, key: Key) -> bool:
        """Whether the record was erased."""
        return bool(self.hashes) and self.key is not None and hash_of(self.key, key) in self.hashes

    def among(self, keys: Iterable[Key]) -> set[Key]:
        """Those of `keys` that were erased."""
        return {key for key in keys if self.hold(key)} if self.hashes else set()


def set_tombstone(session: Session, key: Key) -> None:
    """Remember that a record was erased; raises KeyLostError where nothing can be remembered."""
    tombstones = Tombstones.read(session)
    if tombstones.key is None:
        raise KeyLostError
    if not tombstones.hold(key):
        session.add(
            Tombstone(record_hash=hash_of(tombstones.key, key), key_mark=mark_of(tombstones.key))
        )
        session.flush()


def forget_foreign(session: Session) -> int:
    """Delete the tombstones of other keys, which nobody can recognize; returns how many."""
    key = key_for(PURPOSE, session.info[SITE_KEY])
    gone = delete(Tombstone).where(Tombstone.key_mark != mark_of(key))
    return len(session.scalars(gone.returning(Tombstone.record_hash)).all())


def hash_of(key: bytes, record: Key) -> str:
    """The hash under which a record is remembered; 64 hexadecimal digits."""
    kind, slug = record
    return keyed_hash(key, f"{kind} {slug}")


def mark_of(key: bytes) -> str:
    """What tells one key from another, and nothing of either."""
    return keyed_hash(key, "mark")[:MARK_LENGTH]
