"""Frozen reports: the figures of one day, kept for good."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base, Moment
from network.models.edition import MARK_LENGTH

CHECKSUM_LENGTH = 64


class Report(Base):
    """A report that was frozen, under a slug that cannot be guessed.

    `figures` hold numbers and slugs and no name; `checksum` is theirs. `query` is the filter as a
    query string, `edition` the mark of the data, `data_as_of` when these had last changed.
    Only what an editor lists is in the public list.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    query: Mapped[str]
    language: Mapped[str] = mapped_column(String(8))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    checksum: Mapped[str] = mapped_column(String(CHECKSUM_LENGTH))
    edition: Mapped[str] = mapped_column(String(MARK_LENGTH))
    data_as_of: Mapped[datetime | None] = mapped_column(Moment)
    listed: Mapped[bool]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment)
