"""Who does what where: valid for HXL's own programs, and the way back."""

import csv
import subprocess
import sys
import warnings
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from network.cells import restored
from network.changes.publish import Proposal, publish
from network.config import DATA_FOLDER
from network.database import open_engine
from network.exports.columns import ACTIVITIES
from network.forms import FORMS
from network.hashtags import HASHTAGS
from network.migrations import migrate
from network.vocabulary import Origin
from tests.databases import ON_SQLITE
from tests.exports.files import fetch, sheet_rows, tagged, workbook
from tests.records import activity

KEYS = {hashtag: key for key, hashtag in HASHTAGS.items()}
OUR_RULES = [
    ["#valid_tag", "#valid_required", "#valid_datatype", "#valid_value+regex", "#valid_severity"],
    ["#meta+id-parent", "true", "", "^[a-z0-9-]+$", "error"],
    ["#activity+name-i_ckb", "true", "", "", "error"],
    ["#meta+source+name", "true", "", "", "error"],
    ["#adm1+code", "", "", "^IQG(0[1-9]|1[0-8])$", "error"],
    ["#country+code", "", "", "^[A-Z]{2}$", "error"],
    ["#date", "", "date", r"^\d{4}-\d\d-\d\d$", "error"],
    ["#geo+lat", "", "number", r"^-?\d{1,2}(\.\d{1,2})?$", "error"],
    ["#geo+lon", "", "number", r"^-?\d{1,3}(\.\d{1,2})?$", "error"],
    ["#reached", "", "number", r"^\d+$", "error"],
]


def complaints(rows, rules=None):
    """What a validator of HXL finds wrong with rows of cells."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import hxl

        report = hxl.validate(hxl.data(rows), rules and hxl.schema(rules))
    issues = [issue for issue in report["issues"] if issue["severity"] != "info"]
    return [(issue["tag_pattern"], issue["description"]) for issue in issues]


def cells(answer):
    """The lines of a CSV file, its heads included."""
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_validator_of_hxl_finds_neither_error_nor_warning(client, seeded, tmp_path, language):
    path = tmp_path / "5w.csv"
    path.write_bytes(fetch(client, "5w.csv", language=language).get_data())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    program = Path(sys.executable).with_name("hxlvalidate")
    done = subprocess.run([program, path], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    lines = cells(fetch(client, "5w.csv", language=language))
    assert all(cell.startswith("#") for cell in lines[1])
    assert complaints(lines) == complaints(lines, OUR_RULES) == []


def test_the_sheet_is_as_valid_as_the_table(client, seeded):
    book = workbook(fetch(client, "5w.xlsx", language="ar"))
    lines = [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].values
    ]
    assert lines[1] == list(HASHTAGS.values())
    assert complaints(lines) == []
    assert book.worksheets[0].freeze_panes == "C3"


@ON_SQLITE
def test_a_thousand_rows_and_spaces_too_many_are_valid(client, thousand, make_public):
    make_public(
        activity("spaces", name_en="Two  spaces", name_ar="نشاط\u00a0 كبير", project="a\tb")
    )
    assert complaints(cells(fetch(client, "5w.csv"))) == []


def test_the_rules_would_find_what_is_wrong(client, small):
    lines = cells(fetch(client, "5w.csv"))
    for hashtag, wrong in (
        ("#adm1+code+v_pcodes", "IQG99"),
        ("#date+start", "soon"),
        ("#geo+lat", "33.123456"),
        ("#reached+ind", "many"),
        ("#meta+id", ""),
    ):
        broken = [*lines[2]]
        broken[lines[1].index(hashtag)] = wrong
        assert complaints([*lines[:2], broken, *lines[3:]], OUR_RULES), hashtag


def test_every_code_of_a_governorate_is_one_of_ochas(client, seeded):
    with (DATA_FOLDER / "gazetteer" / "pcodes.csv").open(encoding="utf-8") as file:
        codes = {row["P-Code"] for row in csv.DictReader(file)}
    used = {row["#adm1+code+v_pcodes"] for row in tagged(fetch(client, "5w.csv"))} - {""}
    assert len(used) > 5
    assert used <= codes


def test_a_part_adds_nothing_to_what_was_reached_with_its_whole(client, small, make_public):
    make_public(
        activity(
            "race-hillah", "sport-event", part_of="season-hillah", participants=50, women=20, men=30
        )
    )
    rows = {row["#meta+id"]: row for row in tagged(fetch(client, "5w.csv"))}
    race = rows["race-hillah"]
    assert race["#reached+ind"] == race["#reached+f"] == race["#reached+m"] == ""
    assert (race["#indicator+value+num"], race["#meta+id+parent"]) == ("50", "season-hillah")
    assert sum(int(row["#reached+ind"] or 0) for row in rows.values()) == 298
    assert rows["conference-oslo"]["#reached+f"] == "15"


def test_small_groups_are_withheld_here_too(client, small):
    rows = {row["#meta+id"]: row for row in tagged(fetch(client, "5w.csv"))}
    training = rows["training-tikrit"]
    assert training["#reached+ind"] == "13"
    assert training["#reached+f"] == training["#reached+m"] == ""


def test_the_sheet_says_how_its_rows_are_made(client, small):
    book = workbook(fetch(client, "5w.xlsx"))
    rows = [tuple(row) for row in book.worksheets[1].iter_rows(values_only=True)]
    labels = {row[0] for row in rows}
    assert {"One row an activity", "Nothing is counted twice"} <= labels
    assert {row[1] for row in rows} >= set(HASHTAGS.values())
    assert len(sheet_rows(fetch(client, "5w.xlsx"))) == 9


def test_every_hashtag_belongs_to_a_column_of_the_activities():
    assert set(HASHTAGS) <= {column.key for column in ACTIVITIES}
    assert len(KEYS) == len(HASHTAGS)


def read_back(answer):
    """The activities of a file, through their form, as an import reads them."""
    for row in tagged(answer):
        form = FORMS["activity"].of_row({KEYS[tag]: restored(cell) for tag, cell in row.items()})
        assert form.validate(), form.errors
        yield Proposal("activity", form.snapshot())


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_file_that_was_read_back_is_written_alike(client, seeded, databases, make_app, language):
    before = fetch(client, "5w.csv", language=language)
    url = databases.bare()
    engine = open_engine(url)
    migrate(engine)
    others = [proposal for proposal in seeded if proposal.kind != "activity"]
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        publish(session, [*others, *read_back(before)], Origin.IMPORT)
    engine.dispose()
    after = fetch(make_app(url).test_client(), "5w.csv", language=language)
    assert after.get_data() == before.get_data()
    databases.drop(url)
