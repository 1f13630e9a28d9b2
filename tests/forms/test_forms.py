"""The forms: what they refuse, and that what is not known stays unknown."""

import pytest

from network.config import DATA_FOLDER
from network.forms import FORMS
from network.programme import read_programme

ACTIVITY = {
    "slug": "race",
    "kind": "sport-event",
    "name_en": "Race",
    "name_ar": "سباق",
    "sources": "report",
}
SOURCE = {
    "slug": "report",
    "title": "Report",
    "title_language": "en",
    "language": "ar",
    "publisher": "A publisher",
}
CITY = {
    "slug": "kut",
    "country": "IQ",
    "latitude": "32.5128",
    "longitude": "45.8182",
    "river": "tigris",
    "name_en": "Kut",
    "sources": "report",
}
ROWS = {"activity": ACTIVITY, "source": SOURCE, "city": CITY}


def filled(kind, /, **columns):
    return FORMS[kind].of_row({**ROWS[kind], **columns})


def refused(kind, /, **columns):
    form = filled(kind, **columns)
    form.validate()
    return set(form.errors)


def test_the_rows_of_these_tests_are_valid_by_themselves():
    for kind in ROWS:
        assert refused(kind) == set()


def test_an_activity_needs_a_title_in_one_language_and_no_more(client):
    with client.application.test_request_context("/en/"):
        assert refused("activity", name_en="  ", name_ar="") == {"name"}
    for language in ("en", "ar", "ckb"):
        only = {"name_en": "", "name_ar": "", f"name_{language}": "Race"}
        assert refused("activity", **only) == set()


def test_a_record_without_a_source_is_refused():
    assert refused("activity", sources="") == {"sources"}
    assert refused("city", sources=" ; ") == {"sources"}


def test_unknown_is_not_zero():
    snapshot = filled("activity", participants="", women="0").snapshot()
    assert snapshot["participants"] is None
    assert snapshot["men"] is None
    assert snapshot["women"] == 0


def test_a_number_of_people_that_is_no_number_is_refused():
    for value in ("-1", "many", "1.5", "10000001"):
        assert refused("activity", participants=value) == {"participants"}


def test_women_and_men_together_are_no_more_than_all():
    assert refused("activity", participants="10", women="6", men="5") == {"men"}
    assert refused("activity", participants="11", women="6", men="5") == set()
    assert refused("activity", women="6", men="5") == set()


def test_women_alone_are_no_more_than_all():
    assert refused("activity", participants="5", women="6") != set()


def test_iraqis_and_internationals_together_are_no_more_than_all():
    assert refused("activity", participants="10", iraqi="8", international="3") != set()


def test_an_activity_does_not_end_before_it_starts():
    dates = {"precision": "day", "start": "2017-07-15"}
    assert refused("activity", **dates, end="2017-07-14") == {"end"}
    assert refused("activity", **dates, end="2017-07-15") == set()


def test_a_last_day_without_a_first_is_refused():
    assert refused("activity", end="2017-07-15") != set()


def test_a_date_and_its_precision_are_given_together_or_not_at_all():
    assert refused("activity", start="2017-07-15") == {"start"}
    assert refused("activity", precision="day") == {"start"}


@pytest.mark.parametrize("value", ["15.7.2017", "2017-02-30", "2017", "yesterday"])
def test_a_date_that_is_no_date_is_refused(value):
    assert "start" in refused("activity", start=value, precision="day")


def test_a_word_outside_its_list_is_refused():
    assert refused("activity", kind="party") == {"kind"}
    assert refused("activity", kind="") == {"kind"}


@pytest.mark.parametrize(
    "slug", ["", "Race", "race_1", "race--1", "-race", "a b", "سباق", "race\n"]
)
def test_a_slug_that_is_not_in_kebab_case_is_refused(slug):
    assert refused("activity", slug=slug) == {"slug"}


def test_a_slug_that_is_longer_than_its_column_is_refused():
    assert refused("activity", slug="a" * 80) == set()
    assert refused("activity", slug="a" * 81) == {"slug"}


def test_lists_are_split_and_stripped_and_say_nothing_twice():
    snapshot = filled("activity", themes=" water ; peace;;water; ").snapshot()
    assert snapshot["themes"] == ["water", "peace"]


def test_roles_may_be_of_forums_and_of_organizations():
    snapshot = filled("activity", organizers="team;forum:najaf", forums="najaf").snapshot()
    assert snapshot["organizations"] == [{"organization": "team", "role": "organizer"}]
    assert snapshot["forums"] == [
        {"forum": "najaf", "role": "participant"},
        {"forum": "najaf", "role": "organizer"},
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//http://example.org/",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//example.org/a",
        "/a",
        "example.org",
        "ftp://example.org/a",
        "http://",
        "https://example.org/a b",
        "https://example.org/\njavascript:alert(1)",
    ],
)
def test_the_address_of_a_source_must_be_http(url):
    assert refused("source", url=url) == {"url"}


