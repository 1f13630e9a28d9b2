"""Review: proposals are published together with what they need, or sent back with a reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from network.changes.propose import refuse_conflict
from network.changes.publish import Proposal, lock_publications, publish
from network.changes.references import Key, references
from network.changes.remove import publish_removal
from network.models import Account, AccountForum, Revision
from network.queries.revisions import waiting
from network.vocabulary import AccountRole, Origin, RevisionState


class DecidedError(ValueError):
    """Somebody else has decided already."""


class OwnProposalError(ValueError):
    """Nobody approves their own proposal, unless nobody else could."""


def approve(
    session: Session, revisions: Sequence[Revision], editor: Account, now: datetime
) -> list[Revision]:
    """Publish proposals, with those that they refer to and that wait as well; all of them.

    Raises DecidedError, OwnProposalError, ConflictError or PublishError; the caller's transaction
    then ends without a trace.
    """
    session.flush()
    lock_publications(session)
    for revision in revisions:
        session.refresh(revision)
        if revision.state != RevisionState.PROPOSED:
            raise DecidedError
    chosen = with_needed(session, revisions)
    for revision in chosen:
        _refuse_own(session, revision, editor)
        refuse_conflict(session, revision)
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
    approve(session, [proposal], editor, now)
    publish(session, changed, Origin.DESK, now=now, account=editor)


def send_back(
    session: Session, revision: Revision, editor: Account, reason: str, now: datetime
) -> None:
    """Give a proposal back to its author with a reason; what came along goes with it.

    Raises DecidedError when it no longer waits.
    """
    session.flush()
    session.refresh(revision)
    if revision.state != RevisionState.PROPOSED:
        raise DecidedError
    for entry in [revision, *_sources_along(session, revision)]:
        entry.state = RevisionState.REFUSED
        entry.reason = reason
        entry.decided_by, entry.decided_at = editor, now


def with_needed(session: Session, revisions: Iterable[Revision]) -> list[Revision]:
    """These proposals, and those of records that they refer to, however far that leads."""
    by_key: dict[Key, Revision] = {}
    for entry in session.scalars(waiting()):
        by_key.setdefault((entry.record_kind, entry.record_slug), entry)
    found = {entry.id: entry for entry in revisions}
    pending = list(found.values())
    while pending:
        revision = pending.pop()
        for key in references(revision.record_kind, revision.snapshot):
            needed = by_key.get(key)
            if needed and needed.id not in found and needed.based_on_id is None:
                found[needed.id] = needed
                pending.append(needed)
    return list(found.values())


def may_decide(session: Session, revision: Revision, editor: Account) -> bool:
    """Whether this account may approve a proposal: another's, or its own if it is alone."""
    return revision.account_id != editor.id or _others(session, editor) == 0


def _let_speak(revision: Revision) -> None:
    """Who brought a new forum in speaks for it from now on."""
    author, slug = revision.account, revision.record_slug
    coordinates = author is not None and author.role == AccountRole.COORDINATOR
    if author and coordinates and slug not in author.forum_slugs:
        author.forums.append(AccountForum(forum=slug))


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


def _sources_along(session: Session, revision: Revision) -> list[Revision]:
    """The new sources that were proposed with a record and that nothing else rests on."""
    if not revision.batch or revision.origin != Origin.DESK:
        return []
    return [
        entry
        for entry in session.scalars(waiting())
        if entry.batch == revision.batch and entry.record_kind == "source"
    ]
