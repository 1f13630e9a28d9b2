"""No page offers an address of which it would leave a part out."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from tests.pages import Page

LEFT_OUT = "it was left out"
STARTS = (
    "/en/",
    "/en/?theme=peace&from=2010&q=o",
    "/en/activities/?sort=river",
    "/en/cities/?theme=peace",
    "/en/forums/",
    "/en/organizations/",
    "/en/themes/",
    "/en/rivers",
    "/en/reach?theme=peace",
    "/en/search?q=o",
    "/en/data?theme=peace",
    "/en/solidarity",
    "/en/cities/tikrit",
    "/en/?as_of=2019-05-01",
)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def kind_of(address):
    """What is the same in addresses that are read alike: their path and keys."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted(key for key, _value in parse_qsl(parts.query)))


def offered(page):
    """The addresses with a query that a page's links lead to, files and programs left out."""
    for link in page.all("a"):
        parts = urlsplit(link.get("href", ""))
        if parts.query and parts.path.startswith("/en/") and "." not in parts.path:
            yield f"{parts.path}?{parts.query}"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_a_page_links_to_is_read_as_a_whole(client, small):
    waiting, met, found = list(STARTS), set(), {}
    while waiting:
        address = waiting.pop(0)
        if kind_of(address) in met or len(parse_qsl(urlsplit(address).query)) > 4:
            continue
        met.add(kind_of(address))
        page = Page(client.get(address))
        if LEFT_OUT in page.text:
            found[address] = page.text[page.text.index(LEFT_OUT) :][:120]
        waiting += offered(page)
    assert found == {}
    assert len(met) > 40


@pytest.mark.parametrize(
    "address",
    [
        "cities/?sort=activities",
        "organizations/?sort=activities",
        "forums/?sort=date",
        "?sort=name",
    ],
)
def test_the_form_of_the_filter_keeps_the_order(client, small, address):
    page = Page(client.get(f"/en/{address}"))
    assert LEFT_OUT not in page.text
    sort = urlsplit(address).query.partition("=")[2]
    kept = HIDDEN.findall(page.markup)
    assert ("sort", sort) in kept
    path = urlsplit(address).path
    again = Page(client.get(f"/en/{path}?{urlencode([*kept, ('theme', 'peace')])}"))
    assert LEFT_OUT not in again.text
    current = [link["href"] for link in again.all("a") if link.get("aria-current") == "true"]
    assert any(f"sort={sort}" in address for address in current)


def test_an_order_of_another_list_is_left_out_and_said(client, small):
    assert LEFT_OUT in Page(client.get("/en/activities/?sort=activities")).text
    assert LEFT_OUT in Page(client.get("/en/organizations/?sort=river")).text
