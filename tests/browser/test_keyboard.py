"""The whole page by keyboard: everything is reached, seen when it is, and left again."""

import pytest

from tests.browser.visits import PHONE

pytestmark = pytest.mark.browser

# What has the focus: its name, and whether a visitor sees that it has.
FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const outlined = [element, ...element.querySelectorAll("*")].some((part) => {
        const { outlineStyle, outlineWidth, stroke } = getComputedStyle(part);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const view = element.dataset.city && element.closest("#map-frame").getBoundingClientRect();
    const frame = view || { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const inView = right >= frame.left - 1 && left <= frame.right + 1
        && bottom >= frame.top - 1 && top <= frame.bottom + 1;
    const name = element.dataset.city ? "bubble" : element.closest(".record") ? "record"
        : element.id || element.name || element.type || element.className || element.tagName;
    return [name, outlined && inView];
}"""
LONGEST_WAY = 400


def walk(page):
    """Press Tab until the focus leaves the page; what had it on the way."""
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return
        if not focused[1]:
            # The map moves to a bubble that lies outside; it takes a moment.
            page.wait_for_function(f"() => ({FOCUSED})()[1]")
        yield focused[0]
    pytest.fail("The focus never leaves the page")


@pytest.mark.parametrize(("language", "viewport"), [("en", None), ("ar", PHONE)])
def test_tab_goes_from_the_skip_link_through_everything_and_out(visitor, language, viewport):
    page = visitor.open(f"/{language}/", **({"viewport": viewport} if viewport else {}))
    names = list(walk(page))
    assert names[0] == "skip"
    wanted = ["skip", "q", "bubble", "show-all", "range", "record"]
    firsts = [names.index(name) for name in wanted]
    assert firsts == sorted(firsts)
    assert names.count("bubble") == page.locator(".bubble:not([hidden])").count()
    assert ("theme" in names) == (viewport is None)


def test_the_skip_link_leads_past_the_head(visitor):
    page = visitor.open("/en/")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/#content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"


def test_search_filter_and_card_work_without_a_mouse(visitor):
    page = visitor.open("/en/", viewport=PHONE)
    page.focus("#q")
    page.keyboard.type("Najaf")
    page.wait_for_url("**/en/?q=Najaf")
    page.focus("#filter-more > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/en/?theme=*&q=Najaf")
    page.focus("[data-city=najaf]")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "card-close"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.city") == "najaf"
