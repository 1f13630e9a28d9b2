"""Gates before costly work: of all processes of a site one does it, few wait, others are told."""

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

# How long the one who waits does so, how often it looks, and how long somebody may take to step
# from one place to the next, in seconds.
PATIENCE = 10.0
GLANCE = 0.005
STEP = 0.002


class Cost(StrEnum):
    """What an answer costs; all but the first kind stands behind a gate of its own."""

    LITTLE = "little"
    PAST = "past"
    FILE = "file"
    CARD = "card"
    SUM = "sum"
    IMPORT = "import"

    @property
    def gated(self) -> bool:
        """Whether one at a time is worked on."""
        return self != Cost.LITTLE

    @property
    def apart(self) -> bool:
        """Whether the work is always for a process beside the one that serves pages."""
        return self in (Cost.FILE, Cost.CARD, Cost.IMPORT)

    @property
    def waiting(self) -> int:
        """How many may wait: many for what is over soon, as nobody else waits for them."""
        return 24 if self == Cost.SUM else 1


class BusyError(Exception):
    """All places of a gate are taken; `seconds` is when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Costly work is under way; it may be asked for in {seconds} s.")
        self.seconds = seconds


@dataclass
class Stand:
    """Where somebody stands in the row, 0 being the one who works, and the lock on that place."""

    number: int
    place: int


class Gate:
    """Lets one pass and `waiting` others wait in a row; who comes meanwhile is refused at once.

    The places are locks on files, so that all processes with the same folder share them and one
    that dies leaves its place. All come in at the last place and step up, so that nobody passes
    one who was there before. Raises OSError where the files can be neither found nor made.
    """

    def __init__(
        self, folder: Path, name: str, waiting: int = 1, patience: float = PATIENCE
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        waits = [folder / f"{name}.waits-{number}" for number in range(1, waiting + 1)]
        self.places = [folder / f"{name}.runs", *waits]
        self.patience = patience
        for path in self.places:
            if not path.exists():
                path.touch(0o600)

    def enter(self, waiting: Callable[[], AbstractContextManager[None]] = nullcontext) -> int:
        """Take the place of the one who works, for `leave`; raises BusyError.

        `waiting` lasts while it waits, if it has to.
        """
        last = self._last()
        if last is None:
            raise BusyError(2)
        stand = Stand(len(self.places) - 1, last)
        try:
            self._step_up(stand)
            if stand.number:
                with waiting():
                    self._wait(stand)
        except BaseException:
            leave(stand.place)
            raise
        return stand.place

    def is_full(self) -> bool:
        """Whether whoever comes now would be refused."""
        last = self._last()
        if last is None:
            return True
        leave(last)
        return False

    def _last(self) -> int | None:
        """The last place of the row; None where somebody stays there."""
        place = _taken(self.places[-1])
        if place is None and self._is_idle():
            # Somebody is only stepping over it.
            time.sleep(STEP)
            place = _taken(self.places[-1])
        return place

    def _is_idle(self) -> bool:
        place = _taken(self.places[0])
        if place is not None:
            leave(place)
        return place is not None

    def _wait(self, stand: Stand) -> None:
        ends = time.monotonic() + self.patience
        while stand.number:
            if time.monotonic() > ends:
                raise BusyError(5)
            time.sleep(GLANCE)
            self._step_up(stand)

    def _step_up(self, stand: Stand) -> None:
        """Go on from place to place, until somebody stands before or nobody does."""
        while stand.number and (place := _taken(self.places[stand.number - 1])) is not None:
            leave(stand.place)
            stand.number, stand.place = stand.number - 1, place


def gates_in(folder: Path) -> dict[Cost, Gate]:
    """The gates of a site; raises OSError as each of them."""
    return {cost: Gate(folder, cost, cost.waiting) for cost in Cost if cost.gated}


def leave(place: int) -> None:
    """Give a place free; once only, as its number may soon be another file's."""
    os.close(place)


def _taken(path: Path) -> int | None:
    """The lock on `path`, None where somebody has it. Opened to read: a full disk hinders none."""
    place = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(place)
        return None
    return place
