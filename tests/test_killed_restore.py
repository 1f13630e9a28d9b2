"""A restore that is killed at any moment leaves the old or the new database, whole."""

import shutil
import signal
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
# At a line each costs more, as every line is counted.
KILLS_AT_LINES = 12
# What is killed at the line with a number says at its end how many lines it had.
RESTORE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from network.restore_sqlite import restore
from network.restored import Restoration
place, backup, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
lines = 0

def count(frame, event, argument):
    global lines
    if os.sep + "network" + os.sep not in frame.f_code.co_filename:
        return None
    lines += event == "line"
    if lines == last:
        os.kill(os.getpid(), signal.SIGKILL)
    return count

print("ready", flush=True)
sys.stdin.readline()
if last >= 0:
    sys.settrace(count)
restore(place, Restoration(backup, b"k" * 32, place.with_name("withheld.json"), datetime.now(UTC)))
sys.settrace(None)
print(lines)
"""
UNCOUNTED, NEVER = "-1", str(10**9)


class Restore:
    """A database in a folder of its own, a backup of another one, and processes that restore it."""

    def __init__(self, folder, old, backup):
        self.folder, self.old, self.backup = folder, old, backup
        self.place = folder / "network.sqlite"

    def started(self, last):
        """A process about to restore into the old database, which only waits for a line."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.copyfile(self.old, self.place)
        process = subprocess.Popen(
            [sys.executable, "-c", RESTORE, str(self.place), str(self.backup), last],
            cwd=PROJECT_FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()
        return process

    def is_old(self):
        """Whether the old database is in its place, whole, and not the new one."""
        with closing(sqlite3.connect(self.place)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            found = {slug for (slug,) in connection.execute("SELECT slug FROM city")}
        assert "hit" in found
        return "rutba" in found

    def leaves_nothing(self):
        """Whether nothing is left of a killed one after the next start has tidied up."""
        files.clean(self.folder)
        return not list(self.folder.glob(".rafidain-*"))


@pytest.fixture
def restoring(app, small, make_public, tmp_path):
    """A restore that can be killed; the old database has one city more."""
    runner, backup, old = app.test_cli_runner(), tmp_path / "backup", tmp_path / "old"
    assert runner.invoke(args=["backup", str(backup)]).exit_code == 0
    make_public(city("rutba", "none"))
    assert runner.invoke(args=["backup", str(old)]).exit_code == 0
    return Restore(tmp_path / "instance", old, backup)


def test_a_kill_at_any_line_leaves_the_old_or_the_new_database_whole(restoring):
    process = restoring.started(NEVER)
    output, _error = process.communicate(timeout=120)
    assert process.returncode == 0
    lines, results = int(output), []
    for kill in range(KILLS_AT_LINES + 1):
        process = restoring.started(str(max(lines * kill // KILLS_AT_LINES, 1)))
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
        results.append(restoring.is_old())
        assert restoring.leaves_nothing()
    assert results[0]
    assert not results[-1]
    assert results == sorted(results, reverse=True)


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_database_whole(restoring):
    process, begun = restoring.started(UNCOUNTED), time.monotonic()
    process.communicate(timeout=60)
    assert process.returncode == 0
    whole_time = time.monotonic() - begun
    results = []
    for kill in range(KILLS):
        process = restoring.started(UNCOUNTED)
        time.sleep(whole_time * kill / KILLS)
        process.kill()
        process.communicate(timeout=20)
        results.append(restoring.is_old())
        assert restoring.leaves_nothing()
    # Kills came before the exchange, or they would show nothing.
    assert True in results


def test_a_backup_that_is_killed_leaves_nothing_after_the_next(app, small, tmp_path):
    (tmp_path / ".rafidain-999999999.partial").write_text("half")
    assert app.test_cli_runner().invoke(args=["backup", str(tmp_path / "monday")]).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["monday", "monday.sha256"]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
