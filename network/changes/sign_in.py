"""Signing in and out: passwords and codes are checked, sessions begin and end."""

import unicodedata
from datetime import datetime

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from network.changes.events import forget_events
from network.changes.passwords import Passwords
from network.clock import FARTHEST_AHEAD
from network.models import Account, DeskSession, Ticket
from network.queries.accounts import account_named, live_sessions
from network.tokens import fingerprint, new_token

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
LONGEST_LOGIN = 80


def normal_login(login: str) -> str:
    """A login as it is kept: what people type on different keyboards is the same."""
    return unicodedata.normalize("NFKC", login).strip().casefold()[:LONGEST_LOGIN]


def check_password(
    session: Session, passwords: Passwords, login: str, password: str
) -> Account | None:
    """The account whose password this is; where there is none, after as much work."""
    # PostgreSQL fails when it is asked for one.
    found = session.scalars(account_named(normal_login(login.replace("\0", "")))).one_or_none()
    kept = found.password_hash if found and found.active else None
    return found if passwords.fits(kept, password) else None


def begin_session(
    session: Session, account: Account, browser: str, moment: datetime, *, complete: bool
) -> str:
    """Open a session of `account` and return its token, which only the cookie keeps.

    What has run out meanwhile, of any account, goes.
    """
    _forget_expired(session, moment)
    token = new_token()
    session.add(
        DeskSession(
            account_id=account.id,
            token_hash=fingerprint(token),
            complete=complete,
            browser=browser,
            created_at=moment,
            seen_at=moment,
        )
    )
    return token


def end_session(session: Session, token: str | None) -> None:
    """End the session with this token, if there is one."""
    if token:
        session.execute(delete(DeskSession).where(DeskSession.token_hash == fingerprint(token)))


def end_sessions(session: Session, account_id: int, *, besides: int | None = None) -> None:
    """End all sessions of an account, but not the one with the number `besides`."""
    ended = delete(DeskSession).where(DeskSession.account_id == account_id)
    if besides is not None:
        ended = ended.where(DeskSession.id != besides)
    session.execute(ended)


def browser_name(user_agent: str) -> str:
    """The program and the machine in a word or two; all else that it says is not kept."""
    found = [
        next((name for mark, name in table if mark in user_agent), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(name for name in found if name)


def _forget_expired(session: Session, moment: datetime) -> None:
    """Delete the sessions and one-time addresses that open nothing any more, and old events."""
    forget_events(session, moment)
    live = live_sessions(moment).with_only_columns(DeskSession.id)
    session.execute(
        delete(DeskSession)
        .where(DeskSession.id.not_in(live))
        .execution_options(synchronize_session=False)
    )
    wrong = Ticket.created_at > moment + FARTHEST_AHEAD
    session.execute(delete(Ticket).where(or_(Ticket.expires_at <= moment, wrong)))
