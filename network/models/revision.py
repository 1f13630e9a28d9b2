"""Revisions: every version of every record, public or not."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base, Slug, word
from network.vocabulary import Origin, RevisionState


class Revision(Base):
    """One version of one record: a whole snapshot of it, in one state.

    `snapshot` is the document that the record's form made; `based_on_id` is the revision that
    its author saw; `batch` joins the revisions of one import.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_record", "record_kind", "record_slug", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_slug: Mapped[str] = mapped_column(Slug)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[RevisionState] = mapped_column(word(RevisionState))
    origin: Mapped[Origin] = mapped_column(word(Origin))
    batch: Mapped[str | None] = mapped_column(String(40), index=True)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
