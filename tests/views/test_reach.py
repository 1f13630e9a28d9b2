"""The page of reach: figures that agree with the other pages, and what is not known."""

import pytest

from tests.pages import Page, faults
from tests.records import activity, city, record

QUERIES = ("", "?theme=peace", "?from=2018&to=2018", "?city=hillah", "?funder=fund", "?q=nothing")


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_is_whole_in_each_language(client, small, language):
    page = Page(client.get(f"/{language}/reach?from=2017&to=2019"))
    assert page.status == 200
    assert list(faults(page, language)) == []


@pytest.mark.parametrize("query", QUERIES)
def test_its_totals_are_those_of_the_map(client, small, query):
    reach, explored = (Page(client.get(f"/en/{path}{query}")).counts for path in ("reach", ""))
    totals = [reach[name] for name in reach if name.startswith("total-by-")]
    assert set(totals) == {explored["activities"]}
    assert reach.get("participations", 0) == explored["participants"]
    assert reach["participations-rests-on"] == explored["figures"]


def test_the_period_before_is_told_beside(client, small):
    page = Page(client.get("/en/reach?from=2018&to=2019"))
    assert "2016 – 2017: 1" in page.text


def test_nothing_recorded_is_told_from_not_yet_planned(client, small):
    labels = Page(client.get("/en/reach")).values("aria-label")
    assert "no activity recorded" in labels
    assert "not yet planned" in labels


def test_a_planned_city_that_was_not_reached_is_named(client, small):
    page = Page(client.get("/en/reach"))
    assert page.counts["not-reached"] == 1
    hollow = [a for a in page.all("a") if "bubble-hollow" in (a.get("class") or "")]
    assert [a["data-city"] for a in hollow] == ["hit"]


def test_small_groups_are_not_told(client, small):
    counts = Page(client.get("/en/reach?city=tikrit")).counts
    assert "women" not in counts
    assert "3 women" not in Page(client.get("/en/reach")).text


def test_a_day_before_the_first_record_has_no_figures_and_says_so(client, small):
    page = Page(client.get("/en/reach?as_of=2001-01-01"))
    assert "At the end of January 1, 2001 the database held nothing yet." in page.text
    assert page.counts == {}


@pytest.mark.parametrize("day", ["yesterday", "2019-02-30", "\0"])
def test_a_day_that_is_none_is_left_out_and_told(client, small, day):
    page = Page(client.get("/en/reach", query_string={"as_of": day}))
    assert page.status == 200
    assert "as_of=" in page.text
    assert page.counts["activities"] == 8


def shades(client, query=""):
    """The shade of each governorate on the static map, and the table beside it."""
    page = Page(client.get(f"/en/reach{query}"))
    areas = [path["class"] for path in page.all("path") if "area" in (path.get("class") or "")]
    return page, sorted(shade for shade in areas if shade != "area area-0")


def test_where_no_number_of_participants_is_known_a_governorate_looks_unlike_nothing(
    client, small, make_public
):
    south = record("governorate", "south", pcode="IQG02", name_en="South")
    make_public(south, city("zubair", "none", governorate="south"))
    held = {"start": "2024-01-01", "kind": "workshop"}
    make_public(activity("silent", city="tikrit", **held))
    make_public(activity("told", city="zubair", participants=30, **held))
    assert shades(client, "?from=2024")[1] == ["area area-4", "area area-4"]
    page, found = shades(client, "?from=2024&shade=participations")
    assert found == ["area area-4", "area area-unknown"]
    assert "activities, but the number of participants is not known" in page.text
    links = {a["data-shade"]: a["href"] for a in page.all("a") if "data-shade" in a}
    assert links["activities"] == "/en/reach?from=2024#coverage"


def test_a_shade_that_is_none_is_left_out_and_told(client, small):
    page = Page(client.get("/en/reach?shade=hope"))
    assert "shade=hope" in page.text
    assert page.counts["activities"] == 8
