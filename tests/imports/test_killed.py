"""An import that is killed at any moment is wholly in or not at all."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from sqlalchemy import make_url

from network.config import PROJECT_FOLDER
from network.vocabulary import AccountRole
from tests.cast import make_account
from tests.databases import SqliteDatabases

ROWS, KILLS = 60, 50


@pytest.fixture
def url(tmp_path, make_app):
    """A database of SQLite with an editor: that of PostgreSQL is not what is killed here."""
    address = SqliteDatabases(tmp_path).copy("small")
    make_account(make_app(address), "editor", AccountRole.EDITOR)
    return address


@pytest.fixture
def importer(url):
    """A process that imports into the test's database whenever it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.imports.importer", url, str(ROWS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT_FOLDER,
        text=True,
        bufsize=1,
    )
    yield process
    process.stdin.close()
    assert process.wait(20) == 0
    process.stdout.close()


def attempt(importer, seconds=None):
    """Import once, killed after so many seconds; how the process ended."""
    print("go", file=importer.stdin, flush=True)
    pid = int(importer.stdout.readline())
    if seconds is not None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    print("end", file=importer.stdin, flush=True)
    return int(importer.stdout.readline())


def state(path):
    """How many imported revisions there are, in whole batches, and whether the file is sound."""
    with sqlite3.connect(path) as connection:
        rows = "SELECT batch, count(*) FROM revision WHERE origin = 'import' GROUP BY batch"
        sizes = [size for _batch, size in connection.execute(rows)]
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return sizes, sound


def test_fifty_kills_leave_no_half_import(importer, url):
    path = make_url(url).database
    assert attempt(importer) == 0
    started = time.monotonic()
    assert attempt(importer) == 0
    whole = time.monotonic() - started
    chance, killed, complete = random.Random(7), 0, 1
    for _number in range(KILLS):
        ended = attempt(importer, chance.uniform(0, 1.2 * whole))
        killed += ended == signal.SIGKILL
        sizes, sound = state(path)
        assert sound == "ok"
        assert set(sizes) == {ROWS}
        assert len(sizes) >= complete
        complete = len(sizes)
    assert killed > KILLS / 5
    assert complete > 1
