"""What a drill asks of a site: requests and commands, with what came of each."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.drills.outcome import Outcome
from bench.drills.servers import environment
from network.config import PROJECT_FOLDER

SCRIPTS = Path(sys.executable).parent


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


def flask(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the site to its end."""
    return subprocess.run(
        [str(SCRIPTS / "flask"), "--app", "app", *arguments],
        cwd=PROJECT_FOLDER,
        env=environment(settings),
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


def ask(
    port: int,
    path: str,
    body: str | bytes | None = None,
    seconds: float = 60,
    address: str = "127.0.0.1",
    **headers: str,
) -> Answer:
    """One answer of the server on `port` to somebody at `address`."""
    begun = time.perf_counter()
    try:
        with closing(_connection(port, seconds, address)) as connection:
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


def _connection(port: int, seconds: float, address: str) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", port, timeout=seconds, source_address=(address, 0))


def demand(holds: bool, sentence: str) -> None:
    """Raise DrillError with `sentence` unless it holds."""
    if not holds:
        raise DrillError(sentence)
