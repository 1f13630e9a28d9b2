"""The columns: one list for all formats, honest about what is not known or not given."""

import pytest

from network.exports.columns import COLUMNS
from network.locales import LANGUAGES
from tests.exports.files import document, fetch, sheet_rows, table, workbook
from tests.records import activity


@pytest.mark.parametrize("kind", COLUMNS)
def test_keys_and_labels_are_unique_in_every_language(app, kind):
    for language in LANGUAGES:
        with app.test_request_context(f"/{language}/data"):
            for words in ([c.key for c in COLUMNS[kind]], [str(c.label) for c in COLUMNS[kind]]):
                assert len(set(words)) == len(words)
            assert all(str(column.meaning) for column in COLUMNS[kind])


def test_all_formats_have_the_same_columns(client, small):
    keys = list(table(fetch(client, "activities.csv"))[0])
    assert keys == [column.key for column in COLUMNS["activities"]]
    assert list(document(fetch(client, "activities.json"))["activities"][0]) == keys
    feature = document(fetch(client, "activities.geojson"))["features"][0]
    assert list(feature["properties"]) == keys
    assert len(sheet_rows(fetch(client, "activities.xlsx"))[0]) == len(keys)


def test_small_groups_are_told_by_notes_and_their_numbers_are_left_out(client, small):
    rows = {row["slug"]: row for row in table(fetch(client, "activities.csv"))}
    training, conference = rows["training-tikrit"], rows["conference-oslo"]
    assert (training["women"], training["women_note"]) == ("", "<5")
    assert (training["men"], training["men_note"]) == ("", "withheld")
    assert (conference["women"], conference["women_note"]) == ("15", "")
    for extension in ("json", "geojson"):
        text = fetch(client, f"activities.{extension}").get_data(as_text=True)
        assert '"women":3' not in text
        assert '"men":10' not in text


def test_the_sheet_keeps_small_groups_apart_from_numbers(client, small):
    keys = [column.key for column in COLUMNS["activities"]]
    for row in sheet_rows(fetch(client, "activities.xlsx")):
        values = dict(zip(keys, row, strict=True))
        for group in ("women", "men", "youth", "iraqi", "international", "participants"):
            assert values[group] is None or (isinstance(values[group], int) and values[group] > 4)


def test_what_is_not_known_is_empty_and_zero_is_zero(client, small, make_public):
    make_public(activity("nobody", participants=0, qualifier="exact"))
    rows = {row["slug"]: row for row in table(fetch(client, "activities.csv"))}
    assert rows["undated"]["participants"] == rows["undated"]["start"] == ""
    assert rows["undated"]["women"] == rows["undated"]["women_note"] == ""
    assert rows["nobody"]["participants"] == "0"
    assert rows["nobody"]["city"] == rows["nobody"]["latitude"] == ""


def test_participants_that_count_with_a_whole_add_nothing(client, small):
    rows = table(fetch(client, "activities.csv"))
    assert sum(int(row["counted_participants"] or 0) for row in rows) == 298


def test_codes_stand_beside_names(client, small):
    rows = {row["slug"]: row for row in table(fetch(client, "activities.csv", language="ar"))}
    row = rows["training-tikrit"]
    assert (row["city"], row["city_name"]) == ("tikrit", "تكريت")
    assert row["governorate_pcode"] == "IQG16"
    assert row["themes"].split(";") == ["peace", "women"]
    assert row["themes_names"].split(";") == ["مسار peace", "مسار women"]
    assert row["organizers"] == "runners"
    assert rows["season-hillah"]["organizers"] == "forum:national-forum"
    assert row["sources"].split(";") == ["letter", "report"]
    assert row["page"].endswith("/ar/activities/training-tikrit")


def test_the_workbook_explains_every_column(client, small):
    book = workbook(fetch(client, "activities.xlsx", "theme=peace", "en"))
    rows = [tuple(row) for row in book.worksheets[1].iter_rows(values_only=True)]
    assert {row[1] for row in rows} >= {column.key for column in COLUMNS["activities"]}
    assert ("Filter", None, "Theme: Theme peace") in rows
    assert ("Rows", None, 3) in rows
