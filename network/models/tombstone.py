"""Tombstones: that a record was erased, without saying which."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base


class Tombstone(Base):
    """A record that was erased for good, under a keyed hash of its kind and slug.

    `key_mark` tells whether the site's key is still the one that `record_hash` was made with.
    """

    __tablename__ = "tombstone"

    record_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    key_mark: Mapped[str] = mapped_column(String(16))
