"""The first page: counts, list, choices and static map agree, with and without scripts."""

import random
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from network.changes.publish import renew_edition
from network.extensions import database
from network.models import Activity, City
from network.queries.cube import Cube
from network.queries.filter import Filter
from network.vocabulary import ActivityKind
from tests.counting import found, random_filter, rows_of, sums
from tests.pages import Page


def address(chosen, path="/en/", **more):
    return f"{path}?{urlencode([*chosen.query(), *more.items()])}"


def test_the_page_shows_what_the_records_say(client, seeded):
    rows, chance = rows_of(seeded), random.Random(40)
    for _ in range(25):
        chosen = random_filter(chance, rows)
        shown, expected = Page(client.get(address(chosen))).counts, sums(rows, chosen)
        assert shown["listed"] == expected["activities"], chosen
        assert shown["undated"] == expected["undated_left_out"], chosen
        assert shown["cities"] == len(expected["by_city"]), chosen
        for what in ("activities", "participants", "figures", "nowhere"):
            assert shown[what] == expected[what], (what, chosen)


def test_the_bubbles_of_the_static_map_are_the_cities_of_the_counts(client, small):
    page = Page(client.get("/en/?theme=water"))
    bubbles = {
        found["data-city"]: int(found["data-activities"])
        for found in page.all("a")
        if "data-city" in found
    }
    assert bubbles == {"hillah": 1, "tikrit": 0, "hit": 0}
    assert page.counts["outside"] == 1
    labels = [found["aria-label"] for found in page.all("a") if "data-city" in found]
    assert "Hillah: 1 activity" in labels


def test_the_cube_in_the_page_counts_like_the_page(client, seeded):
    for query in ("", "q=najaf", "forum=najaf-social-forum", "organization=icssi&q=oslo"):
        page = Page(client.get(f"/en/?{query}"))
        assert Cube.of(page.data["cube"]).tally(Filter()).activities == page.counts["activities"]
        cube = client.get(f"/cube.json?{query}").get_json()
        assert page.data["cube"] == cube


def test_a_large_cube_is_fetched_from_its_own_address(app, client, small):
    chance = random.Random(3)
    same = {"status": "held", "confidence": "low", "precision": "year", "qualifier": "about"}
    with database.writing(app) as writer:
        cities = writer.scalars(select(City.id)).all()
        rows = [
            {
                **same,
                "slug": f"many-{number}",
                "kind": chance.choice([*ActivityKind]),
                "first_year": (year := chance.randrange(1950, 2050)),
                "last_year": year,
                "city_id": chance.choice(cities),
                "counted_participants": chance.randrange(10_000_000),
            }
            for number in range(9000)
        ]
        writer.execute(insert(Activity), rows)
        renew_edition(writer, datetime.now(UTC))
    data = Page(client.get("/en/")).data
    assert data["cube"] is None
    answer = client.get(data["cube_url"])
    assert "immutable" in answer.headers["Cache-Control"]
    assert Cube.of(answer.get_json()).tally(Filter()).activities == 9008


def test_the_fragment_is_the_list_of_the_page(client, thousand):
    for query in ("?sort=river&page=3", "?theme=women&from=2012", "?q=nothing", "?theme=x"):
        page = client.get(f"/ar/{query}").get_data(as_text=True)
        fragment = client.get(f"/ar/fragments/activities{query}").get_json()
        assert fragment["list"] in page
        assert fragment["notices"].strip() in page


@pytest.mark.parametrize("sort", ["date", "river", "name"])
def test_every_page_of_a_long_list_is_linked_and_nothing_is_cut(client, thousand, sort):
    seen, next_page = [], f"/en/?sort={sort}"
    while next_page:
        page = Page(client.get(next_page.partition("#")[0]))
        assert page.counts["listed"] == 1000
        seen += page.values("data-activity")
        following = [link for link in page.all("a") if link.get("rel") == "next"]
        next_page = following[0]["href"] if following else None
    assert len(seen) == len(set(seen)) == 1000


def test_a_list_of_fifty_needs_no_pages(client, small):
    page = Page(client.get("/en/"))
    assert [link for link in page.all("a") if link.get("rel") in ("next", "prev")] == []


def test_the_page_of_a_city_says_when_it_shows_only_a_part(client, thousand):
    page = Page(client.get("/en/cities/tikrit"))
    assert page.counts["activities"] == 250
    assert len(page.values("data-activity")) == 50
    (more,) = [link["href"] for link in page.all("a") if "page=2" in link["href"]]
    assert len(Page(client.get(more.partition("#")[0])).values("data-activity")) == 50


def test_each_choice_says_how_many_activities_it_would_leave(client, seeded):
    rows = rows_of(seeded)
    page = Page(client.get("/en/?from=2017&to=2018&theme=womens-rights"))
    shown = {e["data-choice"]: int(e["data-value"]) for e in page.all("span") if "data-choice" in e}
    for choice, count in shown.items():
        key, _colon, slug = choice.partition(":")
        asked = {
            "theme": {"themes": (slug,)},
            "river": {"rivers": (slug,)},
            "kind": {"kinds": (slug,)},
        }
        base = {"themes": ("womens-rights",), "year_from": 2017, "year_to": 2018}
        assert len(found(rows, Filter(**{**base, **asked[key]}))) == count, choice
    assert len(shown) > 20


def test_the_form_shows_what_was_asked_for(client, small):
    page = Page(client.get("/en/?theme=peace&from=2015&city=hillah&q=race&river=euphrates"))
    checked = [found["value"] for found in page.all("input") if "checked" in found]
    selected = [found["value"] for found in page.all("option") if "selected" in found]
    (text,) = [found["value"] for found in page.all("input") if found.get("name") == "q"]
    assert (checked, selected, text) == (["peace", "euphrates"], ["2015", "hillah"], "race")


def test_the_form_asks_by_plain_get_with_the_names_of_the_keys(client, small):
    page = Page(client.get("/ar/"))
    (form,) = [found for found in page.all("form") if found.get("id") == "filter"]
    assert (form["method"], form["action"]) == ("get", "/ar/")
    names = {found["name"] for tag in ("input", "select") for found in page.all(tag)}
    keys = {"q", "theme", "river", "kind", "from", "to", "city", "forum", "organization", "funder"}
    assert names == keys


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_an_address_read_from_a_page_is_the_same_filter(client, small, seed):
    chosen = random_filter(random.Random(seed), rows_of(small))
    page = Page(client.get(address(chosen)))
    for link in page.all("a"):
        if link.get("data-sort"):
            linked = Page(client.get(link["href"].partition("#")[0]))
            assert linked.counts == page.counts


def test_a_choice_in_another_language_says_in_which(client, small):
    page = Page(client.get("/ckb/"))
    named = {found["value"]: found for found in page.all("option") if found["value"]}
    assert (named["runners"]["lang"], named["runners"]["dir"]) == ("en", "ltr")
    english = {found["value"]: found for found in Page(client.get("/en/")).all("option")}
    assert "lang" not in english["runners"]
