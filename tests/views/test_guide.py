"""The page for those who write programs: whole without scripts, and true."""

from urllib.parse import urlencode

import pytest

from network.locales import LANGUAGES
from tests.pages import Page, faults
from tests.views.test_api import WORDS

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_page_like_all_and_its_addresses_are_there(client, seeded, language):
    page = Page(client.get(f"/{language}/api"))
    assert list(faults(page, language)) == []
    links = {link["href"] for link in page.all("a")}
    assert {f"/api/v1/{word}" for word in WORDS} <= links
    for address in links:
        if address.startswith(("/api/", "/ogc")):
            assert client.get(address).status_code == 200, address


def test_the_form_works_as_it_is_sent_without_scripts(client, seeded):
    page = Page(client.get("/en/api"))
    fields = [(field["name"], "") for field in page.all("select") if field["name"] != "lang"]
    fields += [("lang", "ar"), ("q", "najaf"), ("from", "2015"), ("to", ""), ("limit", "5")]
    addresses = [button["formaction"] for button in page.all("button") if "formaction" in button]
    assert len(addresses) == 5
    for address in addresses:
        answer = client.get(f"{address}?{urlencode(fields)}")
        assert answer.status_code == 200, answer.text
        assert 0 < len(answer.get_json()["items"]) <= 5


def test_the_page_of_the_data_leads_there(client, small):
    assert "/ckb/api" in {link["href"] for link in Page(client.get("/ckb/data")).all("a")}


def test_it_says_the_limit_that_holds(make_app, database_url, small):
    def text(**settings):
        return Page(make_app(database_url, **settings).test_client().get("/en/api")).text

    assert "3,000 requests a minute" in text()
    assert "12 requests a minute" in text(NETWORK_REQUESTS_PER_MINUTE="12")
    assert "requests a minute" not in text(NETWORK_REQUESTS_PER_MINUTE="0")
