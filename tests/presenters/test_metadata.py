"""What a page tells machines about itself: addresses, preview card, structured data."""

import json
import struct
from urllib.parse import parse_qs, urlsplit

import pytest

from network.locales import LANGUAGES
from tests.databases import ON_SQLITE
from tests.pages import Page
from tests.records import activity

SITE = "http://localhost"
pytestmark = ON_SQLITE
RECORDS = ("cities/tikrit", "activities/training-tikrit", "forums/tikrit-forum")


def links(page, rel):
    return [link for link in page.all("link") if link.get("rel") == rel]


def alternates(page):
    return {
        link["hreflang"]: link["href"] for link in links(page, "alternate") if "hreflang" in link
    }


def previews(page):
    return {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta}


def documents(page):
    kind = "application/ld+json"
    return [json.loads(found["text"]) for found in page.all("script") if found.get("type") == kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_one_address_of_its_own(client, small, language):
    for path in ("", *RECORDS):
        (link,) = links(Page(client.get(f"/{language}/{path}")), "canonical")
        assert link["href"] == f"{SITE}/{language}/{path}"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (
            "/en/?utm_source=x&theme=women&theme=peace&theme=atlantis&light=0",
            "?theme=peace&theme=women",
        ),
        ("/en/?to=2018&from=%D9%A2%D9%A0%D9%A1%D9%A7&sort=name", "?from=2017&to=2018"),
        ("/en/cities/tikrit?theme=peace&x=%22%3E%3Cscript%3E", "cities/tikrit"),
        ("/en/cities/tikrit?page=2", "cities/tikrit?page=2"),
        ("/en/about?theme=peace&page=1", "about"),
    ],
)
def test_its_address_holds_the_filter_in_order_and_no_noise(client, small, asked, address):
    (link,) = links(Page(client.get(asked)), "canonical")
    assert link["href"] == f"{SITE}/en/{address}"


def test_the_public_address_of_the_site_is_used_where_it_is_set(make_app, database_url, small):
    app = make_app(database_url, NETWORK_PUBLIC_URL="https://forums.example.org")
    page = Page(app.test_client().get("/ar/cities/tikrit"))
    (link,) = links(page, "canonical")
    assert link["href"] == "https://forums.example.org/ar/cities/tikrit"
    assert previews(page)["og:image"].startswith("https://forums.example.org/ar/card/")


def test_the_languages_of_a_page_name_each_other(client, small):
    for path in ("", *RECORDS):
        named = [alternates(Page(client.get(f"/{language}/{path}"))) for language in LANGUAGES]
        assert all(found == named[0] for found in named)
        assert {*named[0]} == {*LANGUAGES, "x-default"}
        for address in named[0].values():
            assert client.get(address.removeprefix(SITE)).status_code in (200, 302)


def test_readers_of_no_language_of_ours_are_led_to_the_start_or_to_english(client, small):
    assert alternates(Page(client.get("/ar/")))["x-default"] == f"{SITE}/"
    expected = f"{SITE}/en/?theme=peace"
    assert alternates(Page(client.get("/ar/?theme=peace")))["x-default"] == expected
    expected = f"{SITE}/en/cities/tikrit"
    assert alternates(Page(client.get("/ckb/cities/tikrit")))["x-default"] == expected


def test_a_page_that_is_not_there_gives_no_address(client, small):
    page = Page(client.get("/en/cities/atlantis"))
    assert links(page, "canonical") == []
    assert alternates(page) == {}
    assert {"name": "robots", "content": "noindex"} in page.all("meta")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_a_preview_in_its_language(client, small, language):
    for path in ("", *RECORDS):
        page = Page(client.get(f"/{language}/{path}"))
        found = previews(page)
        assert found["og:title"] in page.all("title")[0]["text"]
        assert found["og:locale"].startswith(f"{language}_")
        assert found["og:url"] == links(page, "canonical")[0]["href"]
        assert found["og:image"].startswith(f"{SITE}/{language}/card")
        assert client.get(found["og:image"].removeprefix(SITE)).mimetype == "image/png"


