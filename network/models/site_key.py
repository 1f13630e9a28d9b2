"""Which key of the site the database was used with, without telling anything of the key."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base


class SiteKeyMark(Base):
    """The one row with the keyed hash that the site's key makes, and no other does."""

    __tablename__ = "site_key_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))
