"""Work that may be killed at any moment: what it does, and what is there of it afterwards.

Each begins in a folder made ready, in a process that has the application already, so that every
kill falls into the work itself. What `look` says is OLD, NEW, or in a sentence what is wrong.
"""

import hashlib
import os
import sqlite3
import sys
import traceback
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import ClassVar

from flask import Flask
from flask.cli import ScriptInfo

from bench.drills.writing import GROUP, group
from network.changes.import_rows import import_rows
from network.changes.publish import publish
from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from network.models import Account
from network.vocabulary import AccountRole, Origin
from tests.cast import make_account
from tests.databases import build
from tests.records import organization, source

OLD, NEW = "old", "new"
ROWS = 60
SEEDED = ("source", "theme", "city", "forum", "organization", "activity", "plan", "edition")


class Work:
    """What is killed, in an instance folder of its own."""

    name: ClassVar[str]

    def ready(self, folder: Path) -> None:
        """Make an instance folder as it is before the work; here one without a database."""
        application(folder)

    def do(self, app: Flask) -> int:
        """Do all of it, as its exit status says."""
        return command(app, self.name)

    def look(self, folder: Path) -> str:
        """What there is of it: OLD, NEW or what is wrong."""
        raise NotImplementedError


class Migrate(Work):
    """The tables come up from none."""

    name = "migrate"

    def look(self, folder: Path) -> str:
        """A version stands for all the tables."""
        path = file_of(folder)
        tables = ask(path, "SELECT count(*) FROM sqlite_master WHERE type = 'table'")
        if not tables or tables == [(0,)]:
            return OLD
        versions = ask(path, "SELECT version_num FROM alembic_version")
        return unsound(path) or (NEW if versions else "tables without a version")


class Seed(Work):
    """The documented programme is loaded into empty tables."""

    name = "seed"

    def ready(self, folder: Path) -> None:
        """Tables with nothing in them."""
        command(application(folder), "migrate")

    def look(self, folder: Path) -> str:
        """Each kind of record is there, or none."""
        path = file_of(folder)
        filled = {bool(ask(path, f"SELECT 1 FROM {table} LIMIT 1")) for table in SEEDED}
        return unsound(path) or {(True,): NEW, (False,): OLD}.get(tuple(filled), "half a programme")


class Import(Work):
    """An editor's file comes in."""

    name = "import"

    def ready(self, folder: Path) -> None:
        """A small database with an editor."""
        build(f"sqlite:///{file_of(folder)}", "small")
        make_account(application(folder), "editor", AccountRole.EDITOR)

    def do(self, app: Flask) -> int:
        """As the page does it."""
        teams = [organization(f"team-{number}", forums="tikrit-forum") for number in range(ROWS)]
        with app.app_context(), database.writing(app) as session:
            rows = [("organization", team.snapshot, None) for team in teams]
            import_rows(session, session.get_one(Account, 1), rows, datetime.now(UTC))
        return 0

    def look(self, folder: Path) -> str:
        """All rows are one batch."""
        path = file_of(folder)
        imported = "SELECT batch, count(*) FROM revision WHERE origin = 'import' GROUP BY batch"
        sizes = [size for _batch, size in ask(path, imported)]
        return unsound(path) or {(): OLD, (ROWS,): NEW}.get(tuple(sizes), "half an import")


class Backup(Work):
    """The database is written into a file."""

    name = "backup"

    def ready(self, folder: Path) -> None:
        """The documented programme."""
        Seed().ready(folder)
        command(application(folder), "seed")

    def do(self, app: Flask) -> int:
        """Into the folder of backups."""
        return command(app, "backup", str(copy_of(app.extensions["settings"].instance_folder)))

    def look(self, folder: Path) -> str:
        """A file under that name is whole, and its checksum says so."""
        copy = copy_of(folder)
        if not copy.exists():
            return unsound(file_of(folder)) or OLD
        beside = copy.with_name(f"{copy.name}.sha256")
        digest = hashlib.sha256(copy.read_bytes()).hexdigest()
        if not beside.exists() or beside.read_text().split()[:1] != [digest]:
            return "a backup that is not what its checksum says"
        return unsound(copy) or unsound(file_of(folder)) or NEW


