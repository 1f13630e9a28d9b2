"""Real servers for the tests: processes on a free port, stopped at the end."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from network.config import PROJECT_FOLDER

SCRIPTS = Path(sys.executable).parent
# The application on a database that is there already, as production starts it.
PRODUCTION = (sys.executable, "app.py", "serve")
# In seconds: what waits for a process to start takes long where every core is busy with others.
PATIENCE = 90


def environment(**settings):
    """The environment of a process of ours, with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NETWORK_")}
    return {**kept, "HOST": "127.0.0.1", **settings}


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*command, **settings):
    """Run a command to its end; its standard error and output are texts."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=PROJECT_FOLDER,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def ask(port, path, **headers):
    """One answer of the server on `port`, and its body."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()


def status_of(port, path):
    """The status of the answer to a path of any bytes, sent as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(
            b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        return int(connection.makefile("rb").readline().split()[1])


@contextmanager
def serving(*command, output=subprocess.DEVNULL, **settings):
    """A server that answers; yields its port. What it says goes to the file `output`."""
    port = free_port()
    process = begun(*command, output=output, **settings, PORT=str(port))
    try:
        wait_until_it_answers(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def begun(*command, output=subprocess.DEVNULL, **settings):
    """The process of a server that was told to start, at the head of a group of its own."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=PROJECT_FOLDER,
        env=environment(**settings),
        stdout=output,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_until_it_answers(process, port):
    """Wait for the first answer of a server that was just started."""
    for _ in range(600):
        assert process.poll() is None, "the server stopped"
        try:
            ask(port, "/cube.json")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def ended(pid):
    """Whether a process is gone, or soon will be."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
