"""Lets few requests compute at once, of one visitor one page, each with its whole body there.

Whoever sends a body slowly or reads an answer slowly holds a thread that waits, and neither a
database connection nor a place among those that compute.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from threading import BoundedSemaphore, Lock
from typing import Any
from weakref import finalize
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import FileWrapper

from network.garbage import collector
from network.visitors import network_of

# Python computes one thing at a time; more places help only where the database lets one wait.
PLACES = 4
# So many bodies may be on their way at once in one process; threads are left for pages.
MOST_BODIES = 192
# An answer longer than this waits on disk, in a file without a name, until its reader has it.
LONGEST_IN_MEMORY = 1 << 20
BLOCK = 1 << 16
# So many pages of one visitor may wait; who asks for more is told to come again.
MOST_OF_ONE = 64
PAGES = ("GET", "HEAD")
# Where a request finds the place that it has.
PLACE = "network.place"


class CrowdedError(Exception):
    """One visitor asks for too many pages at once."""


@dataclass
class Turn:
    """Whose turn it is among the requests of one visitor, and how many they are."""

    lock: Lock = field(default_factory=Lock)
    count: int = 0


class Places:
    """The places of those who compute.

    A visitor who asks for many pages at once gets them one after the other, so that one visitor
    cannot slow the others. What is written may take long and waits for no page.
    """

    def __init__(self, count: int = PLACES) -> None:
        self.free = BoundedSemaphore(count)
        self.turns: dict[bytes, Turn] = {}
        self._lock = Lock()

    @contextmanager
    def entered(self, visitor: bytes | None) -> Iterator[None]:
        """Hold a place; raises CrowdedError."""
        if visitor is None:
            with self.free:
                yield
            return
        with self._lock:
            turn = self.turns.setdefault(visitor, Turn())
            if turn.count >= MOST_OF_ONE:
                raise CrowdedError
            turn.count += 1
        try:
            with turn.lock, self.free:
                yield
        finally:
            with self._lock:
                turn.count -= 1
                if not turn.count:
                    del self.turns[visitor]


@dataclass(frozen=True)
class Place:
    """A place that a request has, and can lend."""

    places: Places
    visitor: bytes | None

    @contextmanager
    def lent(self) -> Iterator[None]:
        """While this lasts, others of all visitors go on, those of the same one among them."""
        turn = self.places.turns[self.visitor].lock if self.visitor is not None else None
        self.places.free.release()
        if turn:
            turn.release()
        try:
            yield
        finally:
            if turn:
                turn.acquire()
            self.places.free.acquire()


class Turnstile:
    """Wraps an application: the body first, at most `longest` bytes, then a place, then the answer.

    `refuse` answers where there is no room for another body.
    """

    def __init__(
        self, app: WSGIApplication, longest: int, refuse: Callable[[StartResponse], list[bytes]]
    ) -> None:
        self.app = app
        self.longest = longest
        self.refuse = refuse
        self.places = Places()
        self.bodies = BoundedSemaphore(MOST_BODIES)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer, made as a whole while holding a place."""
        if not self._receive(environ):
            return self.refuse(start_response)
        visitor = None
        if environ.get("REQUEST_METHOD") in PAGES:
            visitor = network_of(environ.get("REMOTE_ADDR", ""))
        environ[PLACE] = Place(self.places, visitor)
        try:
            with self.places.entered(visitor), collector.held():
                return _whole(self.app(environ, start_response))
        except CrowdedError:
            return self.refuse(start_response)

    def _receive(self, environ: WSGIEnvironment) -> bool:
        """Read the body into memory; False where too many are on their way."""
        length = environ.get("CONTENT_LENGTH") or ""
        chunked = "HTTP_TRANSFER_ENCODING" in environ
        if not chunked and not (length.isdigit() and 0 < int(length) <= self.longest):
            # No body, or one that the application refuses by its length.
            return True
        if not self.bodies.acquire(blocking=False):
            return False
        try:
            body = environ["wsgi.input"].read(self.longest + 1 if chunked else int(length))
        finally:
            self.bodies.release()
        if chunked:
            environ["CONTENT_LENGTH"] = str(len(body))
            del environ["HTTP_TRANSFER_ENCODING"]
        # Where less has come than was said, the application must notice.
        environ.pop("wsgi.input_terminated", None)
        environ["wsgi.input"] = io.BytesIO(body)
        return True


@contextmanager
def lent(environ: WSGIEnvironment) -> Iterator[None]:
    """While a request only waits, let another compute in its place."""
    place: Place | None = environ.get(PLACE)
    with place.lent() if place else nullcontext():
        yield


def _whole(parts: Any) -> Iterable[bytes]:
    """All of an answer, closed: a list with one text, or a file where it is long."""
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return (len(body) > LONGEST_IN_MEMORY and _on_disk(body)) or [body]


def _on_disk(body: bytes) -> Iterable[bytes] | None:
    """A file with an answer, so that no slow reader holds its memory; None where a disk is full."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(TemporaryFile())
            file.write(body)
            file.seek(0)
        except OSError:
            return None
        stack.pop_all()
        answer = FileWrapper(file, BLOCK)
        # A server closes it; where nobody does, it goes with its reader.
        finalize(answer, file.close)
        return answer
