"""Hostile texts in every field of every record: shown as the text that they are, run nowhere."""

from urllib.parse import quote

import pytest

from tests.contents import HOSTILE
from tests.pages import Page, faults

PATHS = ("", "cities/tikrit", "activities/training", "activities/meeting")
FIELDS = {
    "": 6,
    "cities/tikrit": 12,
    "activities/training": 12,
    "activities/meeting": 6,
}


def script_of(client):
    page = Page(client.get("/en/"))
    (address,) = [s["src"] for s in page.all("script") if s.get("src", "").startswith("/map/")]
    return client.get(address).data


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_every_page_shows_hostile_texts_as_texts(client, hostile, language):
    for path, least in FIELDS.items():
        page = Page(client.get(f"/{language}/{path}"))
        assert page.status == 200
        assert list(faults(page, language)) == []
        assert page.text.count(HOSTILE) + page.text.count(HOSTILE.replace("'", "\\u0027")) >= least
        assert [image["src"] for image in page.all("img") if image["src"] == "x"] == []
        assert "alert(1)" not in [script["text"] for script in page.all("script")]


def test_attributes_hold_hostile_texts_whole(client, hostile):
    page = Page(client.get("/en/"))
    (label,) = [link["aria-label"] for link in page.all("a") if "data-city" in link]
    assert label.startswith(HOSTILE)
    names = [option["data-label"] for option in page.all("option") if "data-label" in option]
    assert names == [HOSTILE] * 3


def test_the_data_island_gives_hostile_texts_back_and_ends_where_it_should(client, hostile):
    page = Page(client.get("/ckb/"))
    (city,) = page.data["cities"]
    assert city["name"]["text"] == HOSTILE
    assert city["forums"][0]["name"]["text"] == HOSTILE
    assert city["forums"][0]["members"] == [{"text": HOSTILE}]
    island = page.markup.partition('id="map-data">')[2].partition("</script>")[0]
    assert "<" not in island


def test_the_fragment_and_the_cube_hold_no_markup_of_theirs(client, hostile):
    fragment = client.get("/en/fragments/activities").get_json()
    assert "<img src=x" not in fragment["list"]
    assert "{{7*7}}" in fragment["list"]
    cube = client.get("/cube.json")
    assert cube.mimetype == "application/json"
    assert b"alert" not in cube.data


def test_what_people_typed_never_changes_the_script_that_folium_renders(
    client, hostile, make_app, databases
):
    empty = make_app(databases.copy("empty")).test_client()
    assert script_of(client) == script_of(empty)


@pytest.mark.parametrize("key", ["q", "theme", "city", "from", "sort", "page"])
def test_a_hostile_query_is_shown_as_text(client, hostile, key):
    page = Page(client.get(f"/en/?{key}={quote(HOSTILE)}"))
    assert page.status == 200
    assert list(faults(page, "en")) == []
    assert HOSTILE[:20] in (page.text if key != "q" else page.markup)
