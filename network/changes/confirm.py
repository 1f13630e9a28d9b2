"""Confirming: a forum's people say that it is at work, as of a day."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from network.changes.publish import Proposal, latest_revision, lock_publications, publish
from network.models import Account
from network.vocabulary import Origin


def confirm_forum(session: Session, slug: str, account: Account, day: date, now: datetime) -> None:
    """Publish a forum anew with nothing changed but the day of its last confirmation.

    Raises LookupError when no such forum is public.
    """
    lock_publications(session)
    standing = latest_revision(session, "forum", slug)
    if standing is None or standing.removal:
        raise LookupError(slug)
    snapshot = {**standing.snapshot, "last_confirmed": day.isoformat()}
    publish(session, [Proposal("forum", snapshot)], Origin.DESK, now=now, account=account)
