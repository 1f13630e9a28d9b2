"""The edition: the version of the public data, with what is computed once per version."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base


class Edition(Base):
    """The one row that every publication replaces.

    `number` rises by one with each publication, `cube` is the document of the whole cube.
    """

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    cube: Mapped[dict[str, Any]] = mapped_column(JSON)
