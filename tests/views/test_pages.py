"""Every page in every language: one heading, nothing inline, nothing from elsewhere."""

import pytest

from network.locales import LANGUAGES
from tests.databases import ON_SQLITE
from tests.pages import Page, faults

QUERIES = (
    "",
    "?theme=peace&theme=women&from=2017&to=2018",
    "?q=race&sort=name",
    "?river=euphrates&kind=sport-event&sort=river",
    "?city=tikrit&forum=tikrit-forum&organization=runners",
    "?from=1990&to=1991&theme=atlantis&page=7",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_keeps_the_rules_whatever_is_asked(client, small, language):
    for query in QUERIES:
        page = Page(client.get(f"/{language}/{query}"))
        assert page.status == 200
        assert list(faults(page, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_every_city_keeps_the_rules(client, seeded, language):
    cities = [entry.slug for entry in seeded if entry.kind == "city"]
    for slug in cities:
        page = Page(client.get(f"/{language}/cities/{slug}"))
        assert page.status == 200, slug
        assert list(faults(page, language)) == [], slug


@ON_SQLITE
def test_the_page_of_every_activity_keeps_the_rules(client, seeded):
    activities = [entry.slug for entry in seeded if entry.kind == "activity"]
    for number, slug in enumerate(activities):
        language = list(LANGUAGES)[number % 3]
        page = Page(client.get(f"/{language}/activities/{slug}"))
        assert page.status == 200, slug
        assert list(faults(page, language)) == [], slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_pages_keep_the_rules(client, language):
    for path in ("cities/atlantis", "activities/atlantis", "nothing/at/all"):
        page = Page(client.get(f"/{language}/{path}"))
        assert page.status == 404
        assert list(faults(page, language)) == []


@pytest.mark.parametrize("path", ["", "cities/tikrit", "activities/training-tikrit"])
def test_every_page_links_to_itself_in_every_language(client, small, path):
    page = Page(client.get(f"/ar/{path}?theme=peace&q=%D8%A8"))
    found = {link["hreflang"]: link["href"] for link in page.all("link") if "hreflang" in link}
    for language in LANGUAGES:
        assert found[language] == f"http://localhost/{language}/{path}?theme=peace&q=%D8%A8"


def test_a_text_in_another_language_says_so(client, small):
    page = Page(client.get("/ckb/activities/training-tikrit"))
    (heading,) = [found for found in page.all("bdi") if "training" in found["text"]][:1]
    assert (heading["lang"], heading["dir"]) == ("en", "ltr")


def test_an_arabic_name_is_marked_on_a_page_in_another_language(client, make_public, small):
    row = next(entry for entry in small if entry.slug == "report")
    row.snapshot.update(title="تقرير", title_language="ar")
    make_public(row)
    page = Page(client.get("/en/cities/tikrit"))
    titles = [
        found for _tag, found in page.elements if found.get("text") == "تقرير" and "lang" in found
    ]
    assert titles
    assert {(found["lang"], found["dir"]) for found in titles} == {("ar", "rtl")}


def test_arabic_digits_stand_everywhere_when_they_are_chosen(make_app, database_url, small):
    app = make_app(database_url, NETWORK_DIGITS="ar=arab")
    page = Page(app.test_client().get("/ar/activities/training-tikrit"))
    assert "١٤" in page.text
    assert "٢٠١٧" in page.text
    assert "2017" not in page.one("main")["text"].replace("The title of report", "")
    counts = Page(app.test_client().get("/ar/"))
    assert counts.counts["activities"] == 8
    assert "٨" in counts.text
