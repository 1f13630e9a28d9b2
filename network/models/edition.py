"""The edition: the version of the public data, with what is computed once per version."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String, false
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base

MARK_LENGTH = 20


def new_mark() -> str:
    """A mark that tells nothing but that it is another one."""
    return secrets.token_hex(MARK_LENGTH // 2)


class Edition(Base):
    """The one row that every publication replaces.

    `number` rises by one with each publication and is nobody else's business; `mark`, random and
    new each time, is what the public sees of it. `cube` is the document of the whole cube.
    `demo` says that the database holds made-up records for measuring and nothing else.
    """

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    mark: Mapped[str] = mapped_column(String(MARK_LENGTH), default=new_mark)
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    cube: Mapped[dict[str, Any]] = mapped_column(JSON)
    demo: Mapped[bool] = mapped_column(default=False, server_default=false())
