"""Importing: all rows of a file go to review as one batch, and come back out as one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from network.changes.propose import batch_number, propose_rows
from network.changes.publish import (
    MOST_AT_ONCE,
    Proposal,
    finish,
    latest_revisions,
    lock_publications,
    next_edition,
    publish,
)
from network.changes.references import Key, refers_to_any, with_other_slugs
from network.changes.remove import NeededError, removal_of
from network.changes.tables import take_off
from network.database import SITE_KEY
from network.models import Account, Revision
from network.queries.revisions import numbered, of_batch, slugs_like, standing, taken_among
from network.slugs import free_slug, with_ending
from network.tokens import key_for
from network.vocabulary import AccountRole, Origin, RevisionState

PURPOSE = "endings of slugs"
# Kind, snapshot, and the number of the revision that it changes; None for a new record.
Entry = tuple[str, dict[str, Any], int | None]


@dataclass(frozen=True)
class Removing:
    """As what, by whom, why and when records are taken off together."""

    batch: str
    account: Account
    reason: str
    moment: datetime


class ChangedSinceError(ValueError):
    """Records of a batch were changed again after it; `slugs` names them."""

    def __init__(self, slugs: Sequence[str]) -> None:
        super().__init__("records have changed since")
        self.slugs = slugs


def with_free_slugs(session: Session, account: Account, entries: Iterable[Entry]) -> list[Entry]:
    """The rows, new records among them under slugs that no record of their kind has or had.

    What only the account itself wrote and was never published is no other record. A file may
    name a record anew that is there and that its owner cannot see: what else refers to it in the
    file follows, and nothing is said of it. The new records of those who do not see all get an
    ending whatever is there, so that no slug tells them what is.
    """
    lock_publications(session)
    rows = list(entries)
    new: dict[str, set[str]] = {}
    for kind, snapshot, seen in rows:
        if seen is None:
            new.setdefault(kind, set()).add(str(snapshot["slug"]))
    told: dict[Key, str] = {}
    for kind, slugs in new.items():
        choose = _ended if account.role == AccountRole.COORDINATOR else _numbered
        told |= choose(session, account, kind, slugs)
    if not told:
        return rows
    return [(kind, _renamed(kind, snapshot, told, seen), seen) for kind, snapshot, seen in rows]


def own_endings(site_key: bytes, account: Account) -> Callable[[str, str], Iterator[str]]:
    """By kind and slug as in a file: the slugs that an account's new records get for it."""
    key, owner = key_for(PURPOSE, site_key), str(account.id)
    return lambda kind, slug: with_ending(slug, key, owner, kind)


def _ended(session: Session, account: Account, kind: str, slugs: set[str]) -> dict[Key, str]:
    endings = own_endings(session.info[SITE_KEY], account)
    told: dict[Key, str] = {}
    waiting = {slug: endings(kind, slug) for slug in slugs}
    while waiting:
        tried = {slug: next(candidates) for slug, candidates in waiting.items()}
        taken = _taken(session, account, kind, set(tried.values()))
        told |= {(kind, slug): name for slug, name in tried.items() if name not in taken}
        waiting = {slug: waiting[slug] for slug, name in tried.items() if name in taken}
    return told


def _numbered(session: Session, account: Account, kind: str, slugs: set[str]) -> dict[Key, str]:
    told: dict[Key, str] = {}
    for slug in sorted(_taken(session, account, kind, slugs)):
        likewise = set(session.scalars(slugs_like(kind, slug))) | slugs
        told[kind, slug] = free_slug(slug, likewise.__contains__)
    return told


def _taken(session: Session, account: Account, kind: str, slugs: set[str]) -> set[str]:
    some = sorted(slugs)
    return {
        slug
        for first in range(0, len(some), MOST_AT_ONCE)
        for slug in session.scalars(
            taken_among(kind, some[first : first + MOST_AT_ONCE], account.id)
        )
    }


