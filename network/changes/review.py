"""Review: proposals are published together with what they need, or sent back with a reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from network.changes.conflicts import confirmed, following_on
from network.changes.drafts import sources_along
from network.changes.publish import (
    MOST_AT_ONCE,
    Proposal,
    latest_revisions,
    lock_publications,
    publish,
)
from network.changes.references import Key, references
from network.changes.remove import publish_removal
from network.models import Account, AccountForum, Revision
from network.queries.revisions import numbered, waiting
from network.vocabulary import AccountRole, Origin, RevisionState


class DecidedError(ValueError):
    """Somebody else has decided already."""


class OwnProposalError(ValueError):
    """Nobody approves their own proposal, unless nobody else could."""


class RivalsError(ValueError):
    """Two proposals of one record cannot be published at once."""


def approve(
    session: Session,
    revisions: Sequence[Revision],
    editor: Account,
    now: datetime,
    also: Iterable[Proposal] = (),
) -> list[Revision]:
    """Publish proposals, with those that they and `also` refer to and that wait; all of them.

    Raises DecidedError, OwnProposalError, RivalsError, ConflictError or PublishError; the
    caller's transaction then ends without a trace.
    """
    session.flush()
    lock_publications(session)
    _refuse_decided(session, revisions)
    chosen = with_needed(session.scalars(waiting()), revisions, also)
    _refuse_rivals(chosen)
    _refuse_decided(session, chosen)
    standing = latest_revisions(session, [_key(revision) for revision in chosen])
    for revision in chosen:
        _refuse_own(session, revision, editor)
        before = standing.get(_key(revision))
        revision.snapshot = following_on(session, before, revision, revision.snapshot)
        revision.decided_by, revision.decided_at = editor, now
    writes = [entry for entry in chosen if not entry.removal]
    publish(
        session,
        [Proposal(entry.record_kind, entry.snapshot, entry) for entry in writes],
        Origin.DESK,
        now=now,
    )
    for revision in chosen:
        if revision.removal:
            publish_removal(session, revision, now)
        elif revision.record_kind == "forum":
            _let_speak(revision)
    return chosen


def approve_changed(
    session: Session,
    proposal: Revision,
    changed: Iterable[Proposal],
    editor: Account,
    now: datetime,
) -> None:
    """Publish a proposal and right after it what an editor made of it, in one act.

    Raises what `approve` raises.
    """
    versions, said = list(changed), proposal.snapshot
    approve(session, [proposal], editor, now, versions)
    if proposal.snapshot != said:
        versions = [_confirmed_like(proposal, entry) for entry in versions]
    publish(session, versions, Origin.DESK, now=now, account=editor)


def send_back(
    session: Session, revision: Revision, editor: Account, reason: str, now: datetime
) -> None:
    """Give a proposal back to its author with a reason; what came along goes with it.

    Raises DecidedError when it no longer waits.
    """
    session.flush()
    _refuse_decided(session, [revision])
    for entry in [revision, *sources_along(session, revision)]:
        entry.state = RevisionState.REFUSED
        entry.reason = reason
        entry.decided_by, entry.decided_at = editor, now


def with_needed(
    open_now: Iterable[Revision], revisions: Iterable[Revision], also: Iterable[Proposal] = ()
) -> list[Revision]:
    """These proposals, and those of records that they and `also` refer to, however far.

    `open_now` are the proposals that wait, as far as whoever asks may see them.
    """
    found = {entry.id: entry for entry in revisions}
    by_key: dict[Key, Revision] = {}
    # Of two proposals of one record, the one that was chosen is the one that is needed.
    for entry in (*found.values(), *open_now):
        by_key.setdefault((entry.record_kind, entry.record_slug), entry)
    pending = [(entry.record_kind, entry.snapshot) for entry in found.values()]
    pending += [(entry.kind, entry.snapshot) for entry in also]
    while pending:
        for key in references(*pending.pop()):
            needed = by_key.get(key)
            if needed and needed.id not in found and needed.based_on_id is None:
                found[needed.id] = needed
                pending.append((needed.record_kind, needed.snapshot))
    return list(found.values())


def proposals(session: Session, numbers: Iterable[int]) -> list[Revision]:
    """The revisions with these numbers, to be decided on."""
    return [session.get_one(Revision, number) for number in numbers]


def may_decide(session: Session, revision: Revision, editor: Account) -> bool:
    """Whether this account may approve a proposal: another's, or its own if it is alone."""
    return revision.account_id != editor.id or _others(session, editor) == 0


def _let_speak(revision: Revision) -> None:
    """Who brought a new forum in speaks for it from now on."""
    author, slug = revision.account, revision.record_slug
    coordinates = author is not None and author.role == AccountRole.COORDINATOR
    if author and coordinates and slug not in author.forum_slugs:
        author.forums.append(AccountForum(forum=slug))


def _confirmed_like(proposal: Revision, version: Proposal) -> Proposal:
    """What an editor made of a proposal, with the confirmation that the proposal adopted."""
    if (version.kind, version.slug) != (proposal.record_kind, proposal.record_slug):
        return version
    return Proposal(version.kind, confirmed(version.snapshot, proposal.snapshot))


def _refuse_decided(session: Session, revisions: Sequence[Revision]) -> None:
    """Raise DecidedError unless proposals still wait; from here on nobody else decides."""
    numbers = [revision.id for revision in revisions]
    for first in range(0, len(numbers), MOST_AT_ONCE):
        locking = numbered(numbers[first : first + MOST_AT_ONCE]).with_for_update(of=Revision)
        session.scalars(locking, execution_options={"populate_existing": True}).all()
    if any(revision.state != RevisionState.PROPOSED for revision in revisions):
        raise DecidedError


def _key(revision: Revision) -> Key:
    return revision.record_kind, revision.record_slug


def _refuse_rivals(revisions: Iterable[Revision]) -> None:
    counts = Counter(map(_key, revisions))
    if any(count > 1 for count in counts.values()):
        raise RivalsError


def _refuse_own(session: Session, revision: Revision, editor: Account) -> None:
    if not may_decide(session, revision, editor):
        raise OwnProposalError


def _others(session: Session, editor: Account) -> int:
    """How many other accounts could decide."""
    counted = select(func.count()).where(
        Account.active,
        Account.role.in_((AccountRole.EDITOR, AccountRole.ADMINISTRATOR)),
        Account.id != editor.id,
    )
    return session.scalar(counted) or 0
