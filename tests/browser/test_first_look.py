"""What a visitor meets at first: a map that is drawn, light, in any language and on any screen."""

import pytest

from tests.browser.visits import DESKTOP, PHONE, READY

pytestmark = pytest.mark.browser

LANGUAGES = {"en": "ltr", "ar": "rtl", "ckb": "rtl"}
MOST_BYTES = 150_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_drawn_and_says_so(visitor, language):
    page = visitor.open(f"/{language}/")
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.dir") == LANGUAGES[language]
    assert page.locator(".drawn-map").is_visible()
    assert page.locator("#static-map").count() == 0
    assert page.locator(".drawn-map path.river").count() >= 2
    assert page.get_attribute("[data-city=najaf]", "aria-label").startswith(
        page.inner_text("[data-city=najaf] .bubble-label")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_makes_the_map_scroll_sideways_on_any_screen(visitor, language):
    page = visitor.open(f"/{language}/")
    for details in page.locator("main details").all():
        details.evaluate("details => { details.open = true; }")
    for width in (320, 390, 1440, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_first_page_is_light(visitor, language, viewport):
    # What a service worker hands out counts nothing, and none is there on a first visit.
    page = visitor.open("/en/no-such-page", ready=None, viewport=viewport, service_workers="block")
    visitor.expect("404|Service Worker registration blocked")
    network, encodings, sizes = page.context.new_cdp_session(page), {}, []
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on(
        "Network.responseReceived",
        lambda event: encodings.update({event["response"]["url"]: event["response"]["headers"]}),
    )
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"/{language}/", wait_until="networkidle")
    page.wait_for_selector(READY)
    assert len(sizes) > 10
    assert {
        headers.get("content-encoding") or headers.get("Content-Encoding")
        for headers in encodings.values()
    } == {"br"}
    assert 50_000 < sum(sizes) <= MOST_BYTES
