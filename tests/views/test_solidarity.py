"""The solidarity page: conferences, the countries that came, and what is not known of them."""

import pytest

from network.locales import LANGUAGES
from network.maps.elements import digest
from tests.contents import HOSTILE
from tests.databases import statements
from tests.pages import Page, faults
from tests.records import activity, city


def solidarity(client, query="", language="en"):
    return Page(client.get(f"/{language}/solidarity{query}"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", "?from=2014&to=2014", "?from=1990&to=1991&kind=x&sort=y"])
def test_the_page_keeps_the_rules_whatever_is_asked(client, small, language, query):
    page = solidarity(client, query, language)
    assert page.status == 200
    assert list(faults(page, language)) == []


def test_conferences_are_listed_with_the_countries_that_came(client, small):
    page = solidarity(client)
    assert page.values("data-activity") == ["conference-oslo"]
    assert sorted(page.values("data-country")) == ["IQ", "IT", "NO"]
    assert page.counts["countries"] == 3
    assert (page.counts["gatherings"], page.counts["abroad"], page.counts["at-home"]) == (1, 1, 0)
    assert "Iraq, Italy, Norway" in page.text


def test_an_arc_leads_from_every_other_country(client, small):
    page = solidarity(client)
    assert sorted(page.values("data-arc")) == ["IQ:oslo", "IT:oslo"]
    assert page.data["arcs"] == [
        {"country": "IQ", "city": "oslo", "gatherings": 1},
        {"country": "IT", "city": "oslo", "gatherings": 1},
    ]


def test_what_is_not_known_is_said(client, small):
    text = solidarity(client).text
    assert "How many Iraqi and international is not known" in text
    assert "iraqi" not in solidarity(client).counts


def test_numbers_are_told_with_how_exactly_they_are_known(client, make_public, small):
    make_public(
        activity(
            "erbil-2011", "conference", start="2011-10-08", city="tikrit",
            participants=250, iraqi=150, international=100, qualifier="about", countries="IT;US",
        )
    )  # fmt: skip
    page = solidarity(client, "?to=2012")
    for words in ("about 250 participants", "Iraqi: about 150", "International: about 100"):
        assert words in page.text
    assert (page.counts["iraqi"], page.counts["international"]) == (150, 100)
    assert page.values("data-activity") == ["erbil-2011"]


def test_a_small_group_is_neither_told_nor_summed(client, make_public, small):
    make_public(
        activity(
            "closed", "conference", start="2015-01-01", city="oslo", country="NO",
            participants=30, iraqi=3, international=27, qualifier="exact",
        )
    )  # fmt: skip
    page = solidarity(client, "?from=2015")
    assert "Iraqi: fewer than 5" in page.text
    assert (page.counts["iraqi"], page.counts["international"]) == (0, 0)
    assert page.values("data-arc") == []


def test_an_arc_leads_from_iraq_where_it_is_told_how_many_came(client, make_public, small):
    make_public(
        activity(
            "open", "conference", start="2015-01-01", city="oslo", country="NO",
            participants=30, iraqi=15, international=15, qualifier="exact",
        )
    )  # fmt: skip
    assert solidarity(client, "?from=2015").values("data-arc") == ["IQ:oslo"]


def test_any_activity_that_people_of_other_countries_came_to_is_there(client, make_public, small):
    make_public(activity("season", "forum-season", start="2013-09-26", city="hit", countries="BD"))
    page = solidarity(client)
    assert set(page.values("data-activity")) == {"season", "conference-oslo"}
    assert "BD:hit" in page.values("data-arc")


def test_a_conference_without_a_city_or_a_known_country_point_is_listed(client, make_public, small):
    make_public(
        activity("online-2020", "conference", start="2020-05-01", country="", countries="AQ")
    )
    page = solidarity(client)
    assert "online-2020" in page.values("data-activity")
    assert page.counts["countries"] == 4
    assert list(faults(page, "en")) == []


def test_the_script_is_at_the_address_with_its_hash(client, small):
    page = solidarity(client)
    (address,) = [s["src"] for s in page.all("script") if s.get("src", "").startswith("/map/")]
    answer = client.get(address)
    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]
    assert digest(answer.text) in address
    assert client.get("/map/solidarity.000000000000.js").status_code == 404


def test_the_page_asks_as_little_of_the_database_for_many(client, make_public, small, app):
    solidarity(client)
    with statements(app) as before:
        solidarity(client, "?from=2000")
    make_public(
        *(city(f"far{n}", "none", country="NO") for n in range(10)),
        *(
            activity(f"c{n}", "conference", start="2016-01-01", city=f"far{n}", countries="SE;DK")
            for n in range(10)
        ),
    )
    solidarity(client)
    with statements(app) as after:
        page = solidarity(client, "?from=2000")
    assert page.counts["gatherings"] == 11
    assert len(after) == len(before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_are_shown_as_text(client, make_public, hostile, language):
    names = {f"name_{code}": HOSTILE for code in LANGUAGES}
    make_public(activity("talks", "conference", city="tikrit", countries="IT", **names))
    page = solidarity(client, language=language)
    assert list(faults(page, language)) == []
    assert page.data["cities"][0]["gatherings"][0]["name"]["text"] == HOSTILE


def test_the_documented_programme(client, seeded):
    page = solidarity(client)
    assert page.counts["gatherings"] == 21
    assert page.counts["countries"] == 23
    assert "IT:erbil" in page.values("data-arc")


def test_nothing_on_record_is_said(client):
    page = solidarity(client)
    assert page.status == 200
    assert page.counts["gatherings"] == 0
    assert list(faults(page, "en")) == []
