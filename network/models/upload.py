"""Files on their way in: kept between the dry run of an import and its confirmation."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base


class Upload(Base):
    """A file that an account is about to import; removed after an hour."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    record_kind: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class UploadOutcome(Base):
    """What the dry run of a file found, in one language; it goes with the file.

    `stamp` tells of which records and rights this is true, `content` is a packed outcome.
    """

    __tablename__ = "upload_outcome"

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    guessing: Mapped[bool] = mapped_column(primary_key=True)
    stamp: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
