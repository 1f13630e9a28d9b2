"""Where the network goes away the map still filters, and the list can be asked for again."""

import pytest

from tests.browser.asking import answered, wait_for_address
from tests.browser.showing import assert_same, in_browser, on_server

pytestmark = pytest.mark.browser


@pytest.fixture
def lonely(visitor):
    """A page whose network went away."""
    visitor.expect("ERR_INTERNET_DISCONNECTED")
    page = visitor.open("/en/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    return page


def test_the_list_can_be_asked_for_again(lonely, site):
    lonely.check("#filter input[value=womens-rights]")
    again = lonely.locator("#notices button")
    again.wait_for()
    server = on_server(site.read("/en/?theme=womens-rights"))
    assert in_browser(lonely)["bubbles"].items() >= server["bubbles"].items()
    again.click()
    again.wait_for()
    lonely.context.set_offline(False)
    with answered(lonely):
        again.click()
    assert_same(in_browser(lonely), server)
    assert lonely.locator("#notices button").count() == 0


def test_a_search_that_found_no_network_can_be_asked_again(lonely, site):
    lonely.fill("#q", "Najaf")
    lonely.press("#q", "Enter")
    again = lonely.locator("#notices button")
    again.wait_for()
    lonely.context.set_offline(False)
    again.click()
    wait_for_address(lonely, "/en/?q=Najaf")
    assert_same(in_browser(lonely), on_server(site.read("/en/?q=Najaf")))


def test_the_rest_of_the_world_may_be_missing(visitor):
    visitor.expect("ERR_INTERNET_DISCONNECTED")
    page = visitor.open("/en/", viewport={"width": 390, "height": 844})
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.click("#show-all")
    page.wait_for_selector("#outside", state="hidden")
