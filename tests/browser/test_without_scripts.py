"""Without scripts, and before any has run: the form, the list, the counts, a map to look at."""

import pytest

from tests.browser.showing import IN_BROWSER, on_server
from tests.browser.visits import PHONE, hold

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(visitor):
    """Opens pages in a browser that runs no scripts."""
    return lambda path, **options: visitor.open(
        path, ready=None, java_script_enabled=False, **options
    )


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_is_whole(plain, site, language):
    page = plain(f"/{language}/")
    server = on_server(site.read(f"/{language}/"))
    assert page.locator("#static-map [data-city]").count() == len(server["bubbles"]) > 15
    assert page.locator("#results [data-activity]").count() == 50
    assert page.locator(".pager [rel=next]").is_visible()
    for place in ("h1", "#filter", "[data-count=activities]", "#static-map", "#results", ".bars"):
        assert page.locator(place).is_visible(), place
    assert page.locator(".drawn-map").is_hidden()
    assert page.locator("#static-map .river").count() >= 2


def test_the_form_filters(plain, site):
    page = plain("/en/", viewport=PHONE)
    page.click("#filter-more > summary")
    page.check("#filter input[name=theme][value=womens-rights]")
    page.select_option("#filter select[name=from]", "2014")
    page.click("#filter .apply")
    page.wait_for_url("**theme=womens-rights*")
    server = on_server(site.read("/en/?theme=womens-rights&from=2014"))
    shown = page.locator("#results [data-activity]")
    assert shown.evaluate_all("all => all.map((item) => item.dataset.activity)") == server["list"]
    assert page.is_checked("#filter input[name=theme][value=womens-rights]")
    assert page.locator("#clear").is_visible()


def test_the_search_finds_and_the_bubble_leads_to_its_city(plain):
    page = plain("/ar/")
    page.fill("#q", "النجف")
    page.press("#q", "Enter")
    page.wait_for_url("**q=*")
    assert page.locator("[data-count=activities]").get_attribute("data-value") != "0"
    page.click("#static-map [data-city=najaf] circle")
    page.wait_for_url("**/ar/cities/najaf")
    assert page.locator("h1").is_visible()


def test_text_and_map_stand_there_while_the_scripts_are_still_on_their_way(visitor):
    page = visitor.open("/en/cities/najaf", ready=None)
    held = hold(page, "**/*.js")
    page.goto("/en/", wait_until="commit")
    page.wait_for_selector("#static-map [data-city=najaf]")
    page.wait_for_selector("#results [data-activity]")
    assert page.get_attribute("html", "data-map") is None
    assert page.evaluate(IN_BROWSER)["bubbles"]["najaf"] > 0
    for route in held:
        route.continue_()
    page.unroute("**/*.js")
    page.wait_for_selector("html[data-map=ready]")
