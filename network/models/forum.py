"""Forums: local ones of a city and the national ones."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from network.models.base import Base, NameText, Record, link_table, owner, word
from network.models.city import City
from network.models.source import Source
from network.vocabulary import Level, Precision, Stage

if TYPE_CHECKING:
    from network.models.organization import Organization

forum_source = link_table("forum", "source")


class ForumText(NameText, Base):
    """The texts of a forum in one language; `doubt` says what is uncertain about it."""

    __tablename__ = "forum_text"

    forum_id: Mapped[int] = owner("forum")
    description: Mapped[str | None]
    doubt: Mapped[str | None]


class Forum(Record, Base):
    """A social forum; `founded` is the first day of its `founded_precision`."""

    __tablename__ = "forum"

    level: Mapped[Level] = mapped_column(word(Level))
    stage: Mapped[Stage] = mapped_column(word(Stage))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"), index=True)
    founded: Mapped[date | None]
    founded_precision: Mapped[Precision] = mapped_column(word(Precision))
    last_confirmed: Mapped[date | None]

    city: Mapped[City | None] = relationship(back_populates="forums")
    members: Mapped[list["Organization"]] = relationship(
        secondary="organization_forum",
        back_populates="forums",
        order_by="Organization.slug",
    )
    texts: Mapped[dict[str, ForumText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=forum_source, order_by=Source.slug)
