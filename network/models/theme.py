"""Themes: the paths (masarat) of the forum."""

from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from network.models.base import Base, NameText, Record, link_table, owner
from network.models.source import Source

theme_source = link_table("theme", "source")


class ThemeText(NameText, Base):
    """The texts of a theme in one language."""

    __tablename__ = "theme_text"

    theme_id: Mapped[int] = owner("theme")
    description: Mapped[str | None]


class Theme(Record, Base):
    """A path of the forum; `position` is its place in lists."""

    __tablename__ = "theme"

    position: Mapped[int] = mapped_column(default=0)
    texts: Mapped[dict[str, ThemeText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=theme_source, order_by=Source.slug)
