"""Granian, whose workers can be stopped at any moment: `python -m network.server`."""

import os
import signal
import time
from threading import Thread

from granian.cli import entrypoint

STOPS = (signal.SIGINT, signal.SIGTERM)
# In seconds: how often a worker that loads looks whether it can be told to stop, and how long it
# may take from then on to begin serving; told before that, it would go on.
GLANCE, SETTLING = 0.1, 2.0


def hold_back() -> None:
    """Let signals wait while a worker is forked, as Python forgets those that come just then."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)


def go_on() -> None:
    """Take signals again."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


def listen() -> None:
    """Let one thread of this worker, which has just been forked, take the signals to stop.

    In all that it starts they wait, too. Else the system may give one to a thread that serves, and
    Python leaves it to the main thread, which sleeps. A worker begins with the server's own
    handlers, which in its copy do nothing.
    """
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
    Thread(target=_heed, daemon=True).start()


def _heed() -> None:
    while not callable(signal.getsignal(signal.SIGTERM)):
        if signal.sigtimedwait(STOPS, GLANCE):
            # It serves nobody yet.
            os._exit(0)
    settled = time.monotonic() + SETTLING
    number = signal.sigwait(STOPS)
    time.sleep(max(0.0, settled - time.monotonic()))
    # Once only: told again while it ends what it has begun, Granian would hold everything up.
    handler = signal.getsignal(number)
    if callable(handler):
        handler(number, None)


if __name__ == "__main__":
    os.register_at_fork(before=hold_back, after_in_parent=go_on, after_in_child=listen)
    entrypoint()  # type: ignore[no-untyped-call]
