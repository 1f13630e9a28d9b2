"""The gates of an application, as views pass them."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from werkzeug.exceptions import ServiceUnavailable

from network.gates import BusyError, Cost, Gate, leave


class Busy(ServiceUnavailable):
    """Costly work is under way, and others wait for it already."""


def entered(cost: Cost) -> int:
    """The place of the one who works, for `leave`; raises Busy where none comes free."""
    gate: Gate = current_app.extensions["gates"][cost]
    try:
        return gate.enter()
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
