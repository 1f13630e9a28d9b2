"""Granian, whose workers can be stopped at any moment: `python -m network.server`."""

import os
import signal
import time
from threading import Thread

from granian.cli import entrypoint

STOPS = (signal.SIGINT, signal.SIGTERM)
# In seconds. A worker that has just begun to serve may miss being told once.
AGAIN = 0.5


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
    number = signal.sigwait(STOPS)
    while True:
        handler = signal.getsignal(number)
        if not callable(handler):
            # It serves nobody yet.
            os._exit(0)
        handler(number, None)
        time.sleep(AGAIN)


if __name__ == "__main__":
    os.register_at_fork(before=hold_back, after_in_parent=go_on, after_in_child=listen)
    entrypoint()  # type: ignore[no-untyped-call]