def test_a_source_may_lack_an_address_and_a_date():
    snapshot = filled("source", url="", published="").snapshot()
    assert (snapshot["url"], snapshot["published"]) == (None, None)
    assert refused("source", url="http://example.org/?a=%D8%A8&b=1#c") == set()


@pytest.mark.parametrize("published", ["2019", "2019-02", "2019-02-03"])
def test_the_date_of_a_source_may_be_a_year_or_a_month(published):
    assert refused("source", published=published) == set()
    assert refused("source", published=f"{published}-x") == {"published"}


def test_a_city_keeps_no_finer_location_than_two_decimals():
    snapshot = filled("city").snapshot()
    assert (snapshot["latitude"], snapshot["longitude"]) == (32.51, 45.82)


@pytest.mark.parametrize("value", ["", "91", "nan", "inf", "north"])
def test_a_latitude_that_is_none_is_refused(value):
    assert refused("city", latitude=value) == {"latitude"}


def test_a_country_is_a_code_of_two_letters():
    for code in ("", "Iraq", "iq", "IQ\n"):
        assert refused("city", country=code) == {"country"}


def test_the_countries_of_an_activity_are_codes_of_two_letters():
    assert refused("activity", countries="IQ;Norway") == {"countries"}
    assert refused("activity", country="Iraq") == {"country"}


def test_texts_are_stripped_and_empty_ones_left_out():
    texts = filled("activity", name_en="  Race ", summary_en=" ", summary_ckb="").snapshot()[
        "texts"
    ]
    assert texts == {"en": {"name": "Race"}, "ar": {"name": "سباق"}}


def test_digits_of_any_script_are_read():
    snapshot = filled(
        "activity", participants="٢٥٠", women="۱۲", start="٢٠١٧-٠٧-١٥", precision="day"
    )
    document = snapshot.snapshot()
    assert (document["participants"], document["women"]) == (250, 12)
    assert document["start"] == "2017-07-15"
    assert filled("city", latitude="٣٢٫٥١").snapshot()["latitude"] == 32.51


def test_signs_that_no_keyboard_types_are_dropped():
    texts = filled("activity", name_en="Ra\x00ce\x1b").snapshot()["texts"]
    assert texts["en"]["name"] == "Race"


def typed(kind, *pairs):
    """A form as filled in on a page: the row of these tests without its dates, and `pairs`."""
    row = [[name, value] for name, value in ROWS[kind].items() if name != "slug"]
    return FORMS[kind].of_typed([*row, *pairs], "race")


@pytest.mark.parametrize(
    ("parts", "start", "precision"),
    [
        ({"year": "2017"}, "2017-01-01", "year"),
        ({"year": "٢٠١٧", "month": "7"}, "2017-07-01", "month"),
        ({"year": "2017", "month": "7", "day": "5"}, "2017-07-05", "day"),
        ({}, None, "unknown"),
    ],
)
def test_a_date_is_as_precise_as_it_was_filled_in(parts, start, precision):
    form = typed("activity", *([f"start_{part}", value] for part, value in parts.items()))
    assert form.validate(), form.errors
    assert (form.snapshot()["start"], form.snapshot()["precision"]) == (start, precision)


@pytest.mark.parametrize(
    "parts",
    [
        {"month": "7"},
        {"year": "17"},
        {"year": "2017", "day": "5"},
        {"year": "2017", "month": "13"},
        {"year": "2017", "month": "2", "day": "30"},
        {"year": "x"},
    ],
)
def test_parts_that_make_no_date_are_refused_beside_the_date(client, parts):
    with client.application.test_request_context("/ar/"):
        form = typed("activity", *([f"start_{part}", value] for part, value in parts.items()))
        assert not form.validate()
        assert set(form.errors) == {"start"}


def test_only_what_is_announced_may_lie_ahead(client):
    with client.application.test_request_context("/ckb/"):
        ahead = {"start": "2999-01-01", "precision": "day"}
        assert refused("activity", **ahead) == {"start"}
        assert refused("activity", **ahead, status="announced") == set()


def test_a_local_forum_has_a_city(client):
    row = {"slug": "kut", "level": "local", "stage": "formed", "name_ar": "منتدى", "sources": "a"}
    with client.application.test_request_context("/ar/"):
        form = FORMS["forum"].of_row(row)
        assert not form.validate()
        assert set(form.errors) == {"city"}


def test_what_a_snapshot_says_can_be_typed_again(client):
    for entry in read_programme(DATA_FOLDER):
        if entry.kind == "governorate":
            continue
        form = FORMS[entry.kind].of_typed(FORMS[entry.kind].typed_of(entry.snapshot), entry.slug)
        assert form.validate(), (entry.kind, entry.slug, form.errors)
        assert form.snapshot() == entry.snapshot


def test_a_text_needs_a_name_in_its_language():
    form = FORMS["forum"].of_row(
        {"slug": "hit", "level": "national", "stage": "active", "sources": "report"}
        | {"name_ar": "منتدى", "description_en": "A forum"}
    )
    assert not form.validate()
    assert set(form.errors) == {"name"}
    assert "English" in form.errors["name"][0]
