"""Without PostgreSQL pages say 503 within seconds, commands one line; then all is back."""

import tempfile
import time
from collections import Counter
from pathlib import Path
from threading import Event, Thread

from bench.drills.asking import Answer, DrillError, ask, demand, flask, judged
from bench.drills.outcome import Outcome
from bench.drills.postgresql import cluster
from bench.drills.servers import production

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
    with tempfile.TemporaryDirectory() as name, cluster() as server:
        settings = {"NETWORK_INSTANCE_FOLDER": name, "NETWORK_DATABASE_URL": server.url}
        for command in ("migrate", "seed"):
            done = flask(command, **settings)
            demand(done.returncode == 0, done.stderr)
        with production(Path(name), **settings) as site:
            stop = Event()
            clients = [
                Thread(target=_read, args=(site.port, stop, answers, place))
                for place in range(CLIENTS)
            ]
            for client in clients:
                client.start()
            try:
                for mode in ("fast", "immediate", "fast")[:rounds]:
                    time.sleep(2)
                    server.stop(mode)
                    _check_away(site.port, settings)
                    server.start()
                    back.append(_until_back(site.port))
            finally:
                stop.set()
                for client in clients:
                    client.join()
        log = site.words()
    return _judged(answers, back, log)


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
