"""Plans: their objectives, the groups that made them and the challenges they name."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from network.models.base import Base, NameText, Record, Text, link_table, owner
from network.models.source import Source
from network.models.theme import Theme

plan_source = link_table("plan", "source")
objective_source = link_table("objective", "source")
progress_source = link_table("progress", "source")
plan_group_source = link_table("plan_group", "source")
plan_challenge_source = link_table("plan_challenge", "source")


class PlanText(NameText, Base):
    """The texts of a plan in one language."""

    __tablename__ = "plan_text"

    plan_id: Mapped[int] = owner("plan")
    description: Mapped[str | None]


class Plan(Record, Base):
    """A set of objectives for the years from `first_year` to `last_year`."""

    __tablename__ = "plan"

    first_year: Mapped[int]
    last_year: Mapped[int]
    texts: Mapped[dict[str, PlanText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=plan_source, order_by=Source.slug)


class ObjectiveText(Text, Base):
    """An objective in words, in one language; `indicator` says what is counted for it."""

    __tablename__ = "objective_text"

    objective_id: Mapped[int] = owner("objective")
    text: Mapped[str]
    indicator: Mapped[str | None]


class Objective(Record, Base):
    """An objective of a plan under a theme, or a sub-objective of another objective.

    `baseline` is what its indicator counted in `baseline_year`, `target` what it is to count at
    the end of the plan; each None where the plan does not say.
    """

    __tablename__ = "objective"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    position: Mapped[int]
    baseline: Mapped[int | None]
    baseline_year: Mapped[int | None]
    target: Mapped[int | None]

    plan: Mapped[Plan] = relationship()
    theme: Mapped[Theme] = relationship()
    progress: Mapped[list["Progress"]] = relationship(
        back_populates="objective", order_by="Progress.day", cascade="all, delete-orphan"
    )
    parent: Mapped["Objective | None"] = relationship(remote_side="Objective.id")
    texts: Mapped[dict[str, ObjectiveText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=objective_source, order_by=Source.slug)


class ProgressText(Text, Base):
    """What is to be said of an entry of progress, in one language."""

    __tablename__ = "progress_text"

    progress_id: Mapped[int] = owner("progress")
    note: Mapped[str | None]


class Progress(Record, Base):
    """What the indicator of an objective counted on a day."""

    __tablename__ = "progress"

    objective_id: Mapped[int] = mapped_column(
        ForeignKey("objective.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date]
    value: Mapped[int]

    objective: Mapped[Objective] = relationship(back_populates="progress")
    texts: Mapped[dict[str, ProgressText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=progress_source, order_by=Source.slug)


class PlanGroupText(NameText, Base):
    """The name of a working group in one language."""

    __tablename__ = "plan_group_text"

    plan_group_id: Mapped[int] = owner("plan_group")


class PlanGroup(Record, Base):
    """A working group that drew up its part of a plan in a plenary session."""

    __tablename__ = "plan_group"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    session: Mapped[int]
    position: Mapped[int]

    plan: Mapped[Plan] = relationship()
    theme: Mapped[Theme] = relationship()
    texts: Mapped[dict[str, PlanGroupText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(secondary=plan_group_source, order_by=Source.slug)


class PlanChallengeText(Text, Base):
    """A challenge in words, in one language."""

    __tablename__ = "plan_challenge_text"

    plan_challenge_id: Mapped[int] = owner("plan_challenge")
    text: Mapped[str]


class PlanChallenge(Record, Base):
    """A challenge that a plan answers to."""

    __tablename__ = "plan_challenge"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]

    plan: Mapped[Plan] = relationship()
    texts: Mapped[dict[str, PlanChallengeText]] = relationship(
        collection_class=attribute_keyed_dict("locale"),
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sources: Mapped[list[Source]] = relationship(
        secondary=plan_challenge_source, order_by=Source.slug
    )
