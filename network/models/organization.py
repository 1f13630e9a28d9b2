"""Organizations: member teams, associations, unions, campaigns, partners, funders."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from network.models.base import Base, NameText, Record, link_table, owner, word
from network.models.city import City
from network.models.forum import Forum
from network.models.source import Source
from network.vocabulary import OrganizationKind

membership = link_table("organization", "forum")
organization_source = link_table("organization", "source")


class OrganizationText(NameText, Base):
    """The texts of an organization in one language."""

    __tablename__ = "organization_text"

    organization_id: Mapped[int] = owner("organization")
    aim: Mapped[str | None]


class Organization(Record, Base):
    """An organization; a member team is one that is a member of a forum."""

    __tablename__ = "organization"

    kind: Mapped[OrganizationKind] = mapped_column(word(OrganizationKind))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"), index=True)

    city: Mapped[City | None] = relationship(back_populates="organizations")
    forums: Mapped[list[Forum]] = relationship(
        secondary=membership, order_by=Forum.slug, back_populates="members"
    )
    texts: Mapped[dict[str, OrganizationText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(
        secondary=organization_source, order_by=Source.slug
    )
