"""Each format keeps the rules of its own standard."""

from datetime import date, datetime

import pytest

from network.exports.calendar import span
from network.vocabulary import Precision
from tests.contents import HOSTILE
from tests.exports.files import (
    document,
    events,
    feed,
    fetch,
    sheet_rows,
    slugs,
    table,
    workbook,
)
from tests.records import activity


def test_csv_is_marked_as_utf_8_and_every_line_ends_alike(client, small):
    data = fetch(client, "activities.csv").get_data()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 9


def test_csv_reads_back_as_the_rows_of_the_other_formats(client, seeded):
    rows = table(fetch(client, "activities.csv"))
    others = document(fetch(client, "activities.json"))["activities"]
    assert len(rows) == len(others)
    for row, other in zip(rows, others, strict=True):
        for key, value in other.items():
            if isinstance(value, str):
                assert row[key].removeprefix("'") == value.removeprefix("'")
            elif value is None or value == []:
                assert row[key] == ""
            elif isinstance(value, list):
                assert row[key].count(";") == len(value) - 1
            else:
                assert float(row[key]) == float(value)


def test_the_sheet_has_real_dates_and_numbers_and_a_frozen_header(client, small):
    book = workbook(fetch(client, "activities.xlsx"))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "C2"
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, next(row for row in sheet.iter_rows(min_row=2)), strict=True))
    assert isinstance(row["First day"].value, datetime)
    assert row["First day"].is_date
    assert isinstance(row["Latitude"].value, float | None)


@pytest.mark.parametrize(("language", "mirrored"), [("en", False), ("ar", True), ("ckb", True)])
def test_the_sheets_run_as_the_language_does(client, small, language, mirrored):
    book = workbook(fetch(client, "cities.xlsx", language=language))
    for sheet in book.worksheets:
        assert bool(sheet.sheet_view.rightToLeft) == mirrored


@pytest.mark.parametrize("name", ["activities.xlsx", "activities.csv", "forums.geojson"])
def test_the_same_data_is_the_same_bytes(client, small, name):
    assert fetch(client, name).get_data() == fetch(client, name).get_data()


def test_geojson_has_longitude_first_and_no_reference_system(client, small):
    found = document(fetch(client, "activities.geojson"))
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert found["bbox"] == [10.75, 30.51, 47.82, 59.91]
    points = {feature["id"]: feature["geometry"] for feature in found["features"]}
    assert points["conference-oslo"] == {"type": "Point", "coordinates": [10.75, 59.91]}
    assert points["online"] is None


def test_geojson_without_a_point_has_no_box(client, small):
    assert "bbox" not in document(fetch(client, "activities.geojson", "kind=seminar"))


def test_calendar_lines_are_short_and_end_as_they_must(client, seeded):
    for language in ("en", "ar", "ckb"):
        data = fetch(client, "activities.ics", language=language).get_data()
        lines = data.split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)
        assert b"\n" not in b"".join(lines)
        assert b"\r" not in b"".join(lines)
        data.replace(b"\r\n ", b"").decode()


def test_events_are_whole_days_and_the_last_one_is_exclusive(client, small):
    found = {str(event["uid"]): event for event in events(fetch(client, "activities.ics"))}
    training = found["training-tikrit@rafidain"]
    assert training.decoded("dtstart") == date(2017, 7, 14)
    assert training.decoded("dtend") == date(2017, 7, 16)
    assert str(training["status"]) == "CONFIRMED"
    assert "undated@rafidain" not in found


def test_events_span_what_is_known_of_their_date(client, small):
    found = {str(event["uid"]): event for event in events(fetch(client, "activities.ics"))}
    month, year = found["online@rafidain"], found["festival-basra@rafidain"]
    assert (month.decoded("dtstart"), month.decoded("dtend")) == (
        date(2021, 3, 1),
        date(2021, 4, 1),
    )
    assert (year.decoded("dtstart"), year.decoded("dtend")) == (date(2020, 1, 1), date(2021, 1, 1))
    assert "month" in month["description"]
    assert "2020" in year["description"]


def test_the_end_of_time_does_not_break_the_calendar(client, small, make_public):
    for precision in Precision:
        if precision != Precision.UNKNOWN:
            assert span(date(9999, 12, 31), None, precision)[1] == date(9999, 12, 31)
    make_public(
        activity("late", start="9999-12-31", status="announced"),
        activity("early", start="0001-01-01", end="0002-01-01"),
    )
    assert {"late", "early"} <= set(slugs("ics", fetch(client, "activities.ics")))
    assert "0001-01-01" in {row[11] for row in sheet_rows(fetch(client, "activities.xlsx"))}


def test_a_change_raises_the_sequence_and_the_date_of_one_record_alone(client, small, make_public):
    before, earlier = feed(fetch(client, "activities.atom")), sequences(client)
    (proposal,) = [entry for entry in small if entry.slug == "undated"]
    make_public(activity("undated", "meeting", start="2019-01-01", city="tikrit"))
    after = feed(fetch(client, "activities.atom"))
    updated = {entry.id: entry.updated for entry in before.entries}
    changed = {entry.id for entry in after.entries if entry.updated != updated[entry.id]}
    assert {name.rpartition("/")[2] for name in changed} == {proposal.slug}
    assert after.feed.updated > before.feed.updated
    later = sequences(client)
    # An activity without a date is in no calendar, so that this one is new there.
    assert "undated@rafidain" not in earlier
    assert later.pop("undated@rafidain") > max(earlier.values())
    assert later == earlier


def sequences(client):
    """The number of each event in the calendar that tells a later version from an earlier one."""
    return {
        str(event["uid"]): event["sequence"] for event in events(fetch(client, "activities.ics"))
    }


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_feed_is_valid_and_names_itself(client, seeded, language):
    found = feed(fetch(client, "activities.atom", "theme=womens-rights", language))
    assert found.feed.title_detail.language == language
    (own,) = [link.href for link in found.feed.links if link.rel == "self"]
    assert own.endswith(f"/{language}/activities.atom?theme=womens-rights")
    assert found.feed.id == f"tag:rafidain,2026:{language}/activities?theme=womens-rights"
    names = [entry.id for entry in found.entries]
    assert len(set(names)) == len(names) > 10
    assert all(entry.updated and entry.title and entry.link for entry in found.entries)


def test_hostile_texts_stay_texts(client, hostile, make_public):
    make_public(
        activity(
            "formula", name_en="=HYPERLINK(1)", name_ar="＝1+1", project="@SUM(1)", city="tikrit"
        )
    )
    book = workbook(fetch(client, "activities.xlsx"))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    rows = {row["slug"]: row for row in table(fetch(client, "activities.csv"))}
    assert rows["formula"]["name_en"] == "'=HYPERLINK(1)"
    assert rows["formula"]["name_ar"] == "'＝1+1"
    assert rows["formula"]["project"] == "'@SUM(1)"
    assert rows["training"]["name"] == HOSTILE
    found = document(fetch(client, "activities.json"))["activities"]
    assert {row["name"] for row in found} == {HOSTILE, "=HYPERLINK(1)"}
    summaries = {str(event["summary"]) for event in events(fetch(client, "activities.ics"))}
    assert summaries == {HOSTILE}
    text = fetch(client, "activities.atom").get_data(as_text=True)
    assert "<script" not in text
    assert len(feed(fetch(client, "activities.atom")).entries) == 3
