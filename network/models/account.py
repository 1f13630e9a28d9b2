"""Accounts of the desk: who may sign in, with what, and the sessions that are open."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.models.base import Base, Moment, Slug, word
from network.vocabulary import AccountRole, TicketKind

HASH_LENGTH = 64


class AccountForum(Base):
    """A forum that a coordinator speaks for.

    It is named by its slug, so that one keeps a forum that is hidden or not public yet.
    """

    __tablename__ = "account_forum"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    forum: Mapped[str] = mapped_column(Slug, primary_key=True, index=True)


class Account(Base):
    """One who works at the desk.

    `login` is what they sign in with, in lower case; `name` is what colleagues see, perhaps a
    pseudonym. `email` is there only where links to reset a password may be mailed.
    `totp_secret` is None until a second factor is confirmed, and encrypted with a key that follows
    from the site's; `totp_step` is the last time step whose code was taken, so that no code serves
    twice.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    role: Mapped[AccountRole] = mapped_column(word(AccountRole))
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(120))
    totp_step: Mapped[int | None]
    active: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Moment)

    forums: Mapped[list[AccountForum]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=AccountForum.forum
    )

    @property
    def forum_slugs(self) -> frozenset[str]:
        """The forums that the account speaks for."""
        return frozenset(entry.forum for entry in self.forums)


class RecoveryCode(Base):
    """A code that stands in once for the second factor, kept as a hash."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Ticket(Base):
    """A one-time address: of the first administrator, of an invitation, of a new password.

    Only the hash of its token is kept. `forums` are slugs joined by semicolons. An invitation
    makes an account with `role`; a new password belongs to `account_id`.
    """

    __tablename__ = "ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TicketKind] = mapped_column(word(TicketKind))
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    role: Mapped[AccountRole | None] = mapped_column(word(AccountRole))
    forums: Mapped[str]
    note: Mapped[str | None] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class DeskSession(Base):
    """One browser in which an account is signed in; the cookie holds the token, we its hash.

    `complete` is False while the second factor is still asked for. `browser` names the program
    in a word or two; no address is kept.
    """

    __tablename__ = "desk_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    complete: Mapped[bool]
    browser: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)

    account: Mapped[Account] = relationship(lazy="joined")


class Attempt(Base):
    """A failed attempt to sign in, under the hash of an account's login or of an address.

    Kept for the minutes in which it counts.
    """

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
