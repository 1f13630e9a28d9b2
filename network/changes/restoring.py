"""What a backup says is older than what people decided since: these decisions are carried over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from network.changes.events import record
from network.changes.hide import hide
from network.changes.publish import finish, next_edition
from network.changes.references import Key
from network.changes.remove import erase, removal_of
from network.changes.second_factor import unreadable
from network.changes.site_key import accept_key
from network.changes.tables import take_off
from network.changes.tombstones import Tombstones, mark_of
from network.changes.withheld import Withheld
from network.event_kinds import EventKind
from network.models import DeskSession, HiddenRecord, Revision, Ticket, Tombstone
from network.queries.hidings import hidden_records
from network.queries.revisions import standing
from network.vocabulary import RevisionState

REASON = "Carried over when a backup was restored."


@dataclass(frozen=True)
class Returning:
    """Records of a backup that are withheld now: erased for good, hidden, in the bin.

    `locked` are the logins whose codes cannot be checked, as the backup comes from another key.
    """

    erased: Sequence[Key]
    hidden: Sequence[Key]
    removed: Sequence[Key]
    locked: Sequence[str] = ()


def returning(session: Session, withheld: Withheld) -> Returning:
    """What would come back with the database that `session` reads, although it is `withheld`.

    Of erased records any version counts, of others only what would be public.
    """
    hidden = {(kind, slug) for kind, slug in session.execute(hidden_records())}
    public = {
        (entry.record_kind, entry.record_slug)
        for entry in session.scalars(standing())
        if not entry.removal
    } - hidden
    ways = {key: withheld.way_of(key) for key in _every(session)}
    return Returning(
        sorted(key for key, way in ways.items() if way == "erased"),
        sorted(key for key in public if ways[key] == "hidden"),
        sorted(key for key in public if ways[key] == "removed"),
        [account.login for account in unreadable(session)],
    )


def carry_over(
    session: Session, withheld: Withheld, now: datetime, *, publish_them: bool = False
) -> None:
    """Let what is withheld now stay so in a restored database, and sign everybody out.

    With `publish_them`, what is hidden or in the bin becomes public as the backup says; what was
    erased never does. The edition gets another mark. Raises KeyLostError where the backup's
    tombstones were made with another key.
    """
    found = returning(session, withheld)
    take_off(session, found.erased)
    for key in found.erased:
        erase(session, key)
    known = Tombstones.read(session).hashes
    for digest in withheld.hashes["erased"] - known:
        session.add(Tombstone(record_hash=digest, key_mark=mark_of(withheld.key)))
    if not publish_them:
        for kind, slug in found.hidden:
            if kind == "forum":
                hide(session, slug, None, REASON, now)
        hidden = {(kind, slug) for kind, slug in session.execute(hidden_records())}
        # Where its forum is not in the backup, there is nothing to hide a record with.
        _bin(session, {*found.removed, *found.hidden} - hidden, now)
    accept_key(session)
    record(session, EventKind.RESTORED, now)
    session.execute(delete(DeskSession))
    session.execute(delete(Ticket))
    finish(session, now)


def _every(session: Session) -> set[Key]:
    pairs = (
        select(Revision.record_kind, Revision.record_slug),
        select(HiddenRecord.record_kind, HiddenRecord.record_slug),
    )
    return {(kind, slug) for query in pairs for kind, slug in session.execute(query.distinct())}


def _bin(session: Session, keys: set[Key], now: datetime) -> None:
    edition = next_edition(session)
    for entry in list(session.scalars(standing())):
        if (entry.record_kind, entry.record_slug) in keys:
            session.add(
                removal_of(
                    entry,
                    state=RevisionState.PUBLISHED,
                    reason=REASON,
                    edition=edition,
                    created_at=now,
                    published_at=now,
                )
            )
    take_off(session, keys)
