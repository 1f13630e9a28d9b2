"""Accounts, their open sessions and the one-time addresses that are still good."""

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select

from network.clock import FARTHEST_AHEAD
from network.models import Account, DeskSession, RecoveryCode, Revision, Ticket
from network.vocabulary import AccountRole, RevisionState, TicketKind

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# So long may one look for the telephone that shows the code.
LONGEST_INCOMPLETE = timedelta(minutes=10)


def live_sessions(moment: datetime) -> Select[DeskSession]:
    """The sessions that still count at `moment`, of accounts that are switched on."""
    complete = and_(
        DeskSession.complete,
        DeskSession.seen_at > moment - IDLE,
        DeskSession.created_at > moment - LONGEST,
    )
    incomplete = and_(~DeskSession.complete, DeskSession.created_at > moment - LONGEST_INCOMPLETE)
    latest = moment + FARTHEST_AHEAD
    believed = and_(DeskSession.seen_at <= latest, DeskSession.created_at <= latest)
    return (
        select(DeskSession)
        .join(DeskSession.account)
        .where(Account.active, believed, or_(complete, incomplete))
    )


def sessions_of(account_id: int, moment: datetime) -> Select[DeskSession]:
    """The open sessions of one account, the one used last first."""
    return (
        live_sessions(moment)
        .where(DeskSession.account_id == account_id, DeskSession.complete)
        .order_by(DeskSession.seen_at.desc(), DeskSession.id)
    )


def accounts() -> Select[Account]:
    """All accounts, those switched off last."""
    return select(Account).order_by(Account.active.desc(), func.lower(Account.name), Account.id)


def account_named(login: str) -> Select[Account]:
    """The account that signs in as `login`."""
    return select(Account).where(Account.login == login)


def active_administrators() -> Select[Account]:
    """The administrators who can sign in."""
    return (
        select(Account)
        .where(Account.role == AccountRole.ADMINISTRATOR, Account.active)
        .order_by(Account.id)
    )


def good_tickets(moment: datetime) -> Select[Ticket]:
    """The one-time addresses that nobody has used and that have not run out."""
    return select(Ticket).where(
        Ticket.used_at.is_(None),
        Ticket.expires_at > moment,
        Ticket.created_at <= moment + FARTHEST_AHEAD,
    )


def open_invitations(moment: datetime) -> Select[Ticket]:
    """The invitations that may still be accepted, the newest first."""
    return (
        good_tickets(moment)
        .where(Ticket.kind == TicketKind.INVITATION)
        .order_by(Ticket.created_at.desc(), Ticket.id.desc())
    )


def unused_recovery_codes(account_id: int) -> Select[int]:
    """How many recovery codes an account has left."""
    return select(func.count(RecoveryCode.id)).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    )


def forum_slugs() -> Select[str]:
    """The slugs of all forums on record, public or not, but for those that are only drafts."""
    return (
        select(Revision.record_slug)
        .where(Revision.record_kind == "forum", Revision.state != RevisionState.DRAFT)
        .distinct()
    )
