"""The record of security events: added to in the transaction of what it tells, kept a year."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from network.event_kinds import EventKind
from network.models import SecurityEvent

# The database lets nobody delete what is younger than 365 days; clocks may differ by a day.
KEPT = timedelta(days=366)
# Whoever floods an account with wrong passwords does not fill the disk.
MOST_ALIKE, WITHIN = 10, timedelta(minutes=5)
TOLD = ("at", "kind", "by", "about", "detail", "reference")
FLOODED = (EventKind.WRONG_PASSWORD, EventKind.WRONG_CODE, EventKind.WRONG_CODE_KNOWN)


def record(
    session: Session,
    kind: EventKind,
    moment: datetime,
    *,
    by: str | None = None,
    about: str | None = None,
    detail: str = "",
    reference: str | None = None,
) -> None:
    """Add an event; `by` and `about` are logins. No address and no name of a record goes in.

    Of wrong passwords and codes at one account, ten within five minutes are told.
    """
    if kind in FLOODED and _is_flooded(session, kind, about, moment):
        return
    session.add(
        SecurityEvent(
            kind=kind, at=moment, by=by, about=about, detail=detail[:120], reference=reference
        )
    )


def events_of(session: Session) -> list[dict[str, Any]]:
    """All events, as another database may take them in: numbers of hidings mean nothing there."""
    rows = session.execute(select(*(SecurityEvent.__table__.c[name] for name in TOLD)))
    return [{**row._mapping, "reference": None} for row in rows]


def take_in(session: Session, events: Sequence[dict[str, Any]]) -> None:
    """Add the events that are not there yet; nothing that was recorded is lost by a restore."""
    known = {tuple(event.values()) for event in events_of(session)}
    new = [event for event in events if tuple(event.values()) not in known]
    if new:
        session.execute(insert(SecurityEvent), new)


def forget_events(session: Session, moment: datetime) -> None:
    """Delete what is older than a year by both clocks, ours and the database's.

    A year counts from the last event of an earlier day: a clock that is wrong for a day, and may
    be the only one of the machine, deletes nothing.
    """
    theirs = session.scalar(select(func.now())) or moment
    theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    now = min(moment, theirs)
    earlier = select(func.max(SecurityEvent.at)).where(SecurityEvent.at <= now - timedelta(days=1))
    last = session.scalar(earlier)
    if last is None:
        return
    last = last if last.tzinfo else last.replace(tzinfo=UTC)
    session.execute(
        delete(SecurityEvent)
        .where(SecurityEvent.at <= last - KEPT)
        .execution_options(synchronize_session=False)
    )


def _is_flooded(session: Session, kind: EventKind, about: str | None, moment: datetime) -> bool:
    alike = select(func.count(SecurityEvent.id)).where(
        SecurityEvent.about == about,
        SecurityEvent.kind == kind,
        SecurityEvent.at > moment - WITHIN,
        SecurityEvent.at <= moment,
    )
    return (session.scalar(alike) or 0) >= MOST_ALIKE
