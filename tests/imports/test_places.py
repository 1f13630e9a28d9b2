"""New cities in a file: their place is taken from the gazetteer, or the row says what to do."""

import pytest

from tests.imports.trying import counts, lines, tried
from tests.records import city, record

HEADER = ["name_en", "name_ar", "governorate", "sources"]


def one(app, *cells, header=HEADER, language="en"):
    """The only row of a file with these cells."""
    (row,) = tried(app, lines(header, cells), kind="city", language=language).rows
    return row


def place(row):
    """Where the city of a row lies."""
    columns = ("latitude", "longitude", "river", "geonames_id", "governorate")
    return tuple((row.snapshot or {}).get(column) for column in columns)


@pytest.mark.parametrize("name", ["Samarra", "سامراء", "سامرّاء", "Sāmarrā’"])
def test_a_new_city_is_placed_by_its_name_in_any_spelling(app, small, name):
    row = one(app, name, "", "", "report")
    assert place(row) == (34.2, 43.89, "tigris", 91597, "north"), row.faults
    assert 0 < row.snapshot["river_kilometer"] < 2000
    assert row.snapshot["country"] == "IQ"
    assert row.remark == "Found in the list of places: Samarra (Salah al-Din)"
    assert "Latitude" in {change.title for change in row.changes}


def test_what_the_row_says_itself_is_kept(app, small):
    header = [*HEADER, "river", "latitude", "longitude", "country"]
    row = one(app, "Samarra", "", "", "report", "none", header=header)
    assert place(row)[:3] == (34.2, 43.89, "none")
    row = one(app, "Samarra", "", "", "report", "none", "34.5", "43.5", "IQ", header=header)
    assert (place(row)[:4], row.remark) == ((34.5, 43.5, "none", None), None)


def test_the_governorate_tells_namesakes_apart(app, small, make_public):
    row = one(app, "Hindiya", "", "", "report")
    assert [fault.title for fault in row.faults] == ["governorate"]
    for words in ("Karbala", "Babylon", "governorate"):
        assert words in row.faults[0].reason
    make_public(record("governorate", "karbala", pcode="IQG12", name_en="Karbala"))
    assert place(one(app, "Hindiya", "", "Karbala", "report"))[3:] == (99344, "karbala")


@pytest.mark.parametrize(
    ("name", "said"),
    [("Sammara", "If “Samarra” is meant"), ("Qwxzjk", "Check the spelling")],
)
def test_an_unknown_name_is_refused_with_what_to_do(app, small, name, said):
    row = one(app, name, "", "", "report")
    assert [fault.title for fault in row.faults] == ["name_en"]
    assert said in row.faults[0].reason
    assert "Add a city" in row.faults[0].reason


def test_a_place_that_is_on_record_or_in_another_row_is_told(app, small, make_public):
    rows = lines(HEADER, ["Samarra", "", "", "report"], ["", "سامراء", "", "report"])
    assert counts(tried(app, rows, kind="city")) == {"added": 1, "refused": 1}
    make_public(city("on-the-tigris", "tigris", geonames_id=91597))
    assert "on-the-tigris" in one(app, "Samarra", "", "", "report").faults[0].reason


def test_a_city_abroad_needs_its_point(app, small):
    row = one(app, "Samarra", "report", "IR", header=["name_en", "sources", "country"])
    assert "latitude and longitude" in row.faults[0].reason
