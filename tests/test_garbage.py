"""On Python 3.11 no collection begins by itself while something runs; in between one is made."""

import gc
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
def test_every_request_and_every_command_is_held(app):
    @app.get("/held")
    def held():
        return str(gc.isenabled())

    assert app.test_client().get("/held").text == "False"
    for group in (app.cli, app.cli.commands["accounts"]):
        commands = [entry for entry in group.commands.values() if not hasattr(entry, "commands")]
        assert all(hasattr(command.callback, "held") for command in commands)
        assert commands
    assert gc.isenabled()


@pytest.mark.skipif(NEEDED, reason="this Python collects inside allocations")
def test_where_python_collects_between_instructions_nothing_changes():
    with Collector().held():
        assert gc.isenabled()


CRASH = """
import gc, random, sys, threading, time
from sqlalchemy.orm import Session
from app import app
from network.garbage import collector

# Wherever a collection may begin by itself while a session lets go of entities, it does.
dice, expunge_all = random.Random(1), Session.expunge_all

def expunge_all_while_collecting(self):
    gc.set_threshold(gc.get_count()[0] + dice.randrange(60), 1, 1)
    try:
        # Entities in cycles, as a careless page would leave them.
        for entity in list(self.identity_map.values()):
            entity.__dict__["itself"] = entity
        expunge_all(self)
    finally:
        gc.set_threshold(10**9)

if sys.argv[1] == "unheld":
    collector._begin = lambda: None
gc.set_threshold(10**9)
Session.expunge_all = expunge_all_while_collecting
paths = ("/en/", "/en/plans/", "/en/organizations/", "/en/cities/", "/en/search?q=a", "/en/reach")

def read(number):
    client, chance = app.test_client(), random.Random(number)
    for _ in range(20):
        assert client.get(chance.choice(paths)).status_code == 200

if sys.argv[1] == "unheld":
    read(0)
    sys.exit()
readers = [threading.Thread(target=read, args=(number,)) for number in range(4)]
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
    assert crash(database_url, instance_folder, "unheld").returncode < 0
