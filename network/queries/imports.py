"""Imports: a file that waits for its confirmation, and the batches that files became."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from network.models import Account, Revision, Upload
from network.vocabulary import Origin, RevisionState


def upload_of(account_id: int, number: int, since: datetime) -> Select[Upload]:
    """A file of an account, if it came in after `since`."""
    return select(Upload).where(
        Upload.id == number, Upload.account_id == account_id, Upload.at > since
    )


def revision_marks() -> Select[RevisionState, int, int, datetime | None]:
    """What changes whenever any revision comes, goes, is written or decided on, by state."""
    return (
        select(
            Revision.state,
            func.count(),
            func.max(Revision.id),
            func.max(Revision.changed_at),
        )
        .group_by(Revision.state)
        .order_by(Revision.state)
    )


def batches(
    seen: Select[Revision], account_id: int | None = None
) -> Select[str | None, int, int, datetime, str | None]:
    """The imports, the latest first: batch, records, those in review, when, whose.

    Those of one account, or of all, among the versions that are seen.
    """
    at = func.min(Revision.created_at)
    rows = (
        seen.with_only_columns(Revision.batch, func.count(), _waiting(), at, func.min(Account.name))
        .outerjoin(Account, Account.id == Revision.account_id)
        .where(Revision.origin == Origin.IMPORT, Revision.batch.is_not(None))
        .group_by(Revision.batch)
        .order_by(at.desc())
    )
    return rows.where(Revision.account_id == account_id) if account_id else rows


def waiting_batches(
    seen: Select[Revision],
) -> Select[str | None, int, int, datetime, str | None]:
    """The imports of which something waits for review, the oldest first."""
    at = func.min(Revision.created_at)
    return batches(seen).having(_waiting() > 0).order_by(None).order_by(at)


def _waiting() -> Any:
    return func.sum(case((Revision.state == RevisionState.PROPOSED, 1), else_=0))
