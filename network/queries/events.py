"""Security events, the latest first, all of them or those of one kind or one account."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from network.event_kinds import EventKind
from network.models import SecurityEvent

CODES = (EventKind.WRONG_CODE, EventKind.WRONG_CODE_KNOWN)


def events(kind: EventKind | None = None, login: str | None = None) -> Select[SecurityEvent]:
    """The events; perhaps of one kind only, or those that an account did or that concern it."""
    found = select(SecurityEvent).order_by(SecurityEvent.at.desc(), SecurityEvent.id.desc())
    if kind is not None:
        found = found.where(SecurityEvent.kind == kind)
    if login is not None:
        found = found.where(or_(SecurityEvent.by == login, SecurityEvent.about == login))
    return found


def strange_codes(login: str) -> Select[datetime]:
    """When codes were wrong after the right password, in browsers that never got in.

    Those before a warning was last read are left out.
    """
    own = (
        select(SecurityEvent.reference)
        .where(
            SecurityEvent.kind == EventKind.SIGNED_IN,
            SecurityEvent.about == login,
            SecurityEvent.reference.is_not(None),
        )
        .correlate(None)
    )
    return (
        _wrong_codes(login, CODES)
        .where(
            SecurityEvent.id > _latest(SecurityEvent.by == login, (EventKind.WARNING_READ,)),
            SecurityEvent.reference.not_in(own),
        )
        .order_by(SecurityEvent.at)
    )


def codes_in_a_row(login: str, kind: EventKind) -> Select[datetime]:
    """When codes were wrong since the account was last let in or got another password.

    `kind` says where: in known browsers or in others.
    """
    begun = (EventKind.SIGNED_IN, EventKind.PASSWORD)
    after = SecurityEvent.id > _latest(SecurityEvent.about == login, begun)
    return _wrong_codes(login, (kind,)).where(after).order_by(SecurityEvent.id)


def _wrong_codes(login: str, kinds: tuple[EventKind, ...]) -> Select[datetime]:
    return select(SecurityEvent.at).where(
        SecurityEvent.kind.in_(kinds), SecurityEvent.about == login
    )


def _latest(whose: ColumnElement[bool], kinds: tuple[EventKind, ...]) -> ColumnElement[int]:
    """The number of the latest event of these kinds, 0 where there is none."""
    latest = (
        select(func.max(SecurityEvent.id))
        .where(whose, SecurityEvent.kind.in_(kinds))
        .correlate(None)
        .scalar_subquery()
    )
    return func.coalesce(latest, 0)
