"""A walk through the whole site in all languages: no dead end, no lonely page, no wrong count."""

import csv
import io
import re
import time
from urllib.parse import urlsplit

import pytest

from network.locales import LANGUAGES
from tests.pages import Page, faults

pytestmark = [
    pytest.mark.slow,
    # The pages are the same on both databases, as other tests show; one walk is enough.
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]
SLOWEST = 1.0
# A record's page, by its section, with the filter that leaves its activities.
FILTER_OF = {
    "cities": "city",
    "forums": "forum",
    "organizations": "organization",
    "themes": "theme",
}


def inner_links(page):
    """The pages of our own that a page leads to; files and answers to programs left out."""
    for link in page.all("a"):
        parts = urlsplit(link.get("href", ""))
        if parts.path.startswith(("/api/", "/ogc")):
            continue
        if parts.path.startswith("/") and not parts.netloc and "." not in parts.path:
            yield parts.path + (f"?{parts.query}" if parts.query.startswith("page=") else "")


def walk(client, start):
    """Every page that can be reached from `start`, by its address."""
    waiting, pages = [start], {}
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        begun = time.perf_counter()
        pages[address] = page = Page(client.get(address))
        page.seconds = time.perf_counter() - begun
        waiting += [link for link in inner_links(page) if link not in pages]
    return pages


def rows_behind(client, section, slug):
    """How many rows the download with the filter of a record has."""
    return len(rows_of(client, f"/en/activities.csv?{FILTER_OF[section]}={slug}"))


def rows_of(client, address):
    """The rows of a file of commas."""
    text = client.get(address).get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_whole_site_holds_together(client, seeded):
    pages = walk(client, "/en/")
    assert {language for language in LANGUAGES if f"/{language}/" in pages} == set(LANGUAGES)
    assert {address: page.status for address, page in pages.items() if page.status != 200} == {}
    wrong = {
        address: found
        for address, page in pages.items()
        if (found := list(faults(page, address.split("/")[1]))) and "/embed" not in address
    }
    assert wrong == {}
    slow = [address for address, page in pages.items() if page.seconds > SLOWEST]
    # A busy machine may be slow once; a slow page is slow twice.
    for address in slow:
        begun = time.perf_counter()
        client.get(address)
        assert time.perf_counter() - begun < SLOWEST, address
    sitemap = client.get("/sitemap.xml").get_data(as_text=True)
    listed = {urlsplit(found).path for found in re.findall(r"<loc>([^<]+)</loc>", sitemap)}
    assert len(listed) > 800
    assert {path for path in listed if path not in pages} == set()


@pytest.mark.parametrize("section", FILTER_OF)
def test_every_count_of_activities_equals_the_rows_behind_it(client, seeded, section):
    links = [link["href"] for link in Page(client.get(f"/en/{section}/")).all("a")]
    if section == "organizations":
        links += [link["href"] for link in Page(client.get("/en/organizations/?page=2")).all("a")]
    slugs = {
        found.group(1)
        for link in links
        if (found := re.fullmatch(rf"/en/{section}/([\w-]+)", link))
    }
    assert len(slugs) > 10
    for slug in slugs:
        shown = Page(client.get(f"/en/{section}/{slug}")).counts["activities"]
        assert shown == rows_behind(client, section, slug), slug


@pytest.mark.parametrize(
    "query", ["", "theme=womens-rights", "from=2017&to=2018", "forum=iraqi-social-forum", "q=najaf"]
)
def test_every_count_under_a_filter_equals_the_rows_of_its_file(client, seeded, query):
    rows = rows_of(client, f"/ar/activities.csv?{query}")
    figures = [int(row["counted_participants"]) for row in rows if row["counted_participants"]]
    behind = {
        "activities": len(rows),
        "listed": len(rows),
        "files": len(rows),
        "cities": len({row["city"] for row in rows if row["city"]}),
        "nowhere": sum(not row["city"] for row in rows),
        "participants": sum(figures),
        "figures": len(figures),
    }
    for path in ("", "activities/", "rivers", "?light=1"):
        counts = Page(client.get(f"/ar/{path}{'&' if '?' in path else '?'}{query}")).counts
        assert {what: counts[what] for what in behind if what in counts} == {
            what: value for what, value in behind.items() if what in counts
        }
        assert counts["activities"] == len(rows)
    offered = Page(client.get(f"/ar/data?{query}")).counts
    for kind, what in (("cities", "listed-cities"), ("forums",) * 2, ("organizations",) * 2):
        many = len(rows_of(client, f"/ar/{kind}.csv?{query}"))
        listed = Page(client.get(f"/ar/{kind}/?{query}")).counts[what]
        assert (listed, offered[f"{kind}-csv"]) == (many, many)
