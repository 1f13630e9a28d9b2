"""Removing: a record goes to the bin, comes back from it, or is gone for good."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, select, update
from sqlalchemy.orm import Session

from network.changes.publish import (
    Proposal,
    finish,
    latest_revision,
    lock_publications,
    next_edition,
    publish,
    renew_mark,
)
from network.changes.references import Key, refers_to_any
from network.changes.tables import take_off
from network.changes.tombstones import set_tombstone
from network.database import PUBLISHED
from network.models import (
    Account,
    AccountForum,
    Base,
    HiddenRecord,
    Hiding,
    Revision,
    Upload,
)
from network.queries.revisions import standing
from network.traces import pieces
from network.vocabulary import Origin, RevisionState


class NeededError(ValueError):
    """Other records refer to the one that is to be removed; `by` names them."""

    def __init__(self, by: list[Key]) -> None:
        super().__init__("other records refer to it")
        self.by = by


def removal_of(standing: Revision, **values: Any) -> Revision:
    """A revision that takes the record of `standing` off the tables; the rest are its columns."""
    return Revision(
        record_kind=standing.record_kind,
        record_slug=standing.record_slug,
        snapshot=standing.snapshot,
        removal=True,
        origin=Origin.DESK,
        based_on_id=standing.id,
        **values,
    )


def remove(
    session: Session, revision: Revision, account: Account, reason: str, now: datetime
) -> Revision:
    """Take a record off the tables; `revision` is the version of it that stands.

    Raises NeededError when other public records refer to it.
    """
    removal = removal_of(
        revision, account=account, reason=reason, created_at=now, state=RevisionState.PROPOSED
    )
    session.add(removal)
    publish_removal(session, removal, now)
    return removal


def publish_removal(session: Session, removal: Revision, now: datetime) -> None:
    """Carry a removal out; raises NeededError when other public records refer to the record."""
    lock_publications(session)
    key = (removal.record_kind, removal.record_slug)
    by = needed_by(session, key)
    if by:
        raise NeededError(by)
    before = latest_revision(session, *key)
    removal.state, removal.published_at = RevisionState.PUBLISHED, now
    removal.edition = next_edition(session)
    removal.based_on_id = before.id if before else None
    take_off(session, [key])
    finish(session, now)


def needed_by(session: Session, key: Key) -> list[Key]:
    """The public records that refer to this one."""
    return [
        (entry.record_kind, entry.record_slug)
        for entry in session.scalars(standing())
        if not entry.removal and refers_to_any(entry.record_kind, entry.snapshot, [key])
    ]


def bring_back(
    session: Session, old: Revision, account: Account, reason: str | None, now: datetime
) -> None:
    """Publish an earlier version of a record again, as a new revision; from the bin as well.

    Raises PublishError when it refers to a record that is no longer there.
    """
    proposal = Proposal(old.record_kind, old.snapshot)
    publish(session, [proposal], Origin.DESK, now=now, account=account)
    revision = latest_revision(session, old.record_kind, old.record_slug)
    if revision:
        revision.reason = reason


def only_told_by(session: Session, removal: Revision) -> list[str]:
    """The pieces of text that nothing but the versions of this record says; to look for later."""
    same = (
        Revision.record_kind == removal.record_kind,
        Revision.record_slug == removal.record_slug,
    )
    told = select(Revision.snapshot, Revision.typed, Revision.reason)
    own = [list(row) for row in session.execute(told.where(*same))]
    others = [list(row) for row in session.execute(told.where(~and_(*same)))]
    return pieces(own, [*others, _closed_words()])


def _closed_words() -> list[str]:
    """The words of all closed lists, which the tables themselves name."""
    return [
        word
        for table in Base.metadata.tables.values()
        for column in table.columns
        for word in getattr(column.type, "enums", ())
    ]


def empty_bin(session: Session, removal: Revision) -> None:
    """Erase everything that was ever recorded of a removed record, and remember that it was.

    Raises KeyLostError where the site's key is not that of what was erased before.
    """
    erase(session, (removal.record_kind, removal.record_slug))
    # Past days told of it, and no cache may go on to do so.
    renew_mark(session)
    session.info[PUBLISHED] = True


def erase(session: Session, key: Key) -> None:
    """Erase every version of a record that is off the tables, files that may name it included."""
    set_tombstone(session, key)
    same = (
        Revision.record_kind == key[0],
        Revision.record_slug == key[1],
    )
    versions = select(Revision.id).where(*same)
    based = Revision.based_on_id.in_(versions)
    session.execute(update(Revision).where(based).values(based_on_id=None))
    session.execute(delete(Revision).where(*same))
    session.execute(
        delete(HiddenRecord).where(
            HiddenRecord.record_kind == key[0], HiddenRecord.record_slug == key[1]
        )
    )
    if key[0] == "forum":
        session.execute(delete(AccountForum).where(AccountForum.forum == key[1]))
        session.execute(delete(HiddenRecord).where(HiddenRecord.hiding_id.in_(_hidings(key[1]))))
        session.execute(delete(Hiding).where(Hiding.forum == key[1]))
    # A file between its dry run and its import may hold the record; it can be brought again.
    session.execute(delete(Upload))


def _hidings(forum: str) -> Select[int]:
    return select(Hiding.id).where(Hiding.forum == forum)
