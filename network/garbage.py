"""Keeps the garbage collector of Python 3.11 out of what runs, and collects in between.

Python 3.11 may collect inside any allocation, also while it turns the attributes of an object
into a dictionary. Closing a session does that to the state of every loaded entity; where the
entity is garbage in a cycle, the collection calls SQLAlchemy back, which sets attributes of the
same state meanwhile: its values are freed twice and the process dies. From 3.12 on Python collects
only between two instructions, so that nothing here is needed or done.

A collection that is asked for begins in a call of its own, hence between two instructions of every
thread, like those of 3.12: it is safe whatever other threads do. Only one that begins inside an
allocation is not. So those are off from the beginning of the first request or command until the
end of the last one, and each asks for one at its end, where it is due.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

NEEDED = sys.version_info < (3, 12)
# A young collection after so many objects more; of so many of them, one goes further back.
YOUNG, ROUNDS = 5_000, 10
# All objects are looked at only where the old ones are so many times those after the last time.
GROWTH = 1.25


class Collector:
    """Holds the collections of this process off while anything runs that may load entities."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running = 0
        self._old = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Until the end of this, no collection begins by itself; at the end, one that is due."""
        if not NEEDED:
            yield
            return
        self._begin()
        try:
            yield
        finally:
            self.collect_if_due()
            self._end()

    def collect_if_due(self) -> None:
        """Collect as far back as Python would; between the batches of what runs for long."""
        young, middle, old = gc.get_count()
        if not NEEDED or young < YOUNG:
            return
        generation = 0 if middle < ROUNDS else 1
        if generation and old >= ROUNDS and len(gc.get_objects(2)) > GROWTH * self._old:
            generation = 2
        gc.collect(generation)
        if generation == 2:
            self._old = len(gc.get_objects(2))

    def _begin(self) -> None:
        with self._lock:
            self._running += 1
            gc.disable()

    def _end(self) -> None:
        with self._lock:
            self._running -= 1
            if not self._running:
                gc.enable()


collector = Collector()
