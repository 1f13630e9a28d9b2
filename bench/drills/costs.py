"""Twelve clients ask for past days at random: one is rebuilt, others are told; pages go on.

Prints the time of other pages without and with the attack, and of refusals.
"""

import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.drills.asking import Answer, ask, demand, flask, judged
from bench.drills.outcome import Outcome
from bench.drills.servers import production
from network.database import open_engine
from network.models import Revision

CLIENTS = 12
OTHERS = ("/en/about", "/en/cities/", "/ar/forums/", "/en/activities/", "/ckb/", "/en/rivers")
SHORT_REFUSAL = 0.05
MOST_TIMES = 2.0
# On a machine that others use, a few milliseconds are no sign of anything.
NOTHING = 0.02


def run(short: bool) -> Outcome:
    """Run the drill, and tell what it found."""
    return judged(drill, short)


def drill(short: bool) -> dict[str, float]:
    """Attack a production server of two workers; raises DrillError where others notice."""
    seconds = 6 if short else 60
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        settings = {"NETWORK_INSTANCE_FOLDER": folder}
        for command in ("migrate", "seed"):
            done = flask(command, **settings)
            demand(done.returncode == 0, done.stderr)
        _spread(place / "network.sqlite")
        with production(place, **settings) as site:
            for path in OTHERS * 4:
                ask(site.port, path)
            calm = _measured(site.port, seconds, lambda _stop: None)
            attacked: list[Answer] = []
            pressed = _measured(site.port, seconds, lambda stop: _attack(site.port, stop, attacked))
    return _judged(calm, pressed, attacked)


def _spread(file: Path) -> None:
    """Let the records have been published on three hundred days, as over years of work."""
    engine = open_engine(f"sqlite:///{file}")
    beginning = datetime(2019, 1, 1, 12, tzinfo=UTC)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        for number, revision in enumerate(session.scalars(select(Revision).order_by(Revision.id))):
            revision.published_at = beginning + timedelta(days=number * 4)
    engine.dispose()


def _measured(port: int, seconds: float, beside: Callable[[Event], None]) -> list[Answer]:
    """The answers to other pages, one after the other, while `beside` goes on."""
    stop = Event()
    other = Thread(target=beside, args=(stop,))
    other.start()
    found, ends, number = [], time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        found.append(ask(port, OTHERS[number % len(OTHERS)]))
        number += 1
        time.sleep(0.02)
    stop.set()
    other.join()
    return found


def _attack(port: int, stop: Event, found: list[Answer]) -> None:
    def press(seed: int) -> None:
        chosen = random.Random(seed)
        while not stop.is_set():
            day = date(2019, 1, 1) + timedelta(days=chosen.randrange(2000))
            page = chosen.choice(("cities/", "forums/", "activities/", ""))
            found.append(ask(port, f"/en/{page}?as_of={day}"))
            # Who is refused comes again at once, but has to read what was said.
            time.sleep(0.1)

    clients = [Thread(target=press, args=(seed,)) for seed in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()


def _judged(calm: list[Answer], pressed: list[Answer], attacked: list[Answer]) -> dict[str, float]:
    refused = [answer.seconds for answer in attacked if answer.status == 503]
    counts = Counter(answer.status for answer in attacked)
    figures = {
        "other pages without, p95 in ms": 1000 * _late([answer.seconds for answer in calm]),
        "other pages with, p95 in ms": 1000 * _late([answer.seconds for answer in pressed]),
        "other pages with, median in ms": 1000 * statistics.median(a.seconds for a in pressed),
        "other pages without, median in ms": 1000 * statistics.median(a.seconds for a in calm),
        "refusals": len(refused),
        "refusals, median in ms": 1000 * statistics.median(refused or [0]),
        "refusals, p95 in ms": 1000 * _late(refused or [0]),
        "pasts answered": counts[200],
    }
    demand({answer.status for answer in calm + pressed} == {200}, "another page was not answered")
    demand(set(counts) <= {200, 503}, f"pasts were answered {dict(counts)}")
    demand(bool(refused) and counts[200] > 0, "nothing was refused, or nothing answered")
    limit = max(MOST_TIMES * figures["other pages without, p95 in ms"], 1000 * NOTHING)
    demand(figures["other pages with, p95 in ms"] <= limit, "other pages noticed")
    demand(figures["refusals, p95 in ms"] <= 1000 * SHORT_REFUSAL, "refusals took too long")
    return figures


def _late(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]
