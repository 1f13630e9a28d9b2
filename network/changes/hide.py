"""Hiding: one act takes a forum, its teams and its activities off every page, and back."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from network.changes.documents import (
    cited_by,
    cited_by_hidden,
    release_documents,
)
from network.changes.hidden import Hidden, belongs
from network.changes.mentions import mentions
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
    _put_back(session, back, now)


def hide_also(session: Session, hiding: Hiding, keys: Iterable[Key], now: datetime) -> set[Key]:
    """Hide records and reports that name the hidden forum, with their parts; returns what.

    What names it no longer, or never did, stays as it is.
    """
    lock_publications(session)
    told = {entry.key for entry in mentions(session, hiding.forum) if entry.can_be_hidden}
    chosen = told.intersection(keys)
    if not chosen:
        return chosen
    entries = _standing(session)
    before = Hidden.read(session).keys
    added = chosen | (_belonging(entries, hiding.forum, before | chosen) - before)
    hiding.records.extend(HiddenRecord(record_kind=kind, record_slug=slug) for kind, slug in added)
    session.flush()
    hidden = before | added
    # What refers to them lets go of them first.
    others = [
        (entry.record_kind, entry.snapshot)
        for entry in entries
        if _key(entry) not in hidden and refers_to_any(entry.record_kind, entry.snapshot, added)
    ]
    fill_rows(Register(session, hidden), others)
    take_off(session, added)
    finish(session, now)
    return added


def hidden_along(session: Session, hiding: Hiding) -> set[Key]:
    """What was hidden because it names the forum, and does not belong to it.

    A document that a public record rests on is told, one that only hidden records do is not.
    """
    kept = {(entry.record_kind, entry.record_slug) for entry in hiding.records}
    entries = _standing(session)
    hidden = Hidden.read(session).keys
    resting = {("source", slug) for slug in cited_by_hidden(session)}
    resting -= cited_by(entries, but_for=hidden)
    return kept - _belonging(entries, hiding.forum) - resting


def show_again(session: Session, hiding: Hiding, keys: Iterable[Key], now: datetime) -> set[Key]:
    """Put back what was hidden only because it named the forum; returns what."""
    lock_publications(session)
    back = hidden_along(session, hiding).intersection(keys)
    hiding.records = [
        entry for entry in hiding.records if (entry.record_kind, entry.record_slug) not in back
    ]
    _put_back(session, back, now)
    return back


def _put_back(session: Session, back: set[Key], now: datetime) -> None:
    """Fill the rows of what no hiding keeps any more, and the links of others to it."""
    session.flush()
    entries = _standing(session)
    hidden = Hidden.read(session)
    returning = [entry for entry in entries if _key(entry) in back - hidden.keys]
    released = release_documents(session, returning)
    back, hidden.keys = back | released, hidden.keys - released
    shown = [
        (entry.record_kind, entry.snapshot)
        for entry in entries
        if _key(entry) not in hidden.keys
        and (_key(entry) in back or refers_to_any(entry.record_kind, entry.snapshot, back))
    ]
    linked = (key for kind, snapshot in shown for key in references(kind, snapshot))
    erased = Tombstones.read(session).among(linked)
    fill_rows(Register(session, hidden.keys | erased), shown)
    finish(session, now)


def _standing(session: Session) -> list[Revision]:
    return [entry for entry in session.scalars(standing()) if not entry.removal]


def _belonging(revisions: Iterable[Revision], forum: str, hidden: Collection[Key] = ()) -> set[Key]:
    """What goes with a forum and with what is `hidden`; parts are found once their wholes are."""
    entries, keys = list(revisions), set(hidden)
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
