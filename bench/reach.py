"""Measures reach with made-up activities: cold and from memory, under several filters."""

import multiprocessing
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from network.config import read_settings
from network.database import open_engine
from network.demo import make_demo
from network.factory import create_app
from network.migrations import migrate

ROUNDS = 2
# What a first page pays before any figure is asked for.
BASE = "/en/"
FILTERS: Mapping[str, str] = {
    "no filter": "",
    "years, with the period before": "?from=2015&to=2018",
    "themes, kinds and years": (
        "?theme=demo-theme-1&theme=demo-theme-2&kind=training&kind=workshop&from=2015&to=2018"
    ),
    "a funder": "?funder=demo-organization-01",
    "a river (97 of 100 activities)": "?river=none",
}
Times = tuple[float, float, float]


def measure_reach(activities: int) -> None:
    """Print a table: filter, seconds of CPU, ratio to no filter; each in a new process.

    `first` is the first request that a process answers, `cold` the first of reach after the map
    was read, `kept` the same once more.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make(open_engine(f"sqlite:///{folder}/demo.sqlite"), activities)
        # Templates are compiled once for all processes; no figure is to pay for it.
        _seconds(_application(folder), f"{BASE}reach")
        timed = {words: _least(folder, f"{BASE}reach{query}") for words, query in FILTERS.items()}
    print(f"reach with {activities} activities     first             cold             kept")
    base = timed["no filter"][1]
    for words, times in timed.items():
        columns = (f"{seconds:7.3f} s  x{seconds / base:5.2f}" for seconds in times)
        print(f"{words:32} {' '.join(columns)}")


def _make(engine: Engine, activities: int) -> None:
    migrate(engine)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        make_demo(session, activities, lambda _added: None)
    engine.dispose()


def _least(folder: Path, address: str) -> Times:
    """The least of some rounds, each in a process of its own, as others may use the machine."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        first = [pool.apply(_round, (folder, [address]))[0] for _ in range(ROUNDS)]
        later = [pool.apply(_round, (folder, [BASE, address, address])) for _ in range(ROUNDS)]
    return min(first), min(times[1] for times in later), min(times[2] for times in later)


def _round(folder: Path, addresses: list[str]) -> list[float]:
    app = _application(folder)
    return [_seconds(app, address) for address in addresses]


def _application(folder: Path) -> Flask:
    url = f"sqlite:///{folder}/demo.sqlite"
    return create_app(
        read_settings({"NETWORK_INSTANCE_FOLDER": str(folder), "NETWORK_DATABASE_URL": url})
    )


def _seconds(app: Flask, address: str) -> float:
    begun = time.process_time()
    response = app.test_client().get(address)
    assert response.status_code == 200, address
    response.get_data()
    return time.process_time() - begun
