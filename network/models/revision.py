"""Revisions: every version of every record, public or not."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from network.models.account import Account
from network.models.base import Base, Moment, Slug, word
from network.vocabulary import Origin, RevisionState


class Revision(Base):
    """One version of one record: a whole snapshot of it, in one state.

    `snapshot` is the document that the record's form made, empty while a draft was never valid;
    `typed` is what its author typed, as pairs of a field's name and a value, None where nobody
    did. `based_on_id` is the revision that its author saw; `batch` joins revisions that belong
    together, as those of one import. A `removal` takes the record off the tables.
    `reason` says why it was sent back, removed or brought back; `account` wrote it and
    `decided_by` let it pass or sent it back. `edition` is the number of the edition that it was
    published with: unlike clocks, these only go forward.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_record", "record_kind", "record_slug", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_kind: Mapped[str] = mapped_column(String(40))
    record_slug: Mapped[str] = mapped_column(Slug)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    typed: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))
    removal: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[RevisionState] = mapped_column(word(RevisionState), index=True)
    origin: Mapped[Origin] = mapped_column(word(Origin))
    batch: Mapped[str | None] = mapped_column(String(40), index=True)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    edition: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(Moment)

    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])
