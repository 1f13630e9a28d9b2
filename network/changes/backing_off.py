"""How long an account takes no code: longer with each wrong one after the right password."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from network.clock import FARTHEST_AHEAD
from network.event_kinds import EventKind
from network.queries.events import codes_in_a_row

# So many codes in a row may be wrong; then each doubles the time until the next is looked at.
FREE = 5
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
# What was wrong longer ago does not count.
COUNTED = timedelta(days=1)


def failures(
    session: Session, login: str, moment: datetime, kind: EventKind = EventKind.WRONG_CODE
) -> list[datetime]:
    """When codes were wrong in a row within a day, the latest last; `kind` says where."""
    found = session.scalars(codes_in_a_row(login, kind))
    return [at for at in found if moment - COUNTED < at <= moment + FARTHEST_AHEAD]


def waiting_time(
    session: Session, login: str, moment: datetime, kind: EventKind = EventKind.WRONG_CODE
) -> timedelta:
    """How long to wait until the next code is looked at; nothing where it is at once.

    A known browser waits for its owner's own mistakes only.
    """
    wrong = failures(session, login, moment, kind)
    if len(wrong) < FREE:
        return timedelta(0)
    pause: timedelta = min(FIRST * 2 ** min(len(wrong) - FREE, 16), LONGEST)
    return max(wrong[-1] + pause - moment, timedelta(0))
