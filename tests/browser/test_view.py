"""The map opens on the rivers, says what lies outside, and shows it when asked."""

import pytest

from tests.browser.visits import DESKTOP, PHONE

pytestmark = pytest.mark.browser

OUTSIDE = """() => {
    const frame = document.getElementById("map-frame").getBoundingClientRect();
    return [...document.querySelectorAll("#map-frame .bubble:not([hidden])")]
        .filter((bubble) => {
            const { x, y } = bubble.getBoundingClientRect();
            return x < frame.left || x > frame.right || y < frame.top || y > frame.bottom;
        })
        .reduce((sum, bubble) => sum + Number(bubble.dataset.activities), 0);
}"""
NONE_OUTSIDE = "() => document.getElementById('outside-text').dataset.value === '0'"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_all_results_can_be_brought_into_view(visitor, viewport):
    page = visitor.open("/en/", viewport=viewport)
    outside = int(page.get_attribute("#outside-text", "data-value"))
    assert outside == page.evaluate(OUTSIDE) > 0
    assert page.inner_text("#outside-text").startswith(f"{outside} results")
    page.click("#show-all")
    page.wait_for_function(NONE_OUTSIDE)
    assert page.evaluate(OUTSIDE) == 0
    assert page.locator("#outside").is_hidden()


def test_a_phone_fetches_the_rest_of_the_world_only_when_it_shows(visitor):
    addresses = []
    page = visitor.open("/en/cities/najaf", ready=None, viewport=PHONE)
    page.on("request", lambda request: addresses.append(request.url))
    page.goto("/en/", wait_until="networkidle")
    assert not any("world.json" in address for address in addresses)
    with page.expect_response("**/world.json"):
        page.click("#show-all")
    page.wait_for_selector(".drawn-map path.world", state="attached")


def test_what_lies_outside_follows_the_filter_and_the_way_home(visitor):
    page = visitor.open("/en/?city=oslo")
    assert int(page.get_attribute("#outside-text", "data-value")) > 0
    page.click("#show-all")
    page.wait_for_function(NONE_OUTSIDE)
    page.select_option("#filter select[name=city]", "baghdad")
    page.wait_for_function(f"() => !({NONE_OUTSIDE})()")
    page.click(".map-buttons button >> nth=2")
    page.wait_for_function(NONE_OUTSIDE)


def test_the_map_moves_by_its_buttons_and_by_arrow_keys(visitor):
    page = visitor.open("/en/")
    place = "document.querySelector('[data-city=baghdad]').getBoundingClientRect()"
    before = page.evaluate(f"{place}.x")
    page.focus(".drawn-map")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {place}.x < {before}")
    page.click(".map-buttons button:last-child")
    page.wait_for_function(f"() => {place}.x < {before} - 120")
