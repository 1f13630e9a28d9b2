"""The key of the site, as far as the database knows it: whether it is still the same one."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from network.database import SITE_KEY
from network.models import SiteKeyMark
from network.tokens import key_for, keyed_hash

PURPOSE = "mark of the site key"
# What follows for people; logins stand behind it.
LOCKED = (
    "The codes of the telephone cannot be checked any more for those below. They sign in with a "
    "recovery code and set the telephone up again; for whoever has none: flask --app app accounts "
    "reset LOGIN --second-factor"
)


class OtherKeyError(RuntimeError):
    """The key of the site is not the one that the database was used with."""

    def __init__(self) -> None:
        super().__init__(
            "the key of the site is not the one that this database was used with; nothing was "
            "changed. Put the former site.key back, or set NETWORK_SITE_KEY to it. Where it is "
            "lost for good: flask --app app accounts new-key"
        )


def check_key(session: Session) -> None:
    """Raise OtherKeyError where the database was used with another key of the site."""
    known = _known(session)
    if known and known.mark != _mark(session):
        raise OtherKeyError


def note_key(session: Session) -> None:
    """Write down which key the database is used with, where that is not known yet.

    Raises OtherKeyError where it is another one.
    """
    if _known(session) is None:
        try:
            with session.begin_nested():
                session.add(SiteKeyMark(id=1, mark=_mark(session)))
        except IntegrityError:
            # Another process that started at the same time was faster.
            session.expire_all()
    check_key(session)


def accept_key(session: Session) -> bool:
    """Use the database with the present key from now on; whether it was another one before.

    What was sealed with the other one stays as it is, and can be opened with that one only.
    """
    known = _known(session)
    if known is None:
        note_key(session)
        return False
    changed = known.mark != _mark(session)
    known.mark = _mark(session)
    return changed


def _known(session: Session) -> SiteKeyMark | None:
    return session.scalars(select(SiteKeyMark)).one_or_none()


def _mark(session: Session) -> str:
    return keyed_hash(key_for(PURPOSE, session.info[SITE_KEY]), "mark")
