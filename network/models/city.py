"""Cities and their governorates."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from network.models.base import Base, NameText, Record, link_table, owner, word
from network.models.source import Source
from network.vocabulary import River

if TYPE_CHECKING:
    from network.models.forum import Forum
    from network.models.organization import Organization

city_source = link_table("city", "source")
governorate_source = link_table("governorate", "source")


class GovernorateText(NameText, Base):
    """The name of a governorate in one language."""

    __tablename__ = "governorate_text"

    governorate_id: Mapped[int] = owner("governorate")


class Governorate(Record, Base):
    """A governorate of Iraq; `pcode` is OCHA's code, None where there is none."""

    __tablename__ = "governorate"

    pcode: Mapped[str | None] = mapped_column(String(8), unique=True)
    texts: Mapped[dict[str, GovernorateText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=governorate_source, order_by=Source.slug)


class CityText(NameText, Base):
    """The texts of a city in one language; `other_names` are joined by semicolons."""

    __tablename__ = "city_text"

    city_id: Mapped[int] = owner("city")
    other_names: Mapped[str | None]
    description: Mapped[str | None]


class City(Record, Base):
    """A place that the network knows.

    `latitude` and `longitude` are degrees with two decimals, the finest location that is public;
    `river_kilometer` is counted along the river's line from its first point in the base map;
    `planned` says that the programme set out to reach the city.
    """

    __tablename__ = "city"

    geonames_id: Mapped[int | None]
    country: Mapped[str] = mapped_column(String(2))
    governorate_id: Mapped[int | None] = mapped_column(ForeignKey("governorate.id"))
    latitude: Mapped[float]
    longitude: Mapped[float]
    river: Mapped[River] = mapped_column(word(River))
    river_kilometer: Mapped[float | None]
    planned: Mapped[bool]

    governorate: Mapped[Governorate | None] = relationship()
    forums: Mapped[list["Forum"]] = relationship(back_populates="city")
    organizations: Mapped[list["Organization"]] = relationship(back_populates="city")
    texts: Mapped[dict[str, CityText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=city_source, order_by=Source.slug)
