"""Hidden forums: what was taken off every page, when, by whom and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.models.base import Base, Moment, Slug


class Hiding(Base):
    """A forum that is hidden, with its teams and activities, until an editor ends it."""

    __tablename__ = "hiding"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum: Mapped[str] = mapped_column(Slug, index=True)
    reason: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    records: Mapped[list["HiddenRecord"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )


class HiddenRecord(Base):
    """A record that a hiding keeps out of the tables."""

    __tablename__ = "hidden_record"

    hiding_id: Mapped[int] = mapped_column(
        ForeignKey("hiding.id", ondelete="CASCADE"), primary_key=True
    )
    record_kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_slug: Mapped[str] = mapped_column(Slug, primary_key=True)
