"""Proposing: a draft that is valid goes to review, with the sources that came along."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from network.changes.conflicts import ConflictError, following
from network.changes.drafts import UNFINISHED, NotADraftError, Typed, sources_along
from network.changes.publish import Proposal, latest_revisions
from network.changes.remove import removal_of
from network.models import Account, Revision
from network.vocabulary import Origin, RevisionState


def propose(
    session: Session,
    draft: Revision,
    snapshot: dict[str, Any],
    along: Iterable[Proposal],
    now: datetime,
) -> Revision:
    """Send a draft to review as `snapshot`, with new records (sources) that it rests on.

    Sources that came along before, when it was sent or taken back, go again where it still cites
    them. Raises ConflictError when the record was published anew since, NotADraftError when the
    draft is no longer one.
    """
    if draft.state not in UNFINISHED:
        raise NotADraftError
    draft.snapshot = following(session, draft, snapshot)
    draft.record_slug = str(snapshot["slug"])
    draft.batch = draft.batch or batch_number("desk")
    _wait(draft, now)
    new = list(along)
    _send_again(session, draft, {entry.slug for entry in new}, now)
    for entry in new:
        session.add(_proposed(entry, draft, now))
    return draft


def propose_removal(
    session: Session, account: Account, standing: Revision, reason: str, now: datetime
) -> Revision:
    """Ask for a record to be taken off the tables."""
    revision = removal_of(
        standing,
        account=account,
        reason=reason,
        created_at=now,
        state=RevisionState.PROPOSED,
        changed_at=now,
    )
    session.add(revision)
    return revision


def propose_rows(
    session: Session, account: Account, proposals: Iterable[Proposal], now: datetime
) -> str:
    """Send many records to review as one batch, each based on what stands now; the batch.

    The proposals' `revision` is the version that the author saw; raises ConflictError when
    another one stands by now.
    """
    batch, rows = batch_number("import"), list(proposals)
    latest = latest_revisions(session, [(entry.kind, entry.slug) for entry in rows])
    for entry in rows:
        standing = latest.get((entry.kind, entry.slug))
        if standing is not entry.revision:
            raise ConflictError(standing)
        revision = _revision(entry, account, Origin.IMPORT, batch, now)
        revision.based_on_id = standing.id if standing else None
        session.add(revision)
    return batch


def withdraw(session: Session, revision: Revision, typed: Typed, now: datetime) -> None:
    """Take a proposal back into a draft; raises NotADraftError when it was decided on."""
    if revision.state != RevisionState.PROPOSED:
        raise NotADraftError
    for entry in [revision, *sources_along(session, revision)]:
        entry.state, entry.changed_at = RevisionState.DRAFT, now
    revision.typed = typed


def batch_number(word: str) -> str:
    """A new name for revisions that belong together."""
    return f"{word}-{secrets.token_hex(8)}"


def _wait(revision: Revision, now: datetime) -> None:
    revision.state = RevisionState.PROPOSED
    revision.changed_at = now
    revision.reason = None
    revision.decided_by_id, revision.decided_at = None, None


def _send_again(session: Session, draft: Revision, replaced: set[str], now: datetime) -> None:
    cited = set(draft.snapshot.get("sources") or ()) - replaced
    for source in sources_along(session, draft):
        if source.record_slug in cited:
            _wait(source, now)
        else:
            session.delete(source)


def _proposed(entry: Proposal, draft: Revision, now: datetime) -> Revision:
    return _revision(entry, draft.account, Origin.DESK, draft.batch, now)


def _revision(
    entry: Proposal, account: Account | None, origin: Origin, batch: str | None, now: datetime
) -> Revision:
    return Revision(
        record_kind=entry.kind,
        record_slug=entry.slug,
        snapshot=entry.snapshot,
        state=RevisionState.PROPOSED,
        origin=origin,
        batch=batch,
        account=account,
        created_at=now,
        changed_at=now,
    )
