"""Accounts: made, changed, switched off; never so that nobody can administer the site."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from network.changes.sign_in import end_sessions
from network.models import Account, AccountForum, Ticket
from network.queries.accounts import active_administrators
from network.vocabulary import AccountRole

# Letters of any script, digits, and what stands in addresses of mail.
LOGIN_PATTERN = re.compile(r"[^\W_][\w.@+-]{2,79}\Z")
LONGEST_NAME = 120
RANKS = {role: rank for rank, role in enumerate(AccountRole)}
# No password has this hash.
VOID_HASH = "void"


class LastAdministratorError(ValueError):
    """The change would leave nobody who can administer the site."""


class LoginTakenError(ValueError):
    """Another account signs in with this login."""


@dataclass(frozen=True)
class Entry:
    """What somebody chose for their account; the password as the hash that is kept."""

    login: str
    name: str
    language: str
    password_hash: str


def create_account(
    session: Session,
    entry: Entry,
    role: AccountRole,
    forums: Collection[str],
    moment: datetime,
) -> Account:
    """Make an account; raises LoginTakenError, and the caller's transaction ends there."""
    account = Account(
        login=entry.login,
        name=entry.name,
        language=entry.language,
        password_hash=entry.password_hash,
        role=role,
        active=True,
        created_at=moment,
        forums=_forums(role, forums),
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError:
        raise LoginTakenError from None
    return account


def change_role(
    session: Session, account: Account, role: AccountRole, forums: Collection[str]
) -> None:
    """Give an account another role or other forums; with another role it signs in anew."""
    if role != account.role:
        if role != AccountRole.ADMINISTRATOR:
            _refuse_last(session, account)
        if RANKS[role] < RANKS[account.role]:
            _void_tickets_made_by(session, account)
        account.role = role
        end_sessions(session, account.id)
    wanted = {entry.forum for entry in _forums(role, forums)}
    kept = [entry for entry in account.forums if entry.forum in wanted]
    known = {entry.forum for entry in kept}
    account.forums = [*kept, *(AccountForum(forum=slug) for slug in sorted(wanted - known))]


def switch_off(session: Session, account: Account) -> None:
    """Keep an account from signing in; its sessions and one-time addresses end at once."""
    _refuse_last(session, account)
    account.active = False
    end_sessions(session, account.id)
    _void_tickets(session, account)
    _void_tickets_made_by(session, account)


def switch_on(account: Account) -> None:
    """Let an account sign in again."""
    account.active = True


def set_password(
    session: Session, account: Account, password_hash: str, *, besides: int | None = None
) -> None:
    """Give an account another password; its sessions end, but not the one `besides`."""
    account.password_hash = password_hash
    end_sessions(session, account.id, besides=besides)
    _void_tickets(session, account)


def void_password(session: Session, account: Account) -> None:
    """Let nobody sign in with the password that an account had; its sessions end at once."""
    account.password_hash = VOID_HASH
    end_sessions(session, account.id)


def set_email(session: Session, account: Account, email: str | None) -> None:
    """Change where links to a new password may be mailed; those on their way are void."""
    account.email = email
    _void_tickets(session, account)


def _forums(role: AccountRole, forums: Collection[str]) -> list[AccountForum]:
    """Only coordinators speak for forums; the others may change all of them."""
    slugs = sorted(set(forums)) if role == AccountRole.COORDINATOR else []
    return [AccountForum(forum=slug) for slug in slugs]


def _refuse_last(session: Session, account: Account) -> None:
    """Raise LastAdministratorError where `account` is the last; two at once wait in line."""
    remaining = session.scalars(active_administrators().with_for_update(of=Account)).all()
    if [entry.id for entry in remaining] == [account.id]:
        raise LastAdministratorError


def _void_tickets(session: Session, account: Account) -> None:
    session.execute(delete(Ticket).where(Ticket.account_id == account.id, Ticket.used_at.is_(None)))


def _void_tickets_made_by(session: Session, account: Account) -> None:
    """Take back what an account handed out: who is no longer trusted may hold these addresses."""
    made = delete(Ticket).where(Ticket.created_by_id == account.id, Ticket.used_at.is_(None))
    session.execute(made)
