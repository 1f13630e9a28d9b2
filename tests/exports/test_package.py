"""The data package: valid for Frictionless, whole by its sums, the same bytes, public only."""

import csv
import hashlib
import json
import warnings
from io import BytesIO, StringIO
from zipfile import ZipFile

from tests.databases import ON_SQLITE
from tests.exports.files import fetch, slugs
from tests.pages import Page
from tests.records import source

NAME = "data-package.zip"


def archive(answer):
    """The members of the package by name."""
    with ZipFile(BytesIO(answer.get_data())) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def rows(data):
    """The rows of a table of the package."""
    return list(csv.DictReader(StringIO(data.decode(), newline="")))


def errors(members, folder):
    """What Frictionless finds wrong: the table, and the sort of error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        for name, data in members.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        report = frictionless.validate(str(folder / "datapackage.json"))
    found = [(task.name, entry.type) for task in report.tasks for entry in task.errors]
    assert report.valid == (not found and not report.errors)
    return [*found, *(("package", entry.type) for entry in report.errors)]


def test_frictionless_finds_nothing_wrong(client, seeded, tmp_path):
    assert errors(archive(fetch(client, NAME, language="ckb")), tmp_path) == []


@ON_SQLITE
def test_frictionless_finds_each_of_ten_mistakes(client, small, tmp_path):
    members = archive(fetch(client, NAME))
    descriptor = json.loads(members["datapackage.json"])
    for resource in descriptor["resources"]:
        del resource["hash"], resource["bytes"]
    members["datapackage.json"] = json.dumps(descriptor).encode()
    for name, old, new in (
        ("data/activities.csv", b"2017-07-14", b"2017-14-07"),
        ("data/activities.csv", b"2018-11-01", b"soon"),
        ("data/cities.csv", b"33.3", b"north"),
        ("data/cities.csv", b'"yes"', b'"perhaps"'),
        ("data/forums.csv", b"2017-07-01", b"01/07/2017"),
        ("data/themes.csv", b'"peace",', b'"water",'),
        ("data/organizations.csv", b'"runners",', b'"",'),
        ("links/activity-theme.csv", b'"peace"', b'"war"'),
        ("links/activity-source.csv", b'"letter"', b'"hearsay"'),
        ("links/organization-forum.csv", b'"tikrit-forum"', b'"tikrit-forum","more"'),
    ):
        assert old in members[name], (name, old)
        members[name] = members[name].replace(old, new, 1)
    found = errors(members, tmp_path)
    assert found.count(("activities", "type-error")) == 2
    assert found.count(("cities", "type-error")) == 2
    for expected in (
        ("forums", "type-error"),
        ("themes", "primary-key"),
        ("organizations", "primary-key"),
        ("activity-theme", "foreign-key"),
        ("activity-source", "foreign-key"),
        ("organization-forum", "extra-cell"),
    ):
        assert expected in found, (expected, found)


def test_the_sums_are_those_of_all_files(client, small):
    members = archive(fetch(client, NAME))
    listed = dict(
        line.split("  ")[::-1] for line in members.pop("sha256.txt").decode().split("\n")[:-1]
    )
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    descriptor = json.loads(members["datapackage.json"])
    for resource in descriptor["resources"]:
        assert resource["hash"] == f"sha256:{listed[resource['path']]}"
        assert resource["rows"] == len(rows(members[resource["path"]]))
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == members[resource["path"]].decode().split("\r\n")[0][1:-1].split('","')
        assert all(
            field["title"] and field["description"] for field in resource["schema"]["fields"]
        )


def test_the_same_data_is_the_same_package_and_says_so(client, seeded):
    answer = fetch(client, NAME)
    assert fetch(client, NAME).get_data() == answer.get_data()
    assert client.get(f"/en/{NAME}?theme=water").status_code == 400
    again = client.get(f"/en/{NAME}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    saved_as = answer.headers["Content-Disposition"]
    assert saved_as.startswith("attachment; filename=rafidain-data-package-")
    page = Page(client.get("/en/data?theme=water"))
    members = archive(answer)
    tables = [name for name in members if name.endswith(".csv")]
    assert page.counts["package-tables"] == len(tables)
    assert page.counts["package-rows"] == sum(len(rows(members[name])) for name in tables)


def test_only_sources_that_a_public_record_cites_are_in_it(client, small, make_public):
    make_public(source("unused", title="A document that nothing rests on"))
    members = archive(fetch(client, NAME))
    assert [row["slug"] for row in rows(members["data/sources.csv"])] == ["letter", "report"]
    assert not [name for name, data in members.items() if b"nothing rests on" in data]


def test_the_tables_are_those_of_the_single_files(client, small):
    members = archive(fetch(client, NAME))
    for kind in ("activities", "cities", "forums", "organizations"):
        whole = [row["slug"] for row in rows(members[f"data/{kind}.csv"])]
        assert whole == slugs("csv", fetch(client, f"{kind}.csv"))
    training = next(
        row for row in rows(members["data/activities.csv"]) if row["slug"] == "training-tikrit"
    )
    assert (training["women"], training["men"]) == ("", "")
    themes = rows(members["links/activity-theme.csv"])
    assert {"activity": "training-tikrit", "theme": "women"} in themes


def test_an_empty_network_has_a_valid_package(client, tmp_path):
    assert errors(archive(fetch(client, NAME)), tmp_path) == []
