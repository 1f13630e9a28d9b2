"""Accounts for tests of the verbs, made without a password that could ever be typed."""

from datetime import UTC, datetime

from network.models import Account, AccountForum
from network.vocabulary import AccountRole

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def person(session, login, role=AccountRole.COORDINATOR, forums=()):
    """An account that nobody can sign in to."""
    account = Account(
        login=login,
        name=login.capitalize(),
        language="ar",
        role=role,
        password_hash="!",
        active=True,
        created_at=NOON,
        forums=[AccountForum(forum=forum) for forum in forums],
    )
    session.add(account)
    session.flush()
    return account


def editor(session, login="editor"):
    """One who reviews."""
    return person(session, login, AccountRole.EDITOR)
