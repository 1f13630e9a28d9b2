"""Hostile text in every field shows as the text that it is, and is run nowhere."""

import pytest

from tests.browser.asking import answered, ask
from tests.contents import HOSTILE

pytestmark = pytest.mark.browser

# A page shows the text with its spaces run together and without what only directs it.
SHOWN = HOSTILE.partition(" \u202e")[0].rpartition(" & ")[0]
TRACES = """() => [window.x, document.querySelector("img[src=x], img[onerror]"),
    [...document.scripts].find((script) => script.textContent.includes("alert(1)")
        && !/^application\\/(ld\\+)?json$/.test(script.type))]"""


@pytest.fixture
def site(open_site):
    """The site in which every text is hostile."""
    return open_site("hostile")


def assert_harmless(page, times):
    """The text stands on the page at least so often, and nothing of it was run or made markup."""
    visible = " ".join(page.inner_text("body").split())
    assert visible.count(SHOWN) >= times
    assert "49" not in visible
    assert page.evaluate(TRACES) == [None, None, None]


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize(
    ("path", "times"),
    [("cities/tikrit", 10), ("activities/training", 8), ("activities/meeting", 4)],
)
def test_the_pages_of_records_show_it_as_text(visitor, language, path, times):
    page = visitor.open(f"/{language}/{path}", ready="h1")
    assert_harmless(page, times)
    assert SHOWN in page.title()


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_map_list_and_card_show_it_as_text(visitor, language):
    page = visitor.open(f"/{language}/")
    assert SHOWN in page.get_attribute("[data-city=tikrit]", "aria-label")
    page.focus("[data-city=tikrit]")
    page.keyboard.press("Enter")
    assert page.inner_text("[role=dialog]").count(SHOWN) >= 4
    with answered(page):
        page.select_option("#filter select[name=forum]", "tikrit-forum")
    with answered(page):
        page.select_option("#filter select[name=organization]", "runners")
    assert SHOWN in page.locator("#filter select[name=forum] option").last.inner_text()
    assert_harmless(page, 6)


def test_it_can_be_searched_for(visitor):
    page = visitor.open("/en/")
    with answered(page):
        ask(page, {"q": HOSTILE[:90]})
    assert_harmless(page, 2)
    page.reload()
    page.wait_for_selector("html[data-map=ready]", state="attached")
    assert page.input_value("#q") == HOSTILE[:90].strip()
    assert_harmless(page, 2)


def test_in_an_address_it_is_said_as_text(visitor):
    page = visitor.open("/en/?theme=%3Cimg%20src=x%20onerror=alert(1)%3E&city={{7*7}}")
    assert "theme=<img src=x onerror=alert(1)>" in page.inner_text("#notices")
    assert "city={{7*7}}" in page.inner_text("#notices")
    assert page.evaluate(TRACES) == [None, None, None]
