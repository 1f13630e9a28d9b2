"""PostgreSQL goes away under writing clients: 503 meanwhile, nothing lost, back by itself.

In the control PostgreSQL acknowledges what it has only in memory, and is killed.
"""

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from bench.drills.outcome import Outcome
from bench.drills.postgresql import Cluster, cluster
from bench.drills.servers import production
from bench.drills.writing import prepared
from network.access.cookies import SESSION
from network.database import open_engine
from network.models import Revision
from tests.cast import Desk

CLIENTS = 8
UP, AWAY, PAUSE = 3.0, 2.0, 0.05
# Longest in seconds until all clients are answered again.
PATIENCE = 20.0
LOST = "acknowledged saves are lost"
# How it goes away each time: ended in order, or as if killed.
MODES, SHORT_MODES = ("fast", "immediate") * 3, ("immediate",)
CARELESS = "-c synchronous_commit=off -c wal_writer_delay=10s"


@dataclass
class Client:
    """Somebody who types without end, and types the same again after a refusal."""

    person: Desk
    draft: int
    acknowledged: int = -1
    sent: int = -1
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    without_hint: int = 0

    def type(self, port: int, done: threading.Event) -> None:
        """Keep one text after the other until `done`."""
        while not done.is_set():
            with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
                try:
                    self._type_once(connection)
                except (OSError, HTTPException) as error:
                    self.broken.append(repr(error))
            time.sleep(PAUSE)

    def _type_once(self, connection: HTTPConnection) -> None:
        headers = {
            "Cookie": f"{SESSION}={self.person.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.sent += 1
        fields = {"token": self.person.form_token, "name_en": f"text {self.sent}"}
        path = f"/en/desk/drafts/{self.draft}/typed"
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        self.statuses[answer.status] += 1
        if answer.status == 200:
            self.acknowledged = self.sent
        elif answer.status == 503:
            self.without_hint += "Retry-After" not in answer.headers


def control() -> Outcome:
    """The short form on a PostgreSQL that loses what it acknowledged must find it lost."""
    return run(short=True, settings=CARELESS).seen(LOST)


def run(short: bool, settings: str = "") -> Outcome:
    """Stop and start it six times (once in the short form) under eight clients that write."""
    outcome, back = Outcome(), []
    with cluster(settings) as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clients = [Client(*pair) for pair in prepared(server.url, folder, CLIENTS)]
        with production(folder, NETWORK_DATABASE_URL=server.url) as site:
            workers, done = site.workers(), threading.Event()
            threads = [
                threading.Thread(target=client.type, args=(site.port, done)) for client in clients
            ]
            for thread in threads:
                thread.start()
            try:
                for mode in SHORT_MODES if short else MODES:
                    back.append(go_away(server, mode, clients, outcome))
            finally:
                done.set()
                for thread in threads:
                    thread.join()
            outcome.expect(site.workers() == workers, "workers died")
        judge(outcome, clients, back)
        outcome.expect(not lost(server, clients), f"{lost(server, clients)} saves are lost")
    return outcome


def go_away(server: Cluster, mode: str, clients: list[Client], outcome: Outcome) -> float:
    """Stop and start the database; how many seconds until every client is answered again."""
    time.sleep(UP)
    server.stop(mode)
    time.sleep(AWAY)
    missing = lost(server, clients, before=server.start)
    outcome.expect(not missing, f"{LOST} after a stop ({mode}): {missing}")
    begun, before = time.monotonic(), [client.acknowledged for client in clients]
    while time.monotonic() < begun + PATIENCE:
        if all(c.acknowledged > old for c, old in zip(clients, before, strict=True)):
            return time.monotonic() - begun
        time.sleep(0.05)
    outcome.faults.append("the site does not come back by itself")
    return PATIENCE


def lost(server: Cluster, clients: list[Client], before: Callable[[], None] = lambda: None) -> int:
    """How many drafts are older than what was acknowledged of them when `before` was called."""
    acknowledged = [client.acknowledged for client in clients]
    before()
    engine = open_engine(server.url)
    with Session(engine) as session:
        kept = [
            dict(session.get_one(Revision, client.draft).typed or []).get("name_en", "text -1")
            for client in clients
        ]
    engine.dispose()
    return sum(int(text.split()[1]) < old for text, old in zip(kept, acknowledged, strict=True))


def judge(outcome: Outcome, clients: list[Client], back: list[float]) -> None:
    """Put figures and faults of what the clients met into `outcome`."""
    statuses = sum((client.statuses for client in clients), Counter[int]())
    broken = [error for client in clients for error in client.broken]
    outcome.figures["stops"] = len(back)
    outcome.figures["statuses"] = dict(statuses)
    outcome.figures["seconds until back, longest"] = f"{max(back):.2f}"
    others = {status: count for status, count in statuses.items() if status not in (200, 503)}
    hints = sum(client.without_hint for client in clients)
    outcome.expect(statuses[200] > len(clients), "hardly anything was saved")
    outcome.expect(sum(statuses.values()) > statuses[200], "no client met the stop")
    outcome.expect(not others, f"answers other than 200 and 503: {others}")
    outcome.expect(not hints, f"{hints} answers 503 do not say when to come back")
    outcome.expect(not broken, f"broken connections: {broken[:3]}")