class Restore(Work):
    """A backup takes the place of a database whose last publication is only in its log."""

    name = "restore"

    def ready(self, folder: Path) -> None:
        """The programme, a backup of it, and more since."""
        Backup().ready(folder)
        Backup().do(application(folder))
        # A process that ends without closing the database, as if killed: the log stays.
        ended(forked(lambda: self._publish(application(folder))))
        if not file_of(folder).with_name("network.sqlite-wal").stat().st_size:
            raise RuntimeError("there is no log to lose")

    @staticmethod
    def _publish(app: Flask) -> int:
        with app.app_context(), database.writing(app) as session:
            publish(session, [source("report"), *group(0)], Origin.DESK)
        return 0

    def do(self, app: Flask) -> int:
        """The backup is in the folder of backups."""
        return command(app, "restore", str(copy_of(app.extensions["settings"].instance_folder)))

    def look(self, folder: Path) -> str:
        """What came since the backup is in the database, or in what was set aside."""
        path = file_of(folder)
        if not path.exists():
            return "no database at all"
        if ask(path, "SELECT count(*) > 9 FROM activity") != [(1,)]:
            return "a database without its records"
        if since(path):
            return unsound(path) or OLD
        aside = folder.glob(f"{path.name}.before-restore-*")
        kept = any(since(found) for found in aside if not found.name.endswith(("-wal", "-shm")))
        return unsound(path) or (NEW if kept else "the database of before is not kept")


class CarelessRestore(Restore):
    """The control: copies block by block over the database that is there."""

    name = "a careless restore"

    def do(self, app: Flask) -> int:
        """Without a log, so that only the copy is at fault."""
        folder = app.extensions["settings"].instance_folder
        path = file_of(folder)
        ask(path, "PRAGMA wal_checkpoint(TRUNCATE)")
        with copy_of(folder).open("rb") as origin, path.open("wb") as place:
            while block := origin.read(16_384):
                place.write(block)
                place.flush()
                os.fsync(place.fileno())
        return 0

    def look(self, folder: Path) -> str:
        """Nothing is set aside here."""
        path = file_of(folder)
        return unsound(path) or (OLD if since(path) else NEW)


WORK: tuple[Work, ...] = (Import(), Seed(), Migrate(), Backup(), Restore())


def forked(do: Callable[[], int]) -> int:
    """Begin `do` in a process of its own, which ends with its status; returns the number."""
    if pid := os.fork():
        return pid
    status = 1
    try:
        status = do()
    except Exception:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def ended(pid: int) -> None:
    """Wait for the end of a process; raises RuntimeError where it failed."""
    if os.waitpid(pid, 0)[1]:
        raise RuntimeError(f"process {pid} failed")


def application(folder: Path) -> Flask:
    """The application on an instance folder."""
    return create_app(read_settings({"NETWORK_INSTANCE_FOLDER": str(folder)}))


def command(app: Flask, *words: str) -> int:
    """Run a command of the site in this process; its exit status."""
    try:
        with redirect_stdout(StringIO()):
            app.cli.main([*words], prog_name="flask", obj=ScriptInfo(create_app=lambda: app))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    finally:
        database.engine(app).dispose()
    return 0


def file_of(folder: Path) -> Path:
    """The database of an instance folder."""
    return folder / "network.sqlite"


def copy_of(folder: Path) -> Path:
    """Where its backup goes."""
    return folder / "backups" / "copy.sqlite"


def since(path: Path) -> bool:
    """Whether the publication after the backup is there."""
    count = "SELECT count(*) FROM organization WHERE slug LIKE 'drill-%'"
    return ask(path, count) == [(GROUP,)]


def ask(path: Path, statement: str) -> list[tuple[object, ...]]:
    """The rows of a statement; none where there is no such database or table."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        try:
            return connection.execute(statement).fetchall()
        except sqlite3.DatabaseError:
            return []


def unsound(path: Path) -> str:
    """What is wrong with a database, empty where nothing is."""
    if not path.exists():
        return ""
    if ask(path, "PRAGMA integrity_check") != [("ok",)]:
        return "an unsound database"
    return "references to nothing" if ask(path, "PRAGMA foreign_key_check") else ""
