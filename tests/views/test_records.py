"""The pages of a city and of an activity: everything on record, with its sources."""

import pytest

from tests.pages import Page
from tests.records import activity


def test_the_page_of_an_activity_says_what_is_on_record(client, small):
    text = Page(client.get("/en/activities/training-tikrit")).text
    for words in ("Activity training-tikrit", "2017", "13 participants", "Tikrit", "Theme peace"):
        assert words in text
    for words in ("Team runners", "Team fund", "Forum tikrit-forum", "Activity season-hillah"):
        assert words in text
    for words in ("The title of report", "The title of letter", "A publisher"):
        assert words in text


def test_small_groups_are_not_told_on_any_page(client, small):
    page = Page(client.get("/en/activities/training-tikrit"))
    (groups,) = [found["text"] for found in page.all("ul") if found.get("class") == "groups"]
    assert "fewer than 5" in groups
    assert "3" not in groups
    assert "10" not in groups


def test_a_whole_and_its_parts_link_to_each_other(client, small):
    whole = Page(client.get("/en/activities/season-hillah"))
    part = Page(client.get("/en/activities/race-hillah"))
    assert "/en/activities/race-hillah" in [link["href"] for link in whole.all("a")]
    assert "/en/activities/season-hillah" in [link["href"] for link in part.all("a")]


def test_unknown_is_not_shown_as_nothing(client, make_public, small):
    make_public(activity("silent"), activity("empty", participants=0))
    assert "0 participants" not in Page(client.get("/en/activities/silent")).text
    assert "0 participants" in Page(client.get("/en/activities/empty")).text


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"start": "2017-07-14", "end": "2017-07-14"}, "July 14, 2017"),
        ({"start": "2017-07-01", "precision": "month"}, "July 2017"),
        ({"start": "2017-01-01", "precision": "year"}, "2017"),
        ({}, "Date not known"),
        ({"start": "2018-12-30", "end": "2019-01-02"}, "2019"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(client, make_public, small, columns, words):
    make_public(activity("dated", **columns))
    page = Page(client.get("/en/activities/dated"))
    when = page.text.partition("When")[2].partition("Where")[0]
    assert words in when
    assert columns.get("precision") != "month" or "1," not in when
    assert columns.get("precision") != "year" or when.split() == ["2017"]


def test_the_page_of_a_city_says_what_is_on_record(client, small):
    page = Page(client.get("/en/cities/tikrit"))
    for words in ("Tikrit", "North", "IQG16", "Tigris", "Forum tikrit-forum", "Running for peace."):
        assert words in page.text
    assert page.counts["activities"] == 2
    assert set(page.values("data-activity")) == {"training-tikrit", "undated"}


def test_a_city_without_anything_says_so(client, small):
    page = Page(client.get("/en/cities/hit"))
    assert page.counts["activities"] == 0
    assert "No activity recorded here yet." in page.text


def test_links_to_sources_tell_their_sites_nothing(client, small):
    page = Page(client.get("/en/activities/training-tikrit"))
    leaving = [link for link in page.all("a") if link["href"].startswith("http")]
    assert [link["href"] for link in leaving] == ["https://example.org/report"]
    assert "noreferrer" in leaving[0]["rel"]
