"""Processes are killed: nothing acknowledged is lost, and nothing is there by half.

The server under eight writing clients, and the commands that write: seed, migrate, backup, restore. Each
is killed at a moment by chance, looked at, and then does its work to the end.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from bench.drills.outcome import Outcome
from bench.drills.servers import environment, production
from bench.drills.writing import Found, prepared
from network.access.cookies import SESSION
from network.config import PROJECT_FOLDER
from tests.cast import Desk

CLIENTS = 8
COMMAND = [sys.executable, "-m", "flask", "--app", "app"]


def run(short: bool) -> Outcome:
    """Kill 100 times (17 in the short form), a fifth of them the server."""
    outcome, each = Outcome(), 3 if short else 20
    kill_the_server(outcome, each + short * 2)
    for killed in (Seed, Migrate, Backup, Restore):
        kill_the_command(outcome, killed, each)
    return outcome


@dataclass
class Client:
    """Somebody who types without end; `acknowledged` is the last text that the server took."""

    person: Desk
    draft: int
    acknowledged: int = -1
    sent: int = -1

    def type_until_it_breaks(self, port: int) -> None:
        """Keep one text after the other until the server is gone."""
        headers = {
            "Cookie": f"{SESSION}={self.person.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            try:
                while True:
                    self.sent += 1
                    fields = {"token": self.person.form_token, "name_en": f"text {self.sent}"}
                    path = f"/en/desk/drafts/{self.draft}/typed"
                    connection.request("POST", path, urlencode(fields), headers)
                    answer = connection.getresponse()
                    answer.read()
                    if answer.status != 200:
                        return
                    self.acknowledged = self.sent
            except (OSError, HTTPException):
                return


def kill_the_server(outcome: Outcome, kills: int) -> None:
    """Kill the server and its workers under clients that write, again and again."""
    chance, lost, unsound = random.Random(7), 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "network.sqlite"
        url = f"sqlite:///{path}"
        clients = [Client(*pair) for pair in prepared(url, folder, CLIENTS)]
        for _ in range(kills):
            type_and_kill(clients, folder, url, 0.3 + chance.random())
            found = Found(path)
            unsound += not (found.sound and found.bound)
            lost += sum(is_lost(found, client) for client in clients)
    total = sum(client.acknowledged + 1 for client in clients)
    outcome.figures["server: kills, saves, lost, unsound"] = (kills, total, lost, unsound)
    outcome.expect(not lost, f"{lost} acknowledged saves are lost")
    outcome.expect(not unsound, f"{unsound} kills of the server left an unsound database")
    outcome.expect(total > kills * CLIENTS, "hardly anything was saved: the drill shows nothing")


def is_lost(found: Found, client: Client) -> bool:
    """Whether a draft is older than what was acknowledged of it."""
    kept = dict(json.loads(found.typed.get(client.draft, "[]"))).get("name_en", "text -1")
    return int(kept.split()[1]) < client.acknowledged


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


class Command:
    """A command in a folder of its own: made ready, killed, looked at, and run to its end."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "network.sqlite"
        self.ready()

    def ready(self) -> None:
        """Put the folder as it is before the command."""

    def words(self) -> list[str]:
        """What follows `flask --app app`."""
        raise NotImplementedError

    def fault(self) -> str:
        """What the kill broke, empty where nothing."""
        raise NotImplementedError

    def start(self) -> subprocess.Popen[bytes]:
        """Begin the command."""
        settings = {"NETWORK_INSTANCE_FOLDER": str(self.folder)}
        return subprocess.Popen(
            [*COMMAND, *self.words()],
            cwd=PROJECT_FOLDER,
            env=environment(settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


class Migrate(Command):
    """The tables come up from none."""

    name = "migrate"

    def words(self) -> list[str]:
        return ["migrate"]

    def fault(self) -> str:
        versions = ask(self.path, "SELECT version_num FROM alembic_version")
        tables = ask(self.path, "SELECT count(*) FROM sqlite_master WHERE type = 'table'")
        if tables in ([], [(0,)]) or versions:
            return unsound(self.path)
        return "tables without a version"


class Seed(Command):
    """The documented programme is loaded into empty tables."""

    name = "seed"

    def ready(self) -> None:
        finished(Migrate(self.folder))

    def words(self) -> list[str]:
        return ["seed"]

    def fault(self) -> str:
        counts = {ask(self.path, f"SELECT count(*) > 0 FROM {table}")[0] for table in SEEDED}
        return "a programme by half" if len(counts) > 1 else unsound(self.path)


class Backup(Command):
    """The database is written into a file."""

    name = "backup"
    count = 0

    def ready(self) -> None:
        finished(Seed(self.folder))

    @property
    def file(self) -> Path:
        """Where the backup goes."""
        return self.folder.parent / "backups" / "copy.sqlite"

    def words(self) -> list[str]:
        self.file.parent.mkdir(exist_ok=True)
        for left in self.file.parent.glob("copy.sqlite*"):
            left.unlink()
        return ["backup", str(self.file)]

    def fault(self) -> str:
        if not self.file.exists():
            return unsound(self.path)
        beside = self.file.with_name(f"{self.file.name}.sha256")
        digest = hashlib.sha256(self.file.read_bytes()).hexdigest()
        if not beside.exists() or beside.read_text().split()[:1] != [digest]:
            return "a backup that is not what its checksum says"
        return unsound(self.file)


class Restore(Command):
    """A backup is put in place of a database that is there."""

    name = "restore"

    def ready(self) -> None:
        backup = Backup(self.folder)
        finished(backup)
        self.file = backup.file

    def words(self) -> list[str]:
        return ["restore", str(self.file)]

    def fault(self) -> str:
        if not self.path.exists():
            return "no database at all"
        if ask(self.path, "SELECT count(*) > 9 FROM activity") != [(1,)]:
            return "a database without its records"
        return unsound(self.path)


SEEDED = ("source", "theme", "city", "forum", "organization", "activity", "plan", "edition")


def kill_the_command(outcome: Outcome, kind: Callable[[Path], Command], kills: int) -> None:
    """Kill one command again and again, and let it end its work afterwards."""
    chance, faults, killed = random.Random(7), [], 0
    with tempfile.TemporaryDirectory() as name:
        model = Path(name) / "model"
        model.mkdir()
        command = kind(model)
        kept = Path(name) / "kept"
        shutil.copytree(model, kept)
        begun = time.monotonic()
        finished(command)
        whole = time.monotonic() - begun
        for _ in range(kills):
            shutil.rmtree(model)
            shutil.copytree(kept, model)
            process = command.start()
            time.sleep(chance.uniform(0.2, 1.0) * whole)
            process.kill()
            killed += process.wait() == -signal.SIGKILL
            faults += [fault] if (fault := command.fault()) else []
            # What the kill left behind may not be in the way of the next attempt.
            finished(command)
            faults += [f"after the next run: {fault}"] if (fault := command.fault()) else []
    outcome.figures[f"{command.name}: kills, faults"] = (killed, len(faults))
    outcome.faults += [f"{command.name}: {fault}" for fault in sorted(set(faults))]


def finished(command: Command) -> None:
    """Run a command to its end; raises RuntimeError where it fails."""
    if command.start().wait(120):
        raise RuntimeError(f"{command.name} fails")


def ask(path: Path, statement: str) -> list[tuple[object, ...]]:
    """The rows of a statement; none where there is no such database or table."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        try:
            return connection.execute(statement).fetchall()
        except sqlite3.OperationalError:
            return []


def unsound(path: Path) -> str:
    """What is wrong with a database, empty where nothing is."""
    if not path.exists() or ask(path, "PRAGMA integrity_check") == [("ok",)]:
        return ""
    return "an unsound database"
