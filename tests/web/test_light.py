"""The light version of the map: words and one picture, small enough for any connection."""

import pytest

from network.locales import LANGUAGES
from tests.pages import Page, faults

MOST_BYTES = 40_000
SAVING = {"Save-Data": "on"}


def transferred(client, path):
    """The bytes of a page with everything that it makes a browser fetch, as they are sent."""
    coding = {"Accept-Encoding": "br"}
    page = Page(client.get(path))
    addresses = {path}
    addresses |= {image["src"] for image in page.all("img")}
    fetched = ("stylesheet", "icon", "manifest", "apple-touch-icon")
    addresses |= {link["href"] for link in page.all("link") if link["rel"] in fetched}
    answers = [client.get(address, headers=coding) for address in addresses]
    assert all(answer.status_code == 200 for answer in answers)
    sizes = [len(answer.data) for answer in answers]
    for answer in answers:
        answer.close()
    return sum(sizes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_light_in_every_language(client, seeded, language):
    assert transferred(client, f"/{language}/?light=1") < MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_no_script_and_the_same_counts_list_and_bubbles(client, small, language):
    light = Page(client.get(f"/{language}/?light=1&theme=peace"))
    whole = Page(client.get(f"/{language}/?theme=peace"))
    assert light.all("script") == []
    assert light.counts.items() <= whole.counts.items()
    assert light.counts["activities"] == 3
    for hook in ("data-activity", "data-city"):
        assert light.values(hook) == whole.values(hook)


def test_it_comes_by_itself_where_the_browser_saves_data(client, small):
    assert Page(client.get("/en/", headers=SAVING)).all("script") == []
    assert Page(client.get("/en/?light=0", headers=SAVING)).all("script") != []
    assert Page(client.get("/en/", headers={"Save-Data": "off"})).all("script") != []


def test_caches_tell_the_two_apart(client, small):
    whole, light = client.get("/en/"), client.get("/en/", headers=SAVING)
    assert whole.headers["ETag"] != light.headers["ETag"]
    for answer in (whole, light):
        assert "Save-Data" in answer.headers["Vary"]
    crossed = client.get("/en/", headers={**SAVING, "If-None-Match": whole.headers["ETag"]})
    assert crossed.status_code == 200
    same = client.get("/en/", headers={**SAVING, "If-None-Match": light.headers["ETag"]})
    assert same.status_code == 304
    assert "Save-Data" in same.headers["Vary"]


def test_the_two_lead_to_each_other_with_the_filter(client, small):
    whole = Page(client.get("/ar/?theme=peace"))
    assert "/ar/?theme=peace&light=1" in whole.values("href")
    light = Page(client.get("/ar/?theme=peace&light=1"))
    assert "/ar/?theme=peace&light=0" in light.values("href")


def test_its_form_stays_light_and_keeps_what_it_does_not_offer(client, small):
    page = Page(client.get("/en/?light=1&forum=tikrit-forum"))
    hidden = {
        field["name"]: field["value"]
        for field in page.all("input")
        if field.get("type") == "hidden"
    }
    assert hidden == {"light": "1", "forum": "tikrit-forum"}


def test_its_pages_stay_light(client, thousand):
    page = Page(client.get("/en/?light=1&page=3"))
    pages = [link["href"] for link in page.all("a") if link.get("rel") in ("prev", "next")]
    assert len(pages) == 2
    assert all("light=1" in address for address in pages)


def test_it_keeps_the_rules_but_for_its_canonical_address(client, small):
    page = Page(client.get("/ckb/?light=1&theme=atlantis"))
    found = [fault for fault in faults(page, "ckb") if "link leads to" not in fault]
    assert found == []
