"""A restore that is killed at any moment leaves the old or the new database, whole."""

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from network import files
from network.config import PROJECT_FOLDER
from tests.records import city

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]
KILLS = 24
RESTORE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from network.restore_sqlite import restore
from network.restored import Restoration
place, backup = map(Path, sys.argv[1:])
print("ready", flush=True)
sys.stdin.readline()
restore(place, Restoration(backup, b"k" * 32, place.with_name("withheld.json"), datetime.now(UTC)))
"""


def started(place, backup):
    """A process about to restore, which only waits for a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", RESTORE, str(place), str(backup)],
        cwd=PROJECT_FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()
    return process


def cities(place):
    """The cities of a database that is whole."""
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {slug for (slug,) in connection.execute("SELECT slug FROM city")}


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_database_whole(
    app, small, make_public, tmp_path
):
    runner = app.test_cli_runner()
    backup = tmp_path / "backup"
    assert runner.invoke(args=["backup", str(backup)]).exit_code == 0
    old = tmp_path / "old"
    make_public(city("rutba", "none"))
    assert runner.invoke(args=["backup", str(old)]).exit_code == 0
    folder = tmp_path / "instance"
    folder.mkdir()
    place = folder / "network.sqlite"
    shutil.copyfile(old, place)
    process, begun = started(place, backup), time.monotonic()
    process.communicate(timeout=60)
    assert process.returncode == 0
    whole_time = time.monotonic() - begun
    results = []
    for kill in range(KILLS):
        shutil.rmtree(folder)
        folder.mkdir()
        shutil.copyfile(old, place)
        process = started(place, backup)
        time.sleep(whole_time * kill / KILLS)
        process.kill()
        process.communicate(timeout=20)
        found = cities(place)
        assert "hit" in found
        results.append("rutba" in found)
    # The drill is sensitive where kills came before and after the exchange.
    # Kills came before the exchange, or the drill would show nothing.
    assert results.count(True) >= 16, results
    files.clean(folder)
    assert not list(folder.glob(".rafidain-*"))


def test_a_backup_that_is_killed_leaves_nothing_after_the_next(app, small, tmp_path):
    (tmp_path / ".rafidain-999999999.partial").write_text("half")
    assert app.test_cli_runner().invoke(args=["backup", str(tmp_path / "monday")]).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["monday", "monday.sha256"]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
