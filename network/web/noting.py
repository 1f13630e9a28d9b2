"""Notes what the account that is signed in does, in the record of security events."""

from sqlalchemy.orm import Session

from network.access import signed_in_account
from network.changes.events import record
from network.clock import now
from network.event_kinds import EventKind


def note(
    writer: Session,
    kind: EventKind,
    *,
    about: str | None = None,
    detail: str = "",
    reference: int | None = None,
) -> None:
    """Record what the account that is signed in does, in the transaction that does it."""
    number = None if reference is None else str(reference)
    record(
        writer,
        kind,
        now(),
        by=signed_in_account().login,
        about=about,
        detail=detail,
        reference=number,
    )
