"""PostgreSQL is stopped and started under requests: 503 within seconds, and back by itself."""

import os
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from bench.drills.outcome import Outcome
from bench.drills.serving import (
    Answer,
    DrillError,
    ask,
    demand,
    flask,
    free_port,
    judged,
    production,
)

PAGES = (
    "/en/",
    "/ar/cities/",
    "/en/activities.csv",
    "/api/v1/cities",
    "/en/reach",
    "/ckb/search?q=a",
)
CLIENTS = 6
LONGEST = 8.0


def run(short: bool) -> Outcome:
    """Run the drill, and tell what it found."""
    return judged(drill, short)


def drill(short: bool) -> dict[str, float]:
    """Stop a PostgreSQL of its own three times under a production server; raises DrillError."""
    rounds = 1 if short else 3
    answers: list[Answer] = []
    back: list[float] = []
    with tempfile.TemporaryDirectory(dir=_memory()) as folder, postgresql(Path(folder)) as server:
        settings = {
            "NETWORK_INSTANCE_FOLDER": f"{folder}/instance",
            "NETWORK_DATABASE_URL": server.url,
        }
        for command in ("migrate", "seed"):
            done = flask(command, **settings)
            demand(done.returncode == 0, done.stderr)
        with production(Path(folder) / "server.log", **settings) as port:
            stop = Event()
            clients = [
                Thread(target=_read, args=(port, stop, answers, place)) for place in range(CLIENTS)
            ]
            for client in clients:
                client.start()
            try:
                for mode in ("fast", "immediate", "fast")[:rounds]:
                    time.sleep(2)
                    server.stop(mode)
                    _check_away(port, settings)
                    server.start()
                    back.append(_until_back(port))
            finally:
                stop.set()
                for client in clients:
                    client.join()
            log = (Path(folder) / "server.log").read_text()
    return _judged(answers, back, log)


class Server:
    """A PostgreSQL of the drill's own, in a folder that goes with it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "postgresql", free_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"
        self.folder.mkdir()
        if os.getuid() == 0:
            folder.chmod(0o755)
            subprocess.run(["chown", "postgres", str(self.folder)], check=True)
        self._run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8")

    @property
    def data(self) -> str:
        """Where its files are."""
        return str(self.folder / "data")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str) -> None:
        """Stop it, ending what it does."""
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        places = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not places:
            raise DrillError("there is no PostgreSQL server in /usr/lib/postgresql")
        command = [str(places[-1] / program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)


@contextmanager
def postgresql(folder: Path) -> Iterator[Server]:
    """A running server of the drill's own."""
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        if (server.folder / "data" / "postmaster.pid").exists():
            server.stop("immediate")


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _read(port: int, stop: Event, answers: list[Answer], place: int) -> None:
    while not stop.is_set():
        answers.append(ask(port, PAGES[place % len(PAGES)]))
        place += 1
        time.sleep(0.05)


def _check_away(port: int, settings: dict[str, str]) -> None:
    for path in PAGES:
        answer = ask(port, path)
        demand(answer.status == 503, f"{path} answered {answer.status} without a database")
        demand("Content-Security-Policy" in answer.headers, f"{path} has no headers")
        demand("Retry-After" in answer.headers, f"{path} does not say when to come back")
    static = ask(port, "/en/about").body.decode().partition('href="/static/')[2].partition('"')[0]
    demand(ask(port, f"/static/{static}").status == 200, "static files do not answer")
    for command in (("migrate",), ("seed",), ("accounts", "list")):
        done = flask(*command, **settings)
        lines = done.stderr.strip().splitlines()
        demand(done.returncode == 1 and len(lines) == 1, f"{command} says {done.stderr[-500:]}")


def _until_back(port: int) -> float:
    """Seconds until every page answers again."""
    begun = time.monotonic()
    while time.monotonic() < begun + 30:
        if all(ask(port, path).status == 200 for path in PAGES):
            return time.monotonic() - begun
    raise DrillError("pages did not come back by themselves")


def _judged(answers: list[Answer], back: list[float], log: str) -> dict[str, float]:
    counts = Counter(answer.status for answer in answers)
    longest = max(answer.seconds for answer in answers)
    figures = {
        "answers": len(answers),
        "of these 503": counts[503],
        "longest in s": longest,
        "back after at most, in s": max(back),
    }
    fault = "\n".join(line for line in log.splitlines() if " is away" not in line)[-3000:]
    demand(set(counts) <= {200, 503}, f"answers were {dict(counts)}: {fault}")
    demand(longest <= LONGEST, f"an answer took {longest:.1f} s")
    return figures
