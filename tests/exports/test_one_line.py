"""A field is one line: put into a copy of the list of columns, it stands in everything."""

import json
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from network.config import PROJECT_FOLDER
from tests.databases import ON_SQLITE
from tests.servers import environment

KEY = "length_of_slug"
LINE = (
    f'    Column("{KEY}", LazyString(lambda: "Length"), LazyString(lambda: "In letters."), '
    'lambda row: len(row.record.slug), "integer"),\n'
)
# The list of activities ends here.
END = "    *last(),\n)\n\nCITIES"
ADDRESSES = {
    "page.html": "/en/data",
    "guide.html": "/en/api",
    "file.csv": "/en/activities.csv",
    "file.xlsx": "/en/activities.xlsx",
    "file.json": "/en/activities.json",
    "file.geojson": "/en/activities.geojson",
    "package.zip": "/en/data-package.zip",
    "api.json": "/api/v1/activities",
    "record.json": "/api/v1/activities/undated",
    "openapi.json": "/api/v1/openapi.json",
    "ogc.json": "/ogc/collections/activities/items",
    "ogc-schema.json": "/ogc/collections/activities/schema",
    "ogc-openapi.json": "/ogc/api",
}
SCRIPT = f"""
from pathlib import Path
from app import create_app
client = create_app().test_client()
for name, address in {ADDRESSES!r}.items():
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    Path(name).write_bytes(answer.get_data())
"""


@pytest.fixture
def answers(tmp_path, database_url, small, instance_folder):
    """What a copy of the house with the line in it answers, as files in a folder."""
    shutil.copytree(
        PROJECT_FOLDER / "network", tmp_path / "network", ignore=shutil.ignore_patterns("__pyc*")
    )
    for name in ("app.py", "templates", "static", "data"):
        (tmp_path / name).symlink_to(PROJECT_FOLDER / name)
    columns = tmp_path / "network" / "exports" / "columns.py"
    text = columns.read_text(encoding="utf-8")
    assert text.count(END) == 1
    columns.write_text(text.replace(END, f"{LINE}{END}"), encoding="utf-8")
    settings = {"NETWORK_DATABASE_URL": database_url, "NETWORK_INSTANCE_FOLDER": instance_folder}
    kept = environment(**{name: str(value) for name, value in settings.items()})
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return tmp_path


def read(answers, name):
    return json.loads((answers / name).read_text(encoding="utf-8"))


@ON_SQLITE
def test_one_line_is_a_field_of_every_file_and_interface(answers):
    lengths = {row["slug"]: len(row["slug"]) for row in read(answers, "api.json")["items"]}
    assert read(answers, "record.json")["item"][KEY] == len("undated")
    assert {row["slug"]: row[KEY] for row in read(answers, "api.json")["items"]} == lengths
    assert {row["slug"]: row[KEY] for row in read(answers, "file.json")["activities"]} == lengths
    for name in ("file.geojson", "ogc.json"):
        features = read(answers, name)["features"]
        assert {entry["id"]: entry["properties"][KEY] for entry in features} == lengths, name
    table = (answers / "file.csv").read_text(encoding="utf-8-sig").splitlines()
    assert f'"{KEY}"' in table[0].split(",")
    sheet = load_workbook(answers / "file.xlsx").worksheets[0]
    place = [cell.value for cell in sheet[1]].index("Length")
    assert {row[0]: row[place] for row in sheet.iter_rows(min_row=2, values_only=True)} == lengths


@ON_SQLITE
def test_one_line_is_described_wherever_fields_are(answers):
    described = read(answers, "openapi.json")["components"]["schemas"]["activities"]["properties"]
    assert described[KEY]["type"] == ["integer", "null"]
    schema = read(answers, "ogc-schema.json")["properties"]["properties"]["properties"]
    assert schema[KEY]["title"] == "Length"
    assert KEY in json.dumps(read(answers, "ogc-openapi.json"))
    with ZipFile(answers / "package.zip") as package:
        tables = json.loads(package.read("datapackage.json"))["resources"]
        (table,) = [table for table in tables if table["name"] == "activities"]
        fields = {field["name"]: field["type"] for field in table["schema"]["fields"]}
        assert fields[KEY] == "integer"
        assert KEY in package.read(table["path"]).decode("utf-8-sig").splitlines()[0]
    for name in ("page.html", "guide.html"):
        assert KEY in (answers / name).read_text(encoding="utf-8"), name
