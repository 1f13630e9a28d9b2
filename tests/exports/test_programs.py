"""The files open in the programs that people have: LibreOffice and GDAL."""

import csv
import re
import shutil
import subprocess

import pytest

from tests.exports.files import KINDS, TAGGED, fetch, table
from tests.needs import miss

LIMIT = 180


def program(name):
    """The path of a program of this machine."""
    return shutil.which(name) or miss(f"there is no {name}")


def saved(client, folder, name, language="ar"):
    """A file as a visitor keeps it."""
    path = folder / name
    path.write_bytes(fetch(client, name, language=language).get_data())
    return path


def run(*command):
    """What a program says, complaints included."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, timeout=LIMIT, check=True, text=True
    )
    return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["activities.csv", "activities.xlsx", "5w.xlsx"])
def test_libreoffice_reads_what_was_written(client, seeded, tmp_path, name):
    office = program("soffice")
    source, extension = saved(client, tmp_path, name), name.rpartition(".")[2]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    # 76 is UTF-8; the fourth says that all cells are written as they show.
    options = ("--infilter=CSV:44,34,76,1",) if extension == "csv" else ()
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    run(
        office,
        profile,
        "--headless",
        *options,
        "--convert-to",
        form,
        "--outdir",
        tmp_path / "out",
        source,
    )
    (written,) = (tmp_path / "out").glob("*.csv")
    with written.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[2 if name in TAGGED else 1 :]
    expected = table(fetch(client, "activities.csv", language="ar"))
    assert [row[0] for row in rows] == [row["slug"] for row in expected]
    assert [row[1] for row in rows] == [row["name"] for row in expected]


@pytest.mark.parametrize("kind", KINDS)
def test_gdal_reads_every_feature(client, seeded, tmp_path, kind):
    reader = program("ogrinfo")
    total = int(fetch(client, f"{kind}.geojson").headers["X-Total-Count"])
    said = run(reader, "-al", "-so", saved(client, tmp_path, f"{kind}.geojson"))
    assert f"Feature Count: {total}" in said
    assert "Geometry: Point" in said
    assert not re.search("warning|error", said, re.IGNORECASE)


def test_gdal_reads_who_does_what_where_with_its_two_lines_of_heads(client, seeded, tmp_path):
    reader = program("ogrinfo")
    total = int(fetch(client, "5w.csv").headers["X-Total-Count"])
    said = run(reader, "-al", "-so", saved(client, tmp_path, "5w.xlsx"))
    assert f"Feature Count: {total + 2}" in said
    assert not re.search("warning|error", said, re.IGNORECASE)


def test_gdal_reads_the_tables_of_the_package_where_they_lie(client, seeded, tmp_path):
    reader = program("ogrinfo")
    total = int(fetch(client, "cities.csv").headers["X-Total-Count"])
    package = saved(client, tmp_path, "data-package.zip")
    point = ("-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude")
    said = run(reader, "-al", "-so", *point, f"/vsizip/{package}/data/cities.csv")
    assert f"Feature Count: {total}" in said
    assert "Geometry: Point" in said
