"""The gates of an application, as views pass them."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, request
from werkzeug.exceptions import ServiceUnavailable

from network.extensions import database
from network.gates import BusyError, Cost, Gate, leave
from network.turnstile import lent


class Busy(ServiceUnavailable):
    """Costly work is under way, and others wait for it already."""


def entered(cost: Cost) -> int:
    """The place of the one who works, for `leave`; raises Busy where none comes free."""
    gate: Gate = current_app.extensions["gates"][cost]
    try:
        return gate.enter(elsewhere)
    except BusyError as error:
        raise Busy(retry_after=error.seconds) from error


@contextmanager
def admitted(cost: Cost) -> Iterator[None]:
    """Do costly work behind its gate; raises Busy."""
    place = entered(cost)
    try:
        yield
    finally:
        leave(place)


@contextmanager
def elsewhere() -> Iterator[None]:
    """While this request only waits, others have its place and its connection."""
    database.close()
    with lent(request.environ):
        yield