def _renamed(
    kind: str, snapshot: dict[str, Any], told: Mapping[Key, str], seen: int | None
) -> dict[str, Any]:
    """A snapshot with the new slugs: its own where it is new, and those that it refers to."""
    document = with_other_slugs(kind, snapshot, told)
    own = told.get((kind, str(snapshot["slug"]))) if seen is None else None
    return {**document, "slug": own} if own else document


def import_rows(session: Session, account: Account, entries: Iterable[Entry], now: datetime) -> str:
    """Send rows to review as one batch, and return its name.

    Raises ConflictError when one of the records was published anew since the file was compared;
    the caller's transaction then ends without a trace.
    """
    rows = list(entries)
    # Read at once, they are found one by one without asking the database.
    known = _read(session, [seen for _kind, _snapshot, seen in rows if seen])
    proposals = [
        Proposal(kind, snapshot, known.get(seen) if seen else None) for kind, snapshot, seen in rows
    ]
    return propose_rows(session, account, proposals, now)


def batch_to_write(session: Session, batch: str) -> list[Revision]:
    """The revisions of a batch, for deciding on them as a whole."""
    return list(session.scalars(of_batch(batch)))


def undo_batch(session: Session, batch: str, account: Account, reason: str, now: datetime) -> int:
    """Undo an import as a whole, and return how many records that concerns.

    What still waits is withdrawn. What was published stands again as it was before, or goes to
    the bin where there was nothing before. Raises ChangedSinceError when a record was changed
    again after the import, NeededError when others refer to one that the import added.
    """
    lock_publications(session)
    revisions = batch_to_write(session, batch)
    for revision in revisions:
        if revision.state != RevisionState.PUBLISHED:
            session.delete(revision)
    public = [entry for entry in revisions if entry.state == RevisionState.PUBLISHED]
    _refuse_later_changes(session, public)
    undoing = batch_number("undo")
    before = _read(session, [entry.based_on_id for entry in public if entry.based_on_id]).values()
    again = [Proposal(entry.record_kind, entry.snapshot) for entry in before if not entry.removal]
    kept = {(entry.kind, entry.slug) for entry in again}
    publish(session, again, Origin.DESK, undoing, now=now, account=account)
    added = [entry for entry in public if (entry.record_kind, entry.record_slug) not in kept]
    _remove(session, added, Removing(undoing, account, reason, now))
    return len(revisions)


def _read(session: Session, numbers: Sequence[int]) -> dict[int, Revision]:
    """The revisions with these numbers, by number."""
    return {
        entry.id: entry
        for first in range(0, len(numbers), MOST_AT_ONCE)
        for entry in session.scalars(numbered(numbers[first : first + MOST_AT_ONCE]))
    }


def _refuse_later_changes(session: Session, revisions: Iterable[Revision]) -> None:
    entries = {(entry.record_kind, entry.record_slug): entry for entry in revisions}
    latest = latest_revisions(session, entries)
    changed = [slug for (kind, slug), entry in entries.items() if latest[kind, slug] is not entry]
    if changed:
        raise ChangedSinceError(changed)


def _remove(session: Session, added: Sequence[Revision], removing: Removing) -> None:
    """Take what an import added off the tables, all at once, since it may refer to each other."""
    if not added:
        return
    keys = {(entry.record_kind, entry.record_slug) for entry in added}
    needed_by = [
        key
        for entry in session.scalars(standing())
        if (key := (entry.record_kind, entry.record_slug)) not in keys
        and not entry.removal
        and refers_to_any(entry.record_kind, entry.snapshot, keys)
    ]
    if needed_by:
        raise NeededError(needed_by)
    edition = next_edition(session)
    for entry in added:
        session.add(
            removal_of(
                entry,
                state=RevisionState.PUBLISHED,
                batch=removing.batch,
                account=removing.account,
                reason=removing.reason,
                edition=edition,
                created_at=removing.moment,
                published_at=removing.moment,
            )
        )
    take_off(session, list(keys))
    finish(session, removing.moment)
