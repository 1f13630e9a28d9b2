"""The river view: every city once in each picture and in the table, following the filter."""

import pytest

from network.locales import LANGUAGES
from tests.databases import statements
from tests.pages import Page, faults

KILOMETERS = {"tikrit": 843.9, "hillah": 1579.0, "hit": 1300.8, "anah": 1150.0, "basra": 67.9}


@pytest.fixture
def placed(make_public, small):
    """The small set with its cities at their kilometers, as the seed places them."""
    cities = [entry for entry in small if entry.slug in KILOMETERS]
    for entry in cities:
        entry.snapshot["river_kilometer"] = KILOMETERS[entry.slug]
    make_public(*cities)
    return small


def rivers(client, query="", language="en"):
    return Page(client.get(f"/{language}/rivers{query}"))


def marks(page, slug):
    return [found for found in page.all("a") if found.get("data-city") == slug]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", "?theme=peace&from=2017", "?q=race&city=nowhere&page=x"])
def test_the_page_keeps_the_rules_whatever_is_asked(client, small, language, query):
    page = rivers(client, query, language)
    assert page.status == 200
    assert list(faults(page, language)) == []


def test_every_city_stands_in_both_pictures_or_below_them(client, placed):
    page = rivers(client)
    for slug in KILOMETERS:
        assert len(marks(page, slug)) == 2, slug
    (oslo,) = marks(page, "oslo")
    assert oslo["data-activities"] == "1"
    rows = page.values("data-row")
    assert sorted(rows) == sorted([*KILOMETERS, "oslo"])


def test_the_numbers_are_those_of_the_map(client, small):
    for query in ("", "?theme=peace", "?from=2018&to=2019", "?forum=tikrit-forum", "?q=race"):
        page, map_page = rivers(client, query), Page(client.get(f"/en/{query}"))
        assert page.counts["activities"] == map_page.counts["activities"]
        shown = {
            a["data-city"]: a["data-activities"] for a in map_page.all("a") if "data-city" in a
        }
        for slug, number in shown.items():
            assert marks(page, slug)[0]["data-activities"] == number


def test_the_rows_of_the_table_add_up(client, placed):
    page = rivers(client)
    total = sum(
        int(found["data-value"]) for found in page.all("td") if found.get("data-row") is not None
    )
    assert total == page.counts["activities"] - page.counts["nowhere"]


def test_an_activity_of_two_years_counts_in_both(client, placed):
    titles = [found["text"] for found in rivers(client).all("title")]
    assert titles.count("2018: 2 activities") == 2
    assert titles.count("2019: 1 activity") == 2
    narrowed = [found["text"] for found in rivers(client, "?from=2019").all("title")]
    assert not [title for title in narrowed if title.startswith("2018")]


def test_an_activity_without_a_year_has_a_cell_of_its_own(client, placed):
    titles = [found["text"] for found in rivers(client).all("title")]
    assert titles.count("Year not known: 1 activity") == 2


def test_a_city_says_where_it_lies_and_how_far_its_forum_has_come(client, placed):
    label = marks(rivers(client), "tikrit")[0]["aria-label"]
    assert label.startswith("Tikrit, Tigris, kilometer 844, ")
    assert label.endswith("Active, 2 activities")
    assert "No local forum" in marks(rivers(client), "hit")[0]["aria-label"]


def test_a_city_whose_kilometer_is_not_known_stands_below(client, small):
    (tikrit,) = marks(rivers(client), "tikrit")
    assert tikrit["aria-label"] == "Tikrit, Tigris, Active, 2 activities"


def test_what_was_dropped_is_said(client, small):
    assert "theme=atlantis" in rivers(client, "?theme=atlantis").text


def test_the_page_asks_little_of_the_database(client, small, app):
    rivers(client)
    with statements(app) as run:
        rivers(client)
    assert len(run) <= 6


def test_nothing_on_record_can_be_drawn(client):
    page = rivers(client)
    assert page.status == 200
    assert list(faults(page, "en")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_shown_as_text(client, hostile, language):
    assert list(faults(rivers(client, language=language), language)) == []


def test_the_documented_programme_fits(client, seeded):
    page = rivers(client)
    assert {"hilla", "diwaniyah", "baghdad", "basra"} <= set(page.values("data-city"))
    assert marks(page, "baghdad")[0]["data-activities"] == "40"
