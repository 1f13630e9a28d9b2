"""Workers live under load: 30 kinds of address, 16 clients, a publication every two seconds.

The control sends a worker SIGSEGV in the middle of it.
"""

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bench.drills.outcome import Outcome
from bench.drills.servers import Server, environment, production
from network.changes.publish import Proposal, publish
from network.config import PROJECT_FOLDER
from network.database import open_engine
from network.forms import FORMS
from network.locales import LANGUAGES
from network.models import Activity, City, Forum, Organization, Theme
from network.vocabulary import Origin
from network.web.costs import LOOKED_THROUGH

ACTIVITIES, CLIENTS, PAUSE = 10_000, 16, 2.0
SECONDS, SHORT_SECONDS = 60.0, 12.0


@dataclass
class Reading:
    """What the clients met: how long answers took in seconds, their statuses, what broke."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    # Sums are behind a gate, where who has waited for ten seconds is told to come again.
    refused: list[str] = field(default_factory=list)


def unharmed(_server: Server) -> None:
    """Leave the server as it is."""


def hit_a_worker(server: Server) -> None:
    """Let a worker die as it does of a fault in Python itself."""
    os.kill(server.workers()[0], signal.SIGSEGV)


def control() -> Outcome:
    """The short form with a worker that dies must find that the workers are others."""
    return run(short=True, harm=hit_a_worker).seen("workers changed")


def run(short: bool, harm: Callable[[Server], None] = unharmed) -> Outcome:
    """Read for a minute (twelve seconds in the short form) from production on made-up records.

    `harm` is done to the server in the middle.
    """
    outcome, reading = Outcome(), Reading()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = make_database(folder)
        settings = {"NETWORK_DATABASE_URL": url, "NETWORK_REQUESTS_PER_MINUTE": "0"}
        with production(folder, **settings) as server, closing(Engines(url)) as engines:
            paths = list(addresses(engines.engine))
            before = server.workers()
            seconds = SHORT_SECONDS if short else SECONDS
            middle = threading.Timer(seconds / 2, harm, (server,))
            middle.start()
            published = read_while_publishing(server, engines.engine, paths, reading, seconds)
            middle.join()
            after, words = server.workers(), server.words()
    judge(outcome, reading, words)
    outcome.expect(before == after, f"workers changed from {before} to {after}")
    outcome.expect(published > 0, "nothing was published")
    outcome.figures["kinds of address"] = len(paths)
    outcome.figures["publications"] = published
    return outcome


class Engines:
    """The database that is published into, beside the server."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def judge(outcome: Outcome, reading: Reading, words: str) -> None:
    """Put figures and faults of what the clients met into `outcome`."""
    outcome.figures["answers"] = len(reading.times)
    outcome.figures["statuses"] = dict(reading.statuses)
    if reading.times:
        cuts = statistics.quantiles(reading.times, n=20)
        outcome.figures["seconds, median and p95"] = f"{cuts[9]:.3f} {cuts[18]:.3f}"
    others = {status for status in reading.statuses if status not in (200, 503)}
    outcome.expect(not others, f"answers other than 200: {dict(reading.statuses)}")
    outcome.expect(not reading.refused, f"refused without a gate: {reading.refused[:5]}")
    outcome.expect(bool(reading.times), "there was no answer")
    outcome.expect(not reading.broken, f"broken connections: {reading.broken[:5]}")
    for sign in ("Unexpected exit", "Fatal Python error", "Traceback"):
        outcome.expect(sign not in words, f"the server said: {words[-2000:]}")


def make_database(folder: Path) -> str:
    """Make 10,000 made-up activities in `folder`; returns the address of the database."""
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "demo", "--activities", str(ACTIVITIES)],
        cwd=PROJECT_FOLDER,
        env=environment({"NETWORK_INSTANCE_FOLDER": str(folder)}),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return f"sqlite:///{folder / 'demo.sqlite'}"


def addresses(engine: Engine) -> Iterator[str]:
    """One address of each of 30 kinds."""
    with Session(engine) as session:
        city, forum, team, theme, activity = (
            session.scalars(select(model.slug).order_by(model.id).limit(1)).one()
            for model in (City, Forum, Organization, Theme, Activity)
        )
    yield from ("/en/", "/ar/", f"/en/?theme={theme}", "/en/?from=2015&to=2018", "/ckb/?q=demo")
    yield from (f"/en/?forum={forum}", f"/en/?organization={team}", "/en/?page=20", "/en/?light=1")
    yield from ("/en/fragments/activities", f"/en/fragments/activities?theme={theme}", "/cube.json")
    yield from (f"/en/cities/{city}", f"/en/forums/{forum}", f"/en/organizations/{team}")
    yield from (f"/en/activities/{activity}", f"/en/themes/{theme}", "/en/cities/", "/en/forums/")
    yield from ("/en/organizations/", "/en/solidarity", "/en/reach", "/en/search?q=demo")
    yield from ("/en/about", "/robots.txt", "/sitemap.xml", "/api/v1/cities", "/api/v1/activities")
    yield from ("/ogc/collections/activities/items?limit=100", "/api/v1/openapi.json")


def read_while_publishing(
    server: Server, engine: Engine, paths: list[str], reading: Reading, seconds: float
) -> int:
    """Let 16 clients read for so long while records are published; returns how many were."""
    until = time.monotonic() + seconds
    readers = [
        threading.Thread(target=read, args=(server.port, paths, reading, until, number))
        for number in range(CLIENTS)
    ]
    for reader in readers:
        reader.start()
    published = 0
    while time.monotonic() < until:
        published += 1
        publish_theme(engine, published)
        time.sleep(PAUSE)
    for reader in readers:
        reader.join()
    return published


def read(port: int, paths: list[str], reading: Reading, until: float, number: int) -> None:
    """One client: reads addresses at random over one connection; a broken one is noted."""
    chance = random.Random(number)
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        path, begun = chance.choice(paths), time.monotonic()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException) as error:
            reading.broken.append(f"{path}: {error!r}")
            connection.close()
            continue
        reading.times.append(time.monotonic() - begun)
        reading.statuses[answer.status] += 1
        if answer.status == 503 and not (answer.headers["Retry-After"] and is_gated(path)):
            reading.refused.append(path)
    connection.close()


def is_gated(path: str) -> bool:
    """Whether a few at a time are answered there, as it is reach or has all texts searched."""
    return path.startswith("/en/reach") or any(f"{key}=" in path for key in LOOKED_THROUGH)


def publish_theme(engine: Engine, number: int) -> None:
    """Publish one more theme, which gives all pages a new edition."""
    row = {"slug": f"drill-{number}", "position": str(100 + number), "sources": "demo"}
    names = {f"name_{language}": f"Drill {number}" for language in LANGUAGES}
    form = FORMS["theme"].of_row({**row, **names})
    if not form.validate():
        raise ValueError(form.errors)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        publish(session, [Proposal("theme", form.snapshot())], Origin.DESK)
