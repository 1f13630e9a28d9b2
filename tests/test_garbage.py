"""On Python 3.11 no collection begins by itself while something runs; in between one is made."""

import gc
import signal
import subprocess
import sys
import threading
import weakref

import pytest

from network.config import PROJECT_FOLDER
from network.garbage import NEEDED, YOUNG, Collector
from tests.servers import environment

OLD_PYTHON = pytest.mark.skipif(not NEEDED, reason="this Python collects between instructions")


class Knot:
    """Something that only a collection frees."""

    def __init__(self):
        self.itself = self


def tie(count=1):
    """Leave so many knots behind; whether the last of them is still there."""
    for _ in range(count):
        last = weakref.ref(Knot())
    return last


@OLD_PYTHON
def test_what_runs_at_once_is_held_until_the_last_has_ended():
    collector, inside, leave = Collector(), threading.Event(), threading.Event()

    def other():
        with collector.held():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    with collector.held():
        thread.start()
        assert inside.wait(10)
        assert not gc.isenabled()
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()


@OLD_PYTHON
def test_what_fails_is_held_no_longer():
    collector = Collector()
    with pytest.raises(ZeroDivisionError), collector.held():
        _ = 1 / (1 if gc.isenabled() else 0)
    assert gc.isenabled()


@OLD_PYTHON
def test_garbage_lives_until_the_end_and_no_longer():
    collector = Collector()
    with collector.held():
        last = tie(YOUNG * 3)
        assert last() is not None
    assert last() is None


@OLD_PYTHON
def test_between_the_batches_of_what_runs_long_garbage_goes():
    collector = Collector()
    with collector.held():
        last = tie(YOUNG * 3)
        collector.collect_if_due()
        assert last() is None
        assert not gc.isenabled()


@OLD_PYTHON
def test_garbage_that_grew_old_goes_too():
    """What survives young collections is found once it is a good part of all."""
    collector = Collector()
    with collector.held():
        kept, last = [], None
        for round_ in range(500):
            kept.append([Knot() for _ in range(YOUNG)])
            collector.collect_if_due()
            if round_ == 30:
                last = weakref.ref(kept[0][0])
                kept.clear()
            if last is not None and last() is None:
                break
        assert last() is None


@OLD_PYTHON
def test_every_request_and_every_command_is_held(make_app, database_url):
    app = make_app(database_url)

    @app.get("/held")
    def held():
        return str(gc.isenabled())

    assert app.test_client().get("/held").text == "False"
    for group in (app.cli, app.cli.commands["accounts"]):
        commands = [entry for entry in group.commands.values() if not hasattr(entry, "commands")]
        assert all(hasattr(command.callback, "wrapped") for command in commands)
        assert commands
    assert gc.isenabled()


@pytest.mark.skipif(NEEDED, reason="this Python collects inside allocations")
def test_where_python_collects_between_instructions_nothing_changes():
    with Collector().held():
        assert gc.isenabled()


CRASH = """
import gc, random, sys, threading, time
from sqlalchemy import select
from sqlalchemy.orm import Session
from app import app
from network.extensions import reading
from network.garbage import collector
from network.models import Activity, City, Organization, Source

@app.get("/careless")
def careless():
    # Entities in circles, which only a collection frees.
    for model in (City, Source, Organization, Activity):
        for entity in reading().scalars(select(model)):
            entity.__dict__["itself"] = entity
    return "read"

# Wherever a collection may begin by itself while a session lets go of entities, it does.
dice, expunge_all = random.Random(1), Session.expunge_all

def expunge_all_while_collecting(self):
    gc.set_threshold(gc.get_count()[0] + dice.randrange(60), 1, 1)
    try:
        expunge_all(self)
    finally:
        gc.set_threshold(10**9)

if sys.argv[1] == "unheld":
    collector._begin = lambda: None
gc.set_threshold(10**9)
Session.expunge_all = expunge_all_while_collecting

if sys.argv[1] == "unheld":
    for _ in range(50):
        app.test_client().get("/careless")
    sys.exit()

def read():
    client = app.test_client()
    for _ in range(10):
        assert client.get("/careless").status_code == 200

readers = [threading.Thread(target=read) for _ in range(4)]
for reader in readers:
    reader.start()
# Collections that are asked for may come at any time.
while any(reader.is_alive() for reader in readers):
    gc.collect()
    time.sleep(0.01)
"""


def crash(database_url, folder, how):
    settings = {"NETWORK_DATABASE_URL": database_url, "NETWORK_INSTANCE_FOLDER": str(folder)}
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", CRASH, how],
        cwd=PROJECT_FOLDER,
        env=environment(**settings, NETWORK_REQUESTS_PER_MINUTE="0"),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_collections_while_sessions_close_do_no_harm(seeded, database_url, instance_folder):
    result = crash(database_url, instance_folder, "held")
    assert result.returncode == 0, result.stderr[-3000:]


@OLD_PYTHON
@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_the_collector_the_process_dies_of_them(seeded, database_url, instance_folder):
    """The control: the test above could see the process die."""
    assert crash(database_url, instance_folder, "unheld").returncode in (
        -signal.SIGSEGV,
        -signal.SIGABRT,
    )
