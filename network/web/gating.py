"""The gates of an application, as views pass them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, g, request
from werkzeug.exceptions import ServiceUnavailable

from network.extensions import database
from network.gates import BusyError, Cost, Gate, leave
from network.turnstile import lent
from network.workshop import ADMITTED, Answer, Workshop, WorkshopError

logger = logging.getLogger(__name__)


class Busy(ServiceUnavailable):
    """Costly work is under way, and others wait for it already."""


def entered(cost: Cost) -> int:
    """The place of the one who works, for `leave`; raises Busy where none comes free."""
    gate: Gate = current_app.extensions["gates"][cost]
    try:
        return gate.enter(_queued)
    except BusyError as error:
        raise Busy(retry_after=error.seconds) from error


def refuse_if_full(cost: Cost) -> None:
    """Raise Busy where nobody could even wait: a refusal must not cost the reading of a body."""
    gate: Gate = current_app.extensions["gates"][cost]
    if gate.is_full():
        raise Busy(retry_after=2)


def is_admitted(cost: Cost) -> bool:
    """Whether this request has passed that gate already, and this is the workshop."""
    return bool(request.environ.get(ADMITTED) == cost)


def made_apart(cost: Cost, path: str = "", query: str = "") -> Answer | None:
    """What the workshop says to this request, or to that for `path` with `query`.

    None where there is no workshop: then the work is done here. Raises Busy where it fails.
    """
    workshop: Workshop | None = current_app.extensions.get("workshop")
    if workshop is None or is_admitted(cost):
        return None
    with elsewhere():
        try:
            return workshop.answer(request.environ, cost, path, query)
        except WorkshopError as error:
            logger.exception("The process for what is costly has ended before it answered.")
            raise Busy(retry_after=5) from error


@contextmanager
def admitted(cost: Cost) -> Iterator[None]:
    """Do costly work behind its gate; raises Busy."""
    if is_admitted(cost):
        yield
        return
    place = entered(cost)
    try:
        yield
    finally:
        leave(place)


@contextmanager
def _queued() -> Iterator[None]:
    g.queued = True
    with elsewhere():
        yield


def is_for_workshop(cost: Cost) -> bool:
    """Whether pages would notice the work: it is long, or others have asked for more of it."""
    return cost.apart or has_waited()


def has_waited() -> bool:
    """Whether this request had to wait at a gate."""
    return "queued" in g


@contextmanager
def elsewhere() -> Iterator[None]:
    """While this request only waits, others have its place and its connection."""
    database.close()
    with lent(request.environ):
        yield
