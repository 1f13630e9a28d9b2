"""The production server for a drill, and what asks it: started here, stopped at the end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.drills.outcome import Outcome
from network.config import PROJECT_FOLDER

SCRIPTS = Path(sys.executable).parent
# The one place that says how production is started.
COMMAND = (sys.executable, "app.py", "serve")


class DrillError(Exception):
    """What a drill found wrong, in a sentence."""


@dataclass(frozen=True)
class Answer:
    """A status (0 where the connection broke), how long it took in seconds, headers and body."""

    status: int
    seconds: float
    headers: dict[str, str]
    body: bytes
    cookies: tuple[tuple[str, str], ...] = ()


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process of ours with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NETWORK_")}
    return {**kept, "HOST": "127.0.0.1", **settings}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def flask(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the site to its end."""
    return subprocess.run(
        [str(SCRIPTS / "flask"), "--app", "app", *arguments],
        cwd=PROJECT_FOLDER,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def judged(drill: Callable[[bool], Mapping[str, float]], short: bool) -> Outcome:
    """The outcome of a drill that ends with its figures or a DrillError."""
    try:
        return Outcome({name: f"{figure:.1f}" for name, figure in drill(short).items()})
    except DrillError as error:
        return Outcome(faults=[str(error)])


@contextmanager
def production(log: Path, **settings: str) -> Iterator[int]:
    """The production server on a free port, which is yielded."""
    port = free_port()
    with log.open("ab") as output:
        process = subprocess.Popen(
            COMMAND,
            cwd=PROJECT_FOLDER,
            env=environment(**settings, PORT=str(port)),
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def ask(
    port: int, path: str, body: str | None = None, seconds: float = 60, **headers: str
) -> Answer:
    """One answer of the server on `port`."""
    begun = time.perf_counter()
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=seconds)) as connection:
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            read = answer.read()
            taken = time.perf_counter() - begun
            cookies = tuple(
                (name, value.partition(";")[0])
                for sent in answer.headers.get_all("Set-Cookie") or ()
                for name, _equals, value in [sent.partition("=")]
            )
            named = {name.title(): value for name, value in answer.getheaders()}
            return Answer(answer.status, taken, named, read, cookies)
    except (OSError, HTTPException):
        return Answer(0, time.perf_counter() - begun, {}, b"")


def demand(holds: bool, sentence: str) -> None:
    """Raise DrillError with `sentence` unless it holds."""
    if not holds:
        raise DrillError(sentence)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        demand(process.poll() is None, "the server stopped as it began")
        if ask(port, "/robots.txt", seconds=5).status:
            return
        time.sleep(0.1)
    raise DrillError("the server does not answer")
