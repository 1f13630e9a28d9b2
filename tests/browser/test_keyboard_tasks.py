"""What a visitor comes for, done with the keys alone, in both directions of writing."""

from contextlib import contextmanager
from itertools import islice

import pytest

from tests.browser.asking import answered, wait_for_address
from tests.browser.test_keyboard import FOCUSED

pytestmark = pytest.mark.browser

MOST_STEPS = 250
LANGUAGES = ("en", "ar")


def travel(page, wanted, key="Tab"):
    """Press `key` until what has the focus matches the selector `wanted`; it must be seen there."""
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            page.wait_for_function(f"() => ({FOCUSED})()?.[1]")
            return
    pytest.fail(f"{key} never comes to {wanted}")


@contextmanager
def loaded(page, address):
    """Wait until the page at `address` is there, after what is done in the `with` block."""
    yield
    page.wait_for_url(f"**{address}")
    page.wait_for_load_state()


def stops(page, key):
    """The places in the document of everything that has the focus on the way through a page."""
    place = """() => document.activeElement === document.body ? null
        : [...document.querySelectorAll("*")].indexOf(document.activeElement)"""
    while (found := page.evaluate(place)) is not None:
        yield found
        page.keyboard.press(key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_finding_a_city_its_forum_and_the_other_language(visitor, language):
    page = visitor.open(f"/{language}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    travel(page, "#q")
    with answered(page):
        page.keyboard.type("Najaf")
    travel(page, ".record-place a")
    with loaded(page, f"/{language}/cities/najaf"):
        page.keyboard.press("Enter")
    travel(page, "a[href$='/forums/najaf-social-forum']")
    with loaded(page, f"/{language}/forums/najaf-social-forum"):
        page.keyboard.press("Enter")
    travel(page, "a[hreflang=ckb]")
    with loaded(page, "/ckb/forums/najaf-social-forum"):
        page.keyboard.press("Enter")
    assert page.get_attribute("html", "lang") == "ckb"


@pytest.mark.parametrize("language", LANGUAGES)
def test_filtering_by_theme_and_years_and_back_with_shift(visitor, site, language):
    page = visitor.open(f"/{language}/", reduced_motion="reduce")
    first = site.read(f"/{language}/").data["years"][0]
    travel(page, "input[value=womens-rights]")
    with answered(page):
        page.keyboard.press("Space")
    travel(page, "select[name=from]")
    with answered(page):
        page.keyboard.press("ArrowDown")
    wait_for_address(page, f"/{language}/?theme=womens-rights&from={first}")
    travel(page, "input[type=range]")
    with answered(page):
        page.keyboard.press("ArrowRight" if language == "en" else "ArrowLeft")
    wait_for_address(page, f"/{language}/?theme=womens-rights&from={first + 1}")
    travel(page, ".play", "Shift+Tab")
    with answered(page):
        page.keyboard.press("Enter")
    wait_for_address(page, f"/{language}/?theme=womens-rights&from={first}&to={first}")
    travel(page, "#clear", "Shift+Tab")
    with answered(page):
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "q"
    wait_for_address(page, f"/{language}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_opening_a_card_and_going_on_from_where_it_was(visitor, language):
    page = visitor.open(f"/{language}/", reduced_motion="reduce")
    travel(page, "[data-city=nasiriyah]")
    page.keyboard.press("Enter")
    travel(page, ".card-close")
    travel(page, ".card a.button")
    travel(page, ".card-close", "Shift+Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.city") == "nasiriyah"
    travel(page, "#show-all")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('outside').hidden")
    travel(page, ".map-buttons button")


@pytest.mark.parametrize("language", LANGUAGES)
def test_paging_the_list_and_taking_a_file_along(visitor, language):
    page = visitor.open(f"/{language}/", reduced_motion="reduce")
    travel(page, "a[data-page='2']")
    with answered(page):
        page.keyboard.press("Enter")
    wait_for_address(page, f"/{language}/?page=2")
    assert page.evaluate("document.activeElement.id") == "results-heading"
    travel(page, "#results .record-name")
    travel(page, "a[href$='/activities.csv']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize("path", ["/ar/", "/en/solidarity"])
def test_the_way_back_is_the_way_there_and_follows_the_document(visitor, path):
    page = visitor.open(path)
    page.keyboard.press("Tab")
    there = list(stops(page, "Tab"))
    page.keyboard.press("Shift+Tab")
    # From the first place the way back goes round to the last one.
    back = list(islice(stops(page, "Shift+Tab"), len(there)))
    assert there == sorted(there)
    assert back == there[::-1]
    assert len(there) > 20
