"""Measures pages, their parts and a stock folium map of the same data, each table in one run.

`python -m bench` measures the map with the documented programme, then reach with 100,000 made-up
activities; `python -m bench 10000` takes another number of them.
"""

import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import folium
from flask import Flask
from folium.plugins import MarkerCluster
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bench.reach import measure_reach
from network.changes.seeding import seed
from network.config import DATA_FOLDER, read_settings
from network.extensions import database
from network.factory import create_app
from network.migrations import migrate
from network.models import Activity
from network.programme import read_programme
from network.queries.cube import Cube, build_cube
from network.queries.filter import Filter

ROUNDS = 15


def seeded_application(folder: Path) -> Flask:
    """An application on a database of its own with the documented programme."""
    app = create_app(read_settings({"NETWORK_INSTANCE_FOLDER": str(folder)}))
    migrate(database.engine(app))
    with app.app_context(), database.writing(app) as session:
        seed(session, read_programme(DATA_FOLDER))
    return app


def stock_folium(session: Session) -> str:
    """The page that people would make: one marker an activity, clustered, with a popup."""
    drawn = folium.Map(location=[33.5, 44.5], zoom_start=6, tiles=None)
    cluster = MarkerCluster().add_to(drawn)
    for activity in session.scalars(select(Activity).options(joinedload(Activity.city))):
        if activity.city is not None:
            point = [activity.city.latitude, activity.city.longitude]
            folium.Marker(point, popup=folium.Popup(activity.slug)).add_to(cluster)
    return str(drawn.get_root().render())


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of `work`, after one round to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def measure_map() -> None:
    """Print a table: what, median milliseconds, ratio to the first page, bytes with gzip."""
    with tempfile.TemporaryDirectory() as folder:
        app = seeded_application(Path(folder))
        client = app.test_client()
        tag = client.get("/en/").headers["ETag"]
        cube = Cube.of(client.get("/cube.json").get_json())
        with app.app_context(), Session(database.engine(app)) as session:
            rows: dict[str, Callable[[], object]] = {
                "first page": lambda: client.get("/en/").data,
                "first page, unchanged (304)": lambda: (
                    client.get("/en/", headers={"If-None-Match": tag}).data
                ),
                "list fragment": lambda: client.get("/en/fragments/activities").data,
                "text search": lambda: client.get("/en/fragments/activities?q=najaf").data,
                "one filter over the cube": lambda: cube.tally(Filter(themes=("womens-rights",))),
                "building the cube": lambda: build_cube(session),
                "stock folium, a marker an activity": lambda: stock_folium(session),
            }
            timed = {name: milliseconds(work) for name, work in rows.items()}
        base = timed["first page"]
        for name, median in timed.items():
            result = rows[name]()
            page = result.encode() if isinstance(result, str) else result
            size = f"{len(gzip.compress(page)):7} B" if isinstance(page, bytes) else ""
            print(f"{name:40} {median:9.2f} ms  x{median / base:6.2f}  {size}")


def main() -> None:
    """Measure the map, then reach."""
    measure_map()
    print()
    measure_reach(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)


if __name__ == "__main__":
    main()
