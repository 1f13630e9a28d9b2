"""The page shows what the server gives for the same address without scripts, whatever is asked."""

import random
import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.browser.asking import address_of, ask, wait_for_address
from tests.browser.showing import assert_same, in_browser, on_server

pytestmark = pytest.mark.browser

STATES = 26
TEXTS = (
    "Baghdad",
    "بغداد",
    "بَغْـداد",
    "al-Najaf",
    "النجف",
    "نجف",
    "هەولێر",
    "بەغدا",
    "كوت",
    "کوت",
    "Sulaymāniyah",
    "peace",
    "forum 2",
    "٢٠١٧",
    "zzzqqq",
    "'; DROP TABLE activity --",
    "50%_*~ + a&b=c#d",
    "  ",
)


def offered(page, name):
    """The values that a field of the form offers."""
    boxes = f'#filter input[name="{name}"], #filter select[name="{name}"] option:not([value=""])'
    return page.eval_on_selector_all(boxes, "found => found.map((field) => field.value)")


def draw_states(page, seed):
    """Filters at random: each asks for one to four things."""
    generator = random.Random(seed)
    keys = ("theme", "river", "kind", "from", "to", "city", "forum", "organization")
    values = {**{key: offered(page, key) for key in keys}, "q": TEXTS}
    several = {"theme": 4, "river": 2, "kind": 5}
    for _ in range(STATES):
        state = {}
        for key in generator.sample([*keys, "q"], generator.randint(1, 4)):
            count = generator.randint(1, several.get(key, 1))
            chosen = generator.sample(values[key], count)
            state[key] = sorted(chosen) if key in several else chosen[0]
        yield state


def address_for(site, path, state):
    """The address that the server itself writes for a filter."""
    asked = dict(state)
    # Choosing an end of the years beyond the other takes the other along.
    if "from" in asked and "to" in asked:
        asked["from"] = min(asked["from"], asked["to"])
    fragment = f"{path}fragments/activities?{urlencode(asked, doseq=True)}"
    markup = site.app.test_client().get(fragment).json["list"]
    (own,) = re.findall(r'href="([^"]*)#results" data-sort="date"', markup)
    return unescape(own)


@pytest.mark.parametrize(("language", "seed"), [("en", 2017), ("ar", 2014), ("ckb", 2009)])
def test_whatever_is_asked_in_the_form_the_server_gives_the_same(visitor, site, language, seed):
    page = visitor.open(f"/{language}/")
    found = []
    for state in draw_states(page, seed):
        ask(page, state)
        address = address_for(site, f"/{language}/", state)
        wait_for_address(page, address)
        server = on_server(site.read(address))
        assert_same(in_browser(page), server)
        found.append(server["counts"]["activities"][0])
    assert len(found) == STATES
    assert sum(count > 0 for count in found) > STATES / 3
    assert 0 in found


def test_years_that_cross_are_put_in_order(visitor, site):
    page = visitor.open("/en/")
    ask(page, {"from": "2018", "to": "2014"})
    wait_for_address(page, "/en/?from=2014&to=2014")
    ask(page, {"from": "2019", "to": "2014"})
    page.select_option("#filter select[name=from]", "2020")
    wait_for_address(page, "/en/?from=2020&to=2020")
    assert_same(in_browser(page), on_server(site.read(address_of(page))))


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_as_it_opens_shows_what_the_server_wrote(visitor, site, language):
    for query in ("", "?theme=womens-rights&from=2014&kind=training&river=tigris", "?q=بغداد"):
        page = visitor.open(f"/{language}/{query}")
        assert_same(in_browser(page), on_server(site.read(f"/{language}/{query}")))
