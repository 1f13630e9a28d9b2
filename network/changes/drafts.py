"""Drafts: what somebody is typing, kept as typed, valid or not, and seen by nobody else."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from network.changes.publish import latest_revision
from network.models import Account, Revision
from network.queries.revisions import open_draft, unpublished_sources
from network.vocabulary import Origin, RevisionState

# What a person typed, as a page sends it: names of fields with values, in order.
Typed = list[list[str]]
AMENDS = "amends-"
# How the stand-in for a slug begins.
STAND_IN = "new-"
UNFINISHED = (RevisionState.DRAFT, RevisionState.REFUSED)


class StaleError(ValueError):
    """A draft was changed elsewhere since the page that now wants to keep it was made."""


class NotADraftError(ValueError):
    """What was to be changed is in review or published by now."""


def start_draft(session: Session, account: Account, kind: str, typed: Typed, now: datetime) -> int:
    """Begin a record that there is none of yet; returns the number of the draft.

    Its slug is a stand-in until it is proposed.
    """
    draft = _draft(account, kind, f"{STAND_IN}{secrets.token_hex(6)}", now)
    draft.typed = typed
    session.add(draft)
    session.flush()
    return draft.id


def draft_of(
    session: Session, account: Account, standing: Revision, typed: Typed, now: datetime
) -> int:
    """Begin to change a record, or go on where the account left off; the draft's number."""
    kind, slug = standing.record_kind, standing.record_slug
    before = session.scalars(open_draft(account.id, kind, slug)).one_or_none()
    return before.id if before else another_draft_of(session, account, standing, typed, now)


def another_draft_of(
    session: Session, account: Account, standing: Revision, typed: Typed, now: datetime
) -> int:
    """Begin to change a record, whatever else the account has begun; the draft's number."""
    kind, slug = standing.record_kind, standing.record_slug
    draft = _draft(account, kind, slug, now)
    draft.typed, draft.snapshot, draft.based_on_id = typed, standing.snapshot, standing.id
    session.add(draft)
    session.flush()
    return draft.id


def amendment_of(
    session: Session, editor: Account, proposal: Revision, typed: Typed, now: datetime
) -> int:
    """Begin to change a proposal while approving it; the draft's number."""
    draft = _draft(editor, proposal.record_kind, proposal.record_slug, now)
    draft.typed, draft.snapshot = typed, proposal.snapshot
    draft.based_on_id, draft.batch = proposal.based_on_id, f"{AMENDS}{proposal.id}"
    session.add(draft)
    session.flush()
    return draft.id


def amended(draft: Revision) -> int | None:
    """The number of the proposal that a draft amends, or None."""
    if not draft.batch or not draft.batch.startswith(AMENDS):
        return None
    return int(draft.batch.removeprefix(AMENDS))


def keep_typed(draft: Revision, typed: Typed, now: datetime, seen: str | None = None) -> str:
    """Keep what is typed so far and return the draft's new version.

    `seen` is the version that the page showed; raises StaleError when something else was kept
    since, and NotADraftError when the draft is no longer one. What arrives twice, because its
    answer was lost, is no clash.
    """
    if draft.state not in UNFINISHED:
        raise NotADraftError
    if seen is not None and seen != version_of(draft):
        if draft.typed == typed:
            return version_of(draft)
        raise StaleError
    draft.typed = typed
    draft.changed_at = now
    draft.state = RevisionState.DRAFT
    return version_of(draft)


def version_of(draft: Revision) -> str:
    """A word that changes whenever the draft is kept."""
    return draft.changed_at.strftime("%Y%m%d%H%M%S%f") if draft.changed_at else ""


def rebase(session: Session, draft: Revision, typed: Typed, now: datetime) -> None:
    """Let a draft start from the version that stands now, after its author has merged both."""
    standing = latest_revision(session, draft.record_kind, draft.record_slug)
    draft.based_on_id = standing.id if standing else None
    keep_typed(draft, typed, now)


def to_write(session: Session, number: int) -> Revision:
    """A revision as it stands now, which nobody else changes until the transaction ends."""
    return session.get_one(Revision, number, with_for_update=True, populate_existing=True)


def discard(session: Session, draft: Revision) -> None:
    """Throw a draft away with the sources that came along.

    Raises NotADraftError when it is no longer one.
    """
    if draft.state not in UNFINISHED:
        raise NotADraftError
    for source in sources_along(session, draft):
        session.delete(source)
    session.delete(draft)


def sources_along(session: Session, revision: Revision) -> list[Revision]:
    """The new sources that were handed in with a record and are not public yet."""
    if not revision.batch or revision.origin != Origin.DESK or revision.record_kind == "source":
        return []
    return list(session.scalars(unpublished_sources(revision.batch)))


def _draft(account: Account, kind: str, slug: str, now: datetime) -> Revision:
    document: dict[str, Any] = {}
    return Revision(
        record_kind=kind,
        record_slug=slug,
        snapshot=document,
        state=RevisionState.DRAFT,
        origin=Origin.DESK,
        account=account,
        created_at=now,
        changed_at=now,
    )
