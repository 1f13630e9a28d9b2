"""Every role asks for everything at the desk and meets nothing that it may not see.

The walk is that of the tests (`tests/sight.py`): records of every fate are planted with canaries,
every page, reference and file is asked for as every role, and what is not one's own is compared
with what never was. The control forbids a role what it may see: the walk must notice.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from bench.drills.outcome import Outcome
from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from tests.cast import Clock
from tests.databases import build
from tests.sight import Findings, Walk

LONGEST = 20


def run(short: bool) -> Outcome:
    """Walk as all roles; in the short form as two of them, over a part of the desk."""
    outcome = Outcome()
    with application() as app:
        found = Walk(app, short).run()
    judge(outcome, found)
    with application() as app:
        control = Walk(app)
        control.plants.lose_sight_of("hidden", "editor")
        met = len(control.look("editor").faults)
    outcome.figures["control: canaries met"] = met
    outcome.expect(met > 0, "the walk does not notice what it meets")
    return outcome


@contextmanager
def application() -> Iterator[Flask]:
    """An application on a small database of its own."""
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'roles.sqlite'}"
        build(url, "small")
        app = create_app(
            read_settings({"NETWORK_DATABASE_URL": url, "NETWORK_INSTANCE_FOLDER": name})
        )
        app.extensions["clock"] = Clock()
        yield app
        database.engine(app).dispose()


def judge(outcome: Outcome, found: Findings) -> None:
    """Put figures and faults of a walk into `outcome`."""
    outcome.figures["questions"] = found.asked
    outcome.figures["combinations of role and route"] = len(found.routes)
    for role, seconds in sorted(found.seconds.items()):
        outcome.figures[f"seconds, median of {role}"] = f"{statistics.median(seconds):.4f}"
    for fault in found.faults[:LONGEST]:
        outcome.expect(False, fault)
    outcome.expect(len(found.faults) <= LONGEST, f"and {len(found.faults) - LONGEST} faults more")
