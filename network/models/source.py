"""Sources: the documents that records rest on."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base, Record


class Source(Record, Base):
    """A document.

    `published` is an ISO date, month or year, or None where it is not known; `language` is that of
    the document, `title_language` that of the title as it is given here.
    """

    __tablename__ = "source"

    title: Mapped[str]
    title_language: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(8))
    publisher: Mapped[str]
    published: Mapped[str | None] = mapped_column(String(10))
    url: Mapped[str | None]
