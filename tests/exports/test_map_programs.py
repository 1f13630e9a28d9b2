"""GDAL reads the collections over the network as they are, with its own habits and our limits."""

import json
import re
from urllib.request import urlopen

import pytest

from tests.databases import SqliteDatabases
from tests.exports.test_programs import program, run
from tests.servers import SCRIPTS, serving

FEATURES = 2500


@pytest.fixture(scope="module")
def collections(tmp_path_factory, instance_folder):
    """The address of a server with 2,500 activities and with the usual limits."""
    url = SqliteDatabases(tmp_path_factory.mktemp("features")).copy("features")
    settings = {"NETWORK_DATABASE_URL": url, "NETWORK_INSTANCE_FOLDER": str(instance_folder)}
    with serving(SCRIPTS / "gunicorn", "app:app", **settings) as port:
        yield f"http://127.0.0.1:{port}/ogc"


def test_gdal_lists_all_collections_and_counts_exactly(collections):
    reader = program("ogrinfo")
    said = run(reader, "-so", f"OAPIF:{collections}")
    for word in ("cities", "forums", "activities"):
        assert re.search(rf"\d: {word} \(title: \w+\) \(Point\)", said)
    assert f"Feature Count: {FEATURES}" in run(reader, "-so", f"OAPIF:{collections}", "activities")


@pytest.mark.slow
def test_gdal_copies_a_collection_page_by_page_with_its_types_and_its_letters(
    collections, tmp_path
):
    copied = tmp_path / "activities.gpkg"
    said = run(program("ogr2ogr"), "-f", "GPKG", copied, f"OAPIF:{collections}", "activities")
    assert not re.search("warning|error", said, re.IGNORECASE), said
    reader = program("ogrinfo")
    described = run(reader, "-so", copied, "activities")
    assert f"Feature Count: {FEATURES}" in described
    for field in ("start", "end", "registration_deadline", "data_as_of"):
        assert re.search(rf"^{field}: Date\b", described, re.MULTILINE), field
    for field, kind in (("first_year", "Integer"), ("youth", "Integer"), ("latitude", "Real")):
        assert re.search(rf"^{field}: {kind}\b", described, re.MULTILINE), field
    told = run(reader, copied, "activities", "-where", "slug = 'race-hillah'")
    assert "نشاط race-hillah" in told
    assert re.search(r"start \(Date\) = 2018/11/03", told)
    assert "POINT (44.4 33.3)" in told


def test_gdal_asks_the_server_for_a_box(collections):
    said = run(program("ogrinfo"), "-so", "-spat", 10, 59, 11, 60, f"OAPIF:{collections}", "cities")
    assert "Feature Count: 1" in said


def test_a_filter_goes_along_in_the_address(collections):
    with urlopen(f"{collections}/collections/activities/items?city=oslo&limit=1") as answer:
        # The conference, and a quarter of the crowd.
        assert json.load(answer)["numberMatched"] == 1 + (FEATURES - 8) // 4
