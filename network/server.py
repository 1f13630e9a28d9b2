"""Granian, whose workers can be stopped from their first moment on: `python -m network.server`."""

import os
import signal

from granian.cli import entrypoint

STOPS = (signal.SIGINT, signal.SIGTERM)


def hold_back() -> None:
    """Let signals wait while a worker is forked, as Python forgets those that come just then."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)


def go_on() -> None:
    """Take signals again."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


def stop_at_once() -> None:
    """Let a signal end this process, which has just been forked and serves nobody yet.

    A worker begins with the server's own handlers, which in its copy do nothing: told to stop while
    it loads the application, it would serve on until the server loses its patience and kills it.
    """
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
    go_on()


if __name__ == "__main__":
    os.register_at_fork(before=hold_back, after_in_parent=go_on, after_in_child=stop_at_once)
    entrypoint()  # type: ignore[no-untyped-call]
