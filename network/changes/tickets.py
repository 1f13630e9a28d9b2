"""One-time addresses: of the first administrator, of invitations, of new passwords."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from network.changes.accounts import Entry, create_account, set_password
from network.models import Account, Ticket
from network.queries.accounts import good_tickets
from network.tokens import fingerprint, new_token
from network.vocabulary import AccountRole, TicketKind

INVITATION_LASTS = timedelta(hours=48)
RESET_LASTS = timedelta(hours=1)
SEPARATOR = ";"


class SpentTicketError(ValueError):
    """The one-time address was used, withdrawn, or is too old."""


def first_ticket(session: Session, moment: datetime) -> str | None:
    """The token that makes the first administrator, or None where there are accounts.

    Those handed out before are void.
    """
    if _has_accounts(session):
        return None
    session.execute(delete(Ticket).where(Ticket.kind == TicketKind.FIRST))
    return _issue(session, TicketKind.FIRST, moment, role=AccountRole.ADMINISTRATOR)


def invite(
    session: Session,
    role: AccountRole,
    forums: Collection[str],
    note: str,
    moment: datetime,
    *,
    by: int | None = None,
) -> str:
    """The token of an invitation; `note` reminds the inviter of whom it is for."""
    return _issue(
        session,
        TicketKind.INVITATION,
        moment,
        role=role,
        forums=SEPARATOR.join(sorted(set(forums))),
        note=note or None,
        created_by_id=by,
    )


def withdraw(session: Session, number: int) -> None:
    """Take back an invitation that nobody has accepted."""
    session.execute(
        delete(Ticket).where(
            Ticket.id == number, Ticket.kind == TicketKind.INVITATION, Ticket.used_at.is_(None)
        )
    )


def reset_ticket(
    session: Session, account: Account, moment: datetime, *, by: int | None = None
) -> str:
    """The token that lets an account choose a new password; earlier ones are void."""
    session.execute(delete(Ticket).where(Ticket.account_id == account.id))
    return _issue(session, TicketKind.RESET, moment, account_id=account.id, created_by_id=by)


def find_ticket(session: Session, token: str, moment: datetime) -> Ticket | None:
    """The one-time address that `token` opens, if it still does."""
    wanted = good_tickets(moment).where(Ticket.token_hash == fingerprint(token))
    ticket = session.scalars(wanted).one_or_none()
    if (
        ticket
        and ticket.kind == TicketKind.FIRST
        and session.scalar(select(func.count(Account.id)))
    ):
        return None
    return ticket


def accept(session: Session, token: str, entry: Entry, moment: datetime) -> Account:
    """Make the account that an invitation is for, and spend it.

    Raises SpentTicketError or LoginTakenError; the caller's transaction ends there.
    """
    ticket = _spend(session, token, moment)
    if ticket.role is None:
        raise SpentTicketError
    forums = [slug for slug in ticket.forums.split(SEPARATOR) if slug]
    return create_account(session, entry, ticket.role, forums, moment)


def reset_password(session: Session, token: str, password_hash: str, moment: datetime) -> None:
    """Give the account of a one-time address its new password; all its sessions end.

    Raises SpentTicketError.
    """
    ticket = _spend(session, token, moment)
    account = session.get(Account, ticket.account_id) if ticket.account_id else None
    if account is None or not account.active:
        raise SpentTicketError
    set_password(session, account, password_hash)


def _has_accounts(session: Session) -> bool:
    return bool(session.scalar(select(func.count(Account.id))))


def _spend(session: Session, token: str, moment: datetime) -> Ticket:
    """Mark a one-time address as used; of several at once, only one succeeds."""
    ticket = find_ticket(session, token, moment)
    if ticket is None:
        raise SpentTicketError
    spent = session.execute(
        update(Ticket)
        .where(Ticket.id == ticket.id, Ticket.used_at.is_(None))
        .values(used_at=moment)
        .execution_options(synchronize_session=False)
        .returning(Ticket.id)
    )
    if spent.first() is None:
        raise SpentTicketError
    return ticket


def _issue(
    session: Session,
    kind: TicketKind,
    moment: datetime,
    *,
    role: AccountRole | None = None,
    forums: str = "",
    note: str | None = None,
    account_id: int | None = None,
    created_by_id: int | None = None,
) -> str:
    token = new_token()
    lasts = RESET_LASTS if kind == TicketKind.RESET else INVITATION_LASTS
    session.execute(delete(Ticket).where(Ticket.expires_at <= moment))
    session.add(
        Ticket(
            kind=kind,
            token_hash=fingerprint(token),
            role=role,
            forums=forums,
            note=note,
            account_id=account_id,
            created_by_id=created_by_id,
            created_at=moment,
            expires_at=moment + lasts,
        )
    )
    session.flush()
    return token
