"""How Granian serves the application, for `make run` and in production alike."""

import os
import sys
from pathlib import Path
from typing import NoReturn

# A request that waits for its body, or for its turn, waits in a thread of the worker. Few of them
# compute at once (see turnstile.py): so many may wait.
THREADS = 256
# Connections of one worker, idle ones included: they cost some kilobytes each, and no thread.
CONNECTIONS = 8_192
BACKLOG = 4_096
# In milliseconds; a browser sends its headers at once.
PATIENCE_FOR_HEADERS = 10_000
# Headers of a request together, in bytes: longer ones ask for nothing that we know.
LONGEST_HEADERS = 65_536
# To publish an import of ten thousand rows takes up to a minute; a worker that is to be replaced
# ends what it has begun.
PATIENCE_FOR_THE_LAST = 120
# In seconds; at a reload a worker is stopped so long after the one in its place was started, which
# listens once it has loaded the application: seconds on a small machine that has much to do.
PATIENCE_TO_LOAD = 10
MIGRATION = Path("/proc/sys/net/ipv4/tcp_migrate_req")
MOST_MEBIBYTES = 1_024


def command(host: str, port: int, workers: int) -> list[str]:
    """The command that serves `app:app` with so many workers on `host` and `port`."""
    options = {
        "interface": "wsgi",
        "http": "1",
        "host": host,
        "port": port,
        "workers": workers,
        "blocking-threads": THREADS,
        "backpressure": CONNECTIONS,
        "backlog": BACKLOG,
        "http1-header-read-timeout": PATIENCE_FOR_HEADERS,
        "http1-buffer-size": LONGEST_HEADERS,
        "workers-max-rss": MOST_MEBIBYTES,
        "workers-kill-timeout": PATIENCE_FOR_THE_LAST,
        "respawn-interval": PATIENCE_TO_LOAD,
        "log-level": "error",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    # Nothing is written down of who asked for what.
    flags = ["--no-ws", "--respawn-failed-workers", "--no-access-log"]
    return [sys.executable, "-m", "network.server", *words, *flags, "app:app"]


def is_handed_over() -> bool:
    """Whether Linux gives what waits at a worker that stops to another one, and does not cut it."""
    try:
        return MIGRATION.read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def become_the_server(host: str, port: int, workers: int) -> NoReturn:
    """Turn this process into the server, whose workers inherit no connection and no thread of it.

    A worker that dies all the same says where.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    words = command(host, port, workers)
    os.execve(words[0], words, {**os.environ, "PYTHONFAULTHANDLER": "1"})  # noqa: S606, no shell
