"""Granian, whose workers can be stopped at any moment: `python -m network.server`."""

import os
import signal
import socket
import stat
import sys
import time
from pathlib import Path
from threading import Thread

from granian.cli import entrypoint

STOPS = (signal.SIGINT, signal.SIGTERM)
# In seconds: how often a worker that loads looks whether it can be told to stop, and how long it
# may take from then on to begin serving; told before that, it would go on.
GLANCE, SETTLING = 0.1, 2.0
# In seconds: so long those who have just connected may take to send what they ask for.
LAST_WORDS = 0.5
DESCRIPTORS = Path("/proc/self/fd")


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
    if sys.platform == "linux":
        _welcome_nobody_else()
    # Once only: told again while it ends what it has begun, Granian would hold everything up.
    handler = signal.getsignal(number)
    if callable(handler):
        handler(number, None)


def _welcome_nobody_else() -> None:
    """Leave new connections to the other workers; Granian would cut one that has not asked yet.

    On Linux each worker listens on a socket of its own. One at which nobody can call takes its
    place: from a closed one Granian would ask for the next connection without end.
    """
    with socket.socket(socket.AF_UNIX) as nobody:
        nobody.bind("")
        nobody.listen()
        nobody.setblocking(False)
        for descriptor in _listening():
            os.dup2(nobody.fileno(), descriptor, inheritable=False)
    time.sleep(LAST_WORDS)


def _listening() -> list[int]:
    """The descriptors of the internet sockets on which this worker waits for connections."""
    numbers = [int(entry.name) for entry in DESCRIPTORS.iterdir()]
    return [number for number in numbers if _listens(number)]


def _listens(descriptor: int) -> bool:
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
    except OSError:
        # The one that listed them.
        return False
    with socket.socket(fileno=os.dup(descriptor)) as copy:
        waits = copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        return bool(waits) and copy.family in (socket.AF_INET, socket.AF_INET6)


if __name__ == "__main__":
    os.register_at_fork(before=hold_back, after_in_parent=go_on, after_in_child=listen)
    entrypoint()  # type: ignore[no-untyped-call]
