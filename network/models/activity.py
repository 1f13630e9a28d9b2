"""Activities: what happened, or is announced, at a place and time."""

from datetime import date

from sqlalchemy import Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from network.models.base import Base, NameText, Record, link_table, owner, word
from network.models.city import City
from network.models.forum import Forum
from network.models.organization import Organization
from network.models.source import Source
from network.models.theme import Theme
from network.vocabulary import ActivityKind, Confidence, Precision, Qualifier, Role, Status

activity_theme = link_table("activity", "theme")
activity_source = link_table("activity", "source")
led_to_forum = Table(
    "led_to_forum",
    Base.metadata,
    Column("activity_id", ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True),
    Column("forum_id", ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True),
)
led_to_activity = Table(
    "led_to_activity",
    Base.metadata,
    Column("activity_id", ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True),
    Column("outcome_id", ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True),
)


class ActivityText(NameText, Base):
    """The texts of an activity in one language; its `name` is its title.

    `audience` says who may come, `principles` on what terms.
    """

    __tablename__ = "activity_text"

    activity_id: Mapped[int] = owner("activity")
    summary: Mapped[str | None]
    doubt: Mapped[str | None]
    audience: Mapped[str | None]
    principles: Mapped[str | None]


class ActivityForum(Base):
    """A forum takes part in an activity, in a role, or as a `participant` simply so."""

    __tablename__ = "activity_forum"

    activity_id: Mapped[int] = owner("activity")
    forum_id: Mapped[int] = mapped_column(
        ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(word(Role), primary_key=True)
    forum: Mapped[Forum] = relationship()


class ActivityOrganization(Base):
    """An organization takes part in an activity in a role."""

    __tablename__ = "activity_organization"
    __table_args__ = (
        Index("ix_activity_organization_activities", "organization_id", "activity_id", "role"),
    )

    activity_id: Mapped[int] = owner("activity")
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(word(Role), primary_key=True)
    organization: Mapped[Organization] = relationship()


class ActivityCountry(Base):
    """A country whose people took part, as an ISO 3166 two-letter code."""

    __tablename__ = "activity_country"

    activity_id: Mapped[int] = owner("activity")
    country: Mapped[str] = mapped_column(String(2), primary_key=True)


class Activity(Record, Base):
    """An activity.

    `start` is the first day of what `precision` says is known; `first_year` and `last_year` are
    its years, both None where the year is not known. Participants are counts of people, each
    None where it is not known. `counted_participants` is what the activity adds to a sum: its
    total, or None where it has none or its whole has one.
    """

    __tablename__ = "activity"
    # It holds all that reach adds up, in the order of its cells, so that no row is read for it.
    __table_args__ = (
        Index(
            "ix_activity_summed",
            *("city_id", "first_year", "kind", "last_year", "status", "counted_participants"),
            *("participants", "women", "men", "part_of_id"),
        ),
        Index("ix_activity_years", "first_year", "last_year"),
    )

    kind: Mapped[ActivityKind] = mapped_column(word(ActivityKind))
    status: Mapped[Status] = mapped_column(word(Status))
    confidence: Mapped[Confidence] = mapped_column(word(Confidence))
    start: Mapped[date | None] = mapped_column(index=True)
    end: Mapped[date | None]
    precision: Mapped[Precision] = mapped_column(word(Precision))
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    country: Mapped[str | None] = mapped_column(String(2))
    project: Mapped[str | None]
    registration_url: Mapped[str | None]
    registration_deadline: Mapped[date | None]
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"), index=True)
    participants: Mapped[int | None]
    women: Mapped[int | None]
    men: Mapped[int | None]
    youth: Mapped[int | None]
    iraqi: Mapped[int | None]
    international: Mapped[int | None]
    qualifier: Mapped[Qualifier] = mapped_column(word(Qualifier))
    counted_participants: Mapped[int | None]

    city: Mapped[City | None] = relationship()
    part_of: Mapped["Activity | None"] = relationship(
        remote_side="Activity.id", back_populates="parts"
    )
    parts: Mapped[list["Activity"]] = relationship(
        back_populates="part_of", order_by="Activity.start"
    )
    themes: Mapped[list[Theme]] = relationship(secondary=activity_theme, order_by=Theme.position)
    forums: Mapped[list[ActivityForum]] = relationship(cascade="all, delete-orphan")
    organizations: Mapped[list[ActivityOrganization]] = relationship(cascade="all, delete-orphan")
    countries: Mapped[list[ActivityCountry]] = relationship(
        cascade="all, delete-orphan", order_by=ActivityCountry.country
    )
    forums_formed: Mapped[list[Forum]] = relationship(secondary=led_to_forum, order_by=Forum.slug)
    outcomes: Mapped[list["Activity"]] = relationship(
        secondary=led_to_activity,
        primaryjoin=lambda: Activity.id == led_to_activity.c.activity_id,
        secondaryjoin=lambda: Activity.id == led_to_activity.c.outcome_id,
        back_populates="origins",
    )
    origins: Mapped[list["Activity"]] = relationship(
        secondary=led_to_activity,
        primaryjoin=lambda: Activity.id == led_to_activity.c.outcome_id,
        secondaryjoin=lambda: Activity.id == led_to_activity.c.activity_id,
        back_populates="outcomes",
    )
    texts: Mapped[dict[str, ActivityText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=activity_source, order_by=Source.slug)
