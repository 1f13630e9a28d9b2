"""Hiding: one act takes a forum, its teams and its activities off every page, and back."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from network.changes.hidden import Hidden, belongs
from network.changes.publish import finish, lock_publications
from network.changes.references import Key, references, refers_to_any
from network.changes.tables import Register, fill_rows, take_off
from network.changes.tombstones import Tombstones
from network.models import Account, HiddenRecord, Hiding, Revision
from network.queries.revisions import standing


def hide(
    session: Session, forum: str, account: Account | None, reason: str, now: datetime
) -> Hiding:
    """Hide a forum with all that belongs to it; without an account, by a command."""
    lock_publications(session)
    hiding = Hiding(forum=forum, reason=reason, account_id=account.id if account else None, at=now)
    keys = _belonging(_standing(session), forum)
    hiding.records = [HiddenRecord(record_kind=kind, record_slug=slug) for kind, slug in keys]
    session.add(hiding)
    take_off(session, keys)
    finish(session, now)
    return hiding


def unhide(session: Session, hiding: Hiding, account: Account, now: datetime) -> None:
    """Put everything back that this hiding kept off, and the links of others to it."""
    lock_publications(session)
    back = {(entry.record_kind, entry.record_slug) for entry in hiding.records}
    hiding.ended_at, hiding.ended_by_id = now, account.id
    session.flush()
    hidden = Hidden.read(session)
    shown = [
        (entry.record_kind, entry.snapshot)
        for entry in _standing(session)
        if _key(entry) not in hidden.keys
        and (_key(entry) in back or refers_to_any(entry.record_kind, entry.snapshot, back))
    ]
    linked = (key for kind, snapshot in shown for key in references(kind, snapshot))
    erased = Tombstones.read(session).among(linked)
    fill_rows(Register(session, hidden.keys | erased), shown)
    finish(session, now)


def _standing(session: Session) -> list[Revision]:
    return [entry for entry in session.scalars(standing()) if not entry.removal]


def _belonging(revisions: Iterable[Revision], forum: str) -> set[Key]:
    """What goes with a forum; parts of activities are found once their wholes are."""
    entries, keys = list(revisions), set[Key]()
    while True:
        found = {
            _key(entry)
            for entry in entries
            if belongs(entry.record_kind, entry.snapshot, forum, keys)
        }
        if found <= keys:
            return keys
        keys |= found


def _key(revision: Revision) -> Key:
    return revision.record_kind, revision.record_slug
