"""Keeps what the processes of one installation share while they ask an outside service for places.

Each step is a short transaction of its own, committed at once, as other processes wait for it:
never search for places inside a writing transaction.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, case, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from network.clock import FARTHEST_AHEAD
from network.models import PlaceAnswer, PlaceTurn

THE_TURN = 1
# Half a second more than the service asks for: a busy machine sends some questions late.
SECONDS_BETWEEN = 1.5
LATEST_START = 0.2
# A turn farther away than any rest was written by a clock that was wrong.
FARTHEST_TURN = 7200.0
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class SharedTurns:
    """Turns to ask, at least 1.5 seconds apart, over all processes on one database.

    The clock is the machine's (seconds since 1970): several machines must agree on the time.
    """

    engine: Engine
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def take(self, longest_wait: float) -> bool:
        """Wait for a turn, at most so many seconds; False, at once, if it would take longer."""
        end = self.clock() + longest_wait
        while (turn := self._reserve(end)) is not None:
            self.sleep(max(0.0, turn - self.clock()))
            # A turn that was slept over would come too close to the next one.
            if self.clock() - turn <= LATEST_START:
                return True
        return False

    def rest(self, seconds: float) -> None:
        """Give nobody a turn for so many seconds."""
        until = self.clock() + seconds
        with _writing(self.engine) as session, session.begin():
            session.execute(
                update(PlaceTurn)
                .where(PlaceTurn.id == THE_TURN, PlaceTurn.at < until)
                .values(at=until)
            )

    def _reserve(self, end: float) -> float | None:
        """The moment of the next turn, which nobody else gets; None when it is after ``end``."""
        self._prepare()
        now = self.clock()
        free = case(
            (PlaceTurn.at > now + FARTHEST_TURN, now),
            (PlaceTurn.at > now, PlaceTurn.at),
            else_=now,
        )
        statement = (
            update(PlaceTurn)
            .where(PlaceTurn.id == THE_TURN, free <= max(now, end))
            .values(at=free + SECONDS_BETWEEN)
            .returning(PlaceTurn.at)
            .execution_options(synchronize_session=False)
        )
        if now > end:
            return None
        with _writing(self.engine) as session, session.begin():
            following = session.scalar(statement)
        return None if following is None else following - SECONDS_BETWEEN

    def _prepare(self) -> None:
        with Session(self.engine) as session:
            if session.get(PlaceTurn, THE_TURN) is not None:
                return
        try:
            with _writing(self.engine) as session, session.begin():
                session.add(PlaceTurn(id=THE_TURN, at=0.0))
        except IntegrityError:
            # Another process was faster.
            return


@dataclass(frozen=True)
class SharedAnswers:
    """The answers of the last 30 days, for all processes on one database."""

    engine: Engine

    def find(self, query: str) -> list[dict[str, Any]] | None:
        """The answer to a folded query, None when it is not known."""
        with Session(self.engine) as session:
            return session.scalar(
                select(PlaceAnswer.answer).where(PlaceAnswer.query == query, _is_kept())
            )

    def keep(self, query: str, answer: list[dict[str, Any]]) -> None:
        """Keep the answer to a folded query of at most 200 characters; forget the old ones."""
        kept = PlaceAnswer(query=query, answer=answer, asked_at=datetime.now(UTC))
        try:
            with _writing(self.engine) as session, session.begin():
                session.execute(delete(PlaceAnswer).where(~_is_kept()))
                session.merge(kept)
        except IntegrityError:
            # Another process kept the same answer a moment ago.
            return


def _is_kept() -> ColumnElement[bool]:
    """Whether an answer is of the last days, by a clock that can be believed."""
    now = datetime.now(UTC)
    return PlaceAnswer.asked_at.between(now - KEPT_FOR, now + FARTHEST_AHEAD)


def _writing(engine: Engine) -> Session:
    return Session(engine.execution_options(writing=True))
