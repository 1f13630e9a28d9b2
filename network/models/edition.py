"""The edition: the version of the public data, with what is computed once per version."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, false
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base


class Edition(Base):
    """The one row that every publication replaces.

    `number` rises by one with each publication, `cube` is the document of the whole cube.
    `demo` says that the database holds made-up records for measuring and nothing else.
    """

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    cube: Mapped[dict[str, Any]] = mapped_column(JSON)
    demo: Mapped[bool] = mapped_column(default=False, server_default=false())
