"""Looking for places outside: answers that are kept, and whose turn it is to ask."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Float, String
from sqlalchemy.orm import Mapped, mapped_column

from network.models.base import Base


class PlaceAnswer(Base):
    """What a geocoder outside answered to a query, folded; asked once, kept for all."""

    __tablename__ = "place_answer"

    query: Mapped[str] = mapped_column(String(200), primary_key=True)
    answer: Mapped[list[Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PlaceTurn(Base):
    """The one row that says from when the next question may be asked, in seconds since 1970."""

    __tablename__ = "place_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[float] = mapped_column(Float)