def size_of(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_are_pictures_of_the_size_that_is_promised(client, small, language):
    paths = ("cities/tikrit", "activities/undated", "forums/tikrit-forum", "organizations/fund")
    for path in (*(f"card/{path}" for path in (*paths, "themes/peace")), "card"):
        answer = client.get(f"/{language}/{path}.png")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert size_of(answer.data) == (1200, 630)
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        again = client.get(
            f"/{language}/{path}.png", headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304


def test_cards_differ_by_language_record_and_filter(client, small):
    paths = [
        f"/{language}/card{rest}"
        for language in LANGUAGES
        for rest in (".png", ".png?theme=peace", "/cities/tikrit.png", "/cities/hillah.png")
    ]
    assert len({client.get(path).data for path in paths}) == len(paths)


@pytest.mark.parametrize("path", ["cities/atlantis", "nothing/tikrit", "activities/x", "plans/x"])
def test_there_is_no_card_of_what_is_not_there(client, small, path):
    assert client.get(f"/en/card/{path}.png").status_code == 404


def test_cards_draw_hostile_texts_as_texts(client, hostile):
    for path in ("cities/tikrit", "activities/training", "themes/peace", "plans/plan"):
        assert size_of(client.get(f"/ar/card/{path}.png").data) == (1200, 630)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_activity_is_one_event(client, small, language):
    (event,) = documents(Page(client.get(f"/{language}/activities/training-tikrit")))
    assert (event["@type"], event["inLanguage"]) == ("Event", language)
    assert (event["startDate"], event["endDate"]) == ("2017-07-14", "2017-07-15")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 33.3,
        "longitude": 44.4,
    }
    assert [party["url"] for party in event["organizer"]] == [
        f"{SITE}/{language}/organizations/runners"
    ]


@pytest.mark.parametrize(
    ("slug", "date"),
    [
        ("festival-basra", "2020"),
        ("online", "2021-03"),
        ("race-hillah", "2018-11-03"),
        ("undated", None),
    ],
)
def test_a_date_says_no_more_than_is_known(client, small, slug, date):
    (event,) = documents(Page(client.get(f"/en/activities/{slug}")))
    assert event.get("startDate") == date
    assert "endDate" not in event


def test_an_activity_without_a_country_is_held_online(client, small):
    (event,) = documents(Page(client.get("/en/activities/online")))
    assert event["location"] == {"@type": "VirtualLocation", "url": f"{SITE}/en/activities/online"}
    assert event["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")


def test_a_city_is_a_place_and_the_map_a_site(client, small):
    (place,) = documents(Page(client.get("/ar/cities/tikrit")))
    assert (place["@type"], place["name"]) == ("Place", "تكريت")
    assert place["mainEntityOfPage"]["inLanguage"] == "ar"
    (site,) = documents(Page(client.get("/ckb/")))
    assert (site["@type"], site["inLanguage"]) == ("WebSite", "ckb")


def test_structured_data_end_where_they_should(client, make_public, small):
    title = "</script><script>alert(1)</script> & {{7*7}}"
    make_public(activity("sly", name_en=title))
    page = Page(client.get("/en/activities/sly"))
    (event,) = documents(page)
    assert event["name"] == title
    assert "<script>alert" not in page.markup


def test_the_map_and_every_record_say_how_to_embed_them(client, small):
    for path in ("", *RECORDS):
        page = Page(client.get(f"/ar/{path}"))
        kind = "application/json+oembed"
        (link,) = [link for link in page.all("link") if link.get("type") == kind]
        asked = urlsplit(link["href"])
        assert parse_qs(asked.query)["url"] == [f"{SITE}/ar/{path}"]
        assert client.get(f"{asked.path}?{asked.query}").get_json()["type"] == "rich"
