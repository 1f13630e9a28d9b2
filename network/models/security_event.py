"""Security events: who did what to accounts and to what is withheld, kept a year, never changed."""

from datetime import datetime

from sqlalchemy import Enum, String
from sqlalchemy.orm import Mapped, mapped_column

from network.event_kinds import EventKind
from network.models.base import Base, Moment

# No check of the words by the database: to change one, SQLite makes the table anew, and the
# triggers that keep its rows as they are would go with the old one.
KIND = Enum(
    EventKind,
    native_enum=False,
    create_constraint=False,
    length=40,
    values_callable=lambda words: [word.value for word in words],
)


class SecurityEvent(Base):
    """Something that somebody may have to look up later; no address, and no name of a record.

    `by` is the login of who did it, None for a command or somebody who is not signed in; `about`
    that of the account concerned. They are kept as words, so that an event says the same after a
    backup was restored. `reference` is the number of a hiding, as the name of its forum may have
    to be erased; of signing in, what tells a session that waited for its code from others.
    """

    __tablename__ = "security_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    kind: Mapped[EventKind] = mapped_column(KIND)
    by: Mapped[str | None] = mapped_column(String(80))
    about: Mapped[str | None] = mapped_column(String(80), index=True)
    detail: Mapped[str] = mapped_column(String(120))
    reference: Mapped[str | None] = mapped_column(String(40))
