"""GDAL reads the collections over the network as they are, with its own habits and our limits."""

import json
import re
from datetime import date
from urllib.request import urlopen

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from network.database import open_engine
from network.models import City, Forum
from network.models.forum import ForumText
from network.vocabulary import Level, Precision, Stage
from tests.databases import SqliteDatabases
from tests.exports.test_programs import program, run
from tests.servers import PRODUCTION, serving

FEATURES = 2500


def add_forums(url, count):
    """Put forums straight into the tables; the first ones have no date of founding."""
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        city = session.scalar(select(City.id).where(City.slug == "hillah"))
        rows = [{"id": 100 + number, "slug": f"forum-{number:04}"} for number in range(count)]
        founded = [None if number < 50 else date(2018, 1, 1) for number in range(count)]
        same = {"city_id": city, "level": Level.LOCAL, "stage": Stage.ACTIVE}
        dates = [{"founded": day, "founded_precision": precision(day)} for day in founded]
        session.execute(
            insert(Forum), [{**row, **same, **day} for row, day in zip(rows, dates, strict=True)]
        )
        words = [{"forum_id": row["id"], "name": f"منتدى {row['slug']}"} for row in rows]
        same = {"locale": "ar", "folded": "", "sort_key": ""}
        session.execute(insert(ForumText), [{**entry, **same} for entry in words])
    engine.dispose()


def precision(day):
    return Precision.DAY if day else Precision.UNKNOWN


@pytest.fixture(scope="module")
def collections(tmp_path_factory, instance_folder):
    """The address of a server with 2,500 forums and with the usual limits."""
    url = SqliteDatabases(tmp_path_factory.mktemp("features")).copy("small")
    add_forums(url, FEATURES - 2)
    settings = {"NETWORK_DATABASE_URL": url, "NETWORK_INSTANCE_FOLDER": str(instance_folder)}
    with serving(*PRODUCTION, **settings) as port:
        yield f"http://127.0.0.1:{port}/ogc"


def test_gdal_lists_all_collections_and_counts_exactly(collections):
    reader = program("ogrinfo")
    said = run(reader, "-so", f"OAPIF:{collections}")
    for word in ("cities", "forums", "activities"):
        assert re.search(rf"\d: {word} \(title: \w+\) \(Point\)", said)
    for word, count in (("cities", 6), ("forums", FEATURES), ("activities", 8)):
        assert f"Feature Count: {count}" in run(reader, "-so", f"OAPIF:{collections}", word)


def test_gdal_copies_a_collection_page_by_page_with_its_types_and_its_letters(
    collections, tmp_path
):
    copied = tmp_path / "forums.gpkg"
    said = run(program("ogr2ogr"), "-f", "GPKG", copied, f"OAPIF:{collections}", "forums")
    assert not re.search("warning|error", said, re.IGNORECASE), said
    reader = program("ogrinfo")
    described = run(reader, "-so", copied, "forums")
    assert f"Feature Count: {FEATURES}" in described
    types = {"founded": "Date", "last_confirmed": "Date", "data_as_of": "Date"}
    types |= {"activities": "Integer", "latitude": "Real", "last_changed": "DateTime"}
    for field, type_ in types.items():
        assert re.search(rf"^{field}: {type_}\b", described, re.MULTILINE), field
    told = run(reader, copied, "forums", "-where", "slug = 'forum-2497'")
    assert "منتدى forum-2497" in told
    assert re.search(r"founded \(Date\) = 2018/01/01", told)
    assert "POINT (44.4 33.3)" in told


def test_gdal_asks_the_server_for_a_box(collections):
    said = run(program("ogrinfo"), "-so", "-spat", 10, 59, 11, 60, f"OAPIF:{collections}", "cities")
    assert "Feature Count: 1" in said


def test_a_filter_goes_along_in_the_address(collections):
    with urlopen(f"{collections}/collections/forums/items?city=hillah&limit=1") as answer:
        assert json.load(answer)["numberMatched"] == 1
