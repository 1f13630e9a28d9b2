"""Processes are killed: nothing acknowledged is lost, and nothing is there by half.

The server under eight writing clients, and what writes much at once: an import, the commands
seed, migrate, backup and restore. Each is killed at a moment by chance, looked at, and then does
its work to the end. The control is a restore that copies over the database that is there.
"""

import json
import os
import random
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from bench.drills.killed_work import (
    NEW,
    OLD,
    WORK,
    CarelessRestore,
    Work,
    application,
    ended,
    forked,
)
from bench.drills.outcome import Outcome
from bench.drills.servers import production
from bench.drills.writing import Found, prepared
from network.access.cookies import SESSION
from network.files import PREFIX
from tests.cast import Desk

CLIENTS = 8
# Kills of the server, and of each work: a hundred in full.
KILLS, SHORT_KILLS = (20, 16), (2, 2)
CONTROL, SHORT_CONTROL = 6, 2


def run(short: bool) -> Outcome:
    """Kill 100 times (12 in the short form), a fifth of them the server."""
    outcome = Outcome()
    of_server, of_each = SHORT_KILLS if short else KILLS
    kill_the_server(outcome, of_server)
    for work in WORK:
        states = kill_the_work(work, of_each)
        outcome.figures[f"{work.name}: {of_each} kills left"] = dict(states)
        outcome.faults += [f"{work.name}: {state}" for state in states if state not in (OLD, NEW)]
        outcome.expect(states[OLD] > 0, f"{work.name}: no kill came in time")
    states = kill_the_work(CarelessRestore(), SHORT_CONTROL if short else CONTROL)
    outcome.figures[f"control, {CarelessRestore.name}"] = dict(states)
    outcome.expect(bool({*states} - {OLD, NEW}), "the control broke nothing: no half would be seen")
    return outcome


@dataclass
class Client:
    """Somebody who types without end; `acknowledged` is the last text that the server took."""

    person: Desk
    draft: int
    acknowledged: int = -1
    sent: int = -1
    refused: list[int] = field(default_factory=list)

    def type_until_it_breaks(self, port: int) -> None:
        """Keep one text after the other until the server is gone."""
        headers = {
            "Cookie": f"{SESSION}={self.person.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        path = f"/en/desk/drafts/{self.draft}/typed"
        with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            try:
                while not self.refused:
                    self.sent += 1
                    fields = {"token": self.person.form_token, "name_en": f"text {self.sent}"}
                    connection.request("POST", path, urlencode(fields), headers)
                    answer = connection.getresponse()
                    answer.read()
                    if answer.status == 200:
                        self.acknowledged = self.sent
                    else:
                        self.refused.append(answer.status)
            except (OSError, HTTPException):
                return


def kill_the_server(outcome: Outcome, kills: int) -> None:
    """Kill the server and its workers under clients that write, again and again."""
    chance, wrong, unsound = random.Random(7), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "network.sqlite"
        url = f"sqlite:///{path}"
        clients = [Client(*pair) for pair in prepared(url, folder, CLIENTS)]
        for _ in range(kills):
            type_and_kill(clients, folder, url, 0.3 + chance.random())
            found = Found(path)
            unsound += not (found.sound and found.bound)
            wrong += sum(is_wrong(found, client) for client in clients)
    total = sum(client.acknowledged + 1 for client in clients)
    refused = Counter(status for client in clients for status in client.refused)
    outcome.figures["server: kills, saves, lost, unsound"] = (kills, total, wrong, unsound)
    outcome.expect(not wrong, f"{wrong} acknowledged saves are lost")
    outcome.expect(not unsound, f"{unsound} kills of the server left an unsound database")
    outcome.expect(not refused, f"saves were refused: {dict(refused)}")
    outcome.expect(total > kills * CLIENTS, "hardly anything was saved: the drill shows nothing")


def is_wrong(found: Found, client: Client) -> bool:
    """Whether a draft is older than what was acknowledged of it, or newer than what was sent.

    What was sent last may have arrived without its answer.
    """
    kept = dict(json.loads(found.typed.get(client.draft, "[]"))).get("name_en", "text -1")
    return not client.acknowledged <= int(kept.split()[1]) <= client.sent


def type_and_kill(clients: list[Client], folder: Path, url: str, seconds: float) -> None:
    """Start the server, let all clients type, and kill it after so many seconds."""
    with production(folder, NETWORK_DATABASE_URL=url) as server:
        threads = [
            threading.Thread(target=client.type_until_it_breaks, args=(server.port,))
            for client in clients
        ]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        os.killpg(server.process.pid, signal.SIGKILL)
        for thread in threads:
            thread.join()


def kill_the_work(work: Work, kills: int) -> Counter[str]:
    """Kill so often; how often each state was left, a fault of the next attempt among them."""
    chance, states = random.Random(7), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        model, folder = Path(name) / "model", Path(name) / "instance"
        model.mkdir(mode=0o700)
        work.ready(model)
        whole = min(_attempt(work, model, folder) for _ in range(2))
        while states.total() < kills:
            # More of them late: that is when all takes its place.
            if not _killed(work, model, folder, 1.05 * whole * chance.random() ** 0.5):
                continue
            states[work.look(folder)] += 1
            # What the kill left behind may not be in the way of the next attempt.
            if work.look(folder) == OLD:
                ended(_begun(work, folder))
                if fault := _left_over(work, folder):
                    states[fault] += 1
    return states


def _attempt(work: Work, model: Path, folder: Path) -> float:
    """Do it all once; how many seconds it took. Raises RuntimeError where it fails."""
    _renew(model, folder)
    pid, begun = _begun(work, folder), time.monotonic()
    ended(pid)
    taken = time.monotonic() - begun
    if (found := work.look(folder)) != NEW:
        raise RuntimeError(f"{work.name} leaves {found}")
    return taken


def _left_over(work: Work, folder: Path) -> str:
    """What is wrong after an attempt that followed a kill, empty where nothing is."""
    if (found := work.look(folder)) != NEW:
        return f"after the next attempt: {found}"
    return "a partial file is left" if [*folder.rglob(f"{PREFIX}*")] else ""


def _killed(work: Work, model: Path, folder: Path, seconds: float) -> bool:
    """Whether it still worked when it was killed after so many seconds."""
    _renew(model, folder)
    pid = _begun(work, folder)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1] == signal.SIGKILL


def _renew(model: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(model, folder)


def _begun(work: Work, folder: Path) -> int:
    """A process that has the application and has just begun the work."""
    reading, writing = os.pipe()

    def do() -> int:
        app = application(folder)
        os.write(writing, b"!")
        return work.do(app)

    pid = forked(do)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    return pid
