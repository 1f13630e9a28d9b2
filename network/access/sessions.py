"""Who is signed in: the session that the cookie's token leads to, as long as it is alive."""

from datetime import datetime, timedelta

from flask import current_app, g
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.exceptions import Unauthorized

from network.access.cookies import SESSION, read_cookie
from network.clock import now
from network.extensions import database, reading
from network.models import Account, DeskSession
from network.queries.accounts import live_sessions
from network.tokens import fingerprint
from network.troubles import Trouble, trouble_of

# How exactly it is kept when a session was last seen; seldom, as each time is a write.
NOTED_EVERY = timedelta(minutes=1)


def current_session() -> DeskSession | None:
    """The session of this request, perhaps one that still waits for the second factor."""
    if "desk_session" not in g:
        g.desk_session = _find()
    session: DeskSession | None = g.desk_session
    return session


def current_account() -> Account | None:
    """The account that is signed in, or None."""
    session = current_session()
    return session.account if session and session.complete else None


def signed_in_account() -> Account:
    """The account that is signed in, in a view that is guarded."""
    account = current_account()
    if account is None:
        raise Unauthorized
    return account


def writing_account(session: Session) -> Account:
    """The account that is signed in, in the session that writes."""
    return session.get_one(Account, signed_in_account().id)


def _find() -> DeskSession | None:
    token = read_cookie(SESSION)
    if token is None:
        return None
    moment = now()
    wanted = live_sessions(moment).where(DeskSession.token_hash == fingerprint(token))
    found = reading().scalars(wanted).one_or_none()
    if found and found.complete and moment - found.seen_at >= NOTED_EVERY:
        _note(found.id, moment)
    return found


def _note(session_id: int, moment: datetime) -> None:
    try:
        with database.writing(current_app) as session:
            session.execute(
                update(DeskSession).where(DeskSession.id == session_id).values(seen_at=moment)
            )
    except DBAPIError as error:
        # Whoever only reads does not need to know that nothing can be written now.
        if trouble_of(error) != Trouble.FULL:
            raise
