"""What all tables share: names of constraints, slugs, texts by language, links."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Enum,
    ForeignKey,
    MetaData,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from network.slugs import LONGEST_SLUG

SLUG_LENGTH = LONGEST_SLUG

# Both databases must sort these alike, so PostgreSQL is told to compare bytes as SQLite does.
Slug = String(SLUG_LENGTH).with_variant(String(SLUG_LENGTH, collation="C"), "postgresql")
SortKey = String(400).with_variant(String(400, collation="C"), "postgresql")


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite gives it back with its zone, too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Both databases are handed UTC, so that moments compare alike."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """SQLite keeps no zone."""
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all mapped classes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record:
    """A public record: a number for the tables, a slug for people."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Slug, unique=True)


class Text:
    """The texts of one record in one language; `folded` is what a search looks through."""

    locale: Mapped[str] = mapped_column(String(8), primary_key=True)
    folded: Mapped[str]


class NameText(Text):
    """Texts whose first is a name that lists are sorted by."""

    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(SortKey, index=True)


def owner(table: str) -> Mapped[int]:
    """The key of a text table: the record that it speaks of."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=True)


def word(vocabulary: type[StrEnum]) -> Enum:
    """A column that holds one word of `vocabulary`, checked by the database."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda words: [word.value for word in words],
        name=vocabulary.__name__.lower(),
    )


def link_table(left: str, right: str) -> Table:
    """A plain many-to-many table between the tables `left` and `right`."""
    return Table(
        f"{left}_{right}",
        Base.metadata,
        *(
            Column(
                f"{side}_id",
                ForeignKey(f"{side}.id", ondelete="CASCADE"),
                primary_key=True,
                index=side == right,
            )
            for side in (left, right)
        ),
    )
