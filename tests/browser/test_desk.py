"""Working at the desk: light on a slow phone, without scripts, without a mouse."""

import pytest

from network.access.cookies import SESSION
from tests.browser.visits import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.browser

MOST_BYTES = 100_000
# The largest pages: the form with all its lists, the places with their map, the map in a review.
HEAVIEST = {
    "the form of an activity": ("kut", "drafts/{draft}"),
    "the places": ("kut", "cities/new?q=Samarra"),
    "a review with a map": ("editor", "review/{city}"),
}


@pytest.fixture
def at_desk(browser, busy_desk):
    """Opens pages of the busy desk, each in a browser of its own."""
    visitor = Visitor(browser, busy_desk.site)
    visitor.expect("cookie desk|422")

    def open_(who, path, **options):
        page = visitor.open("/en/desk/sign-in", ready=None, **{"viewport": PHONE, **options})
        token, site = busy_desk.tokens[who], busy_desk.site.address
        page.context.add_cookies([{"name": SESSION, "value": token, "url": site}])
        page.goto(path)
        return page

    yield open_
    assert visitor.close() == []


@pytest.mark.parametrize("what", HEAVIEST)
def test_a_page_of_the_desk_is_light(at_desk, busy_desk, what):
    who, path = HEAVIEST[what]
    page, sizes = at_desk(who, "/en/desk/sign-in", service_workers="block"), []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"/ar/desk/{path.format(**busy_desk.numbers)}", wait_until="networkidle")
    assert len(sizes) > 3
    assert 15_000 < sum(sizes) <= MOST_BYTES


def test_without_scripts_a_team_is_added_and_handed_in(at_desk):
    page = at_desk("kut", "/en/desk/add", java_script_enabled=False)
    page.get_by_role("button", name="Add a team or an organization").click()
    page.get_by_role("button", name="Hand in for review").click()
    assert page.locator("#problems a").count() == 3
    page.locator("#problems a", has_text="Name").click()
    assert page.url.endswith("#name_en")
    page.fill("#name_en", "Water lilies")
    page.select_option("#kind", "volunteer-team")
    page.click("#field-forums summary")
    page.check("#field-forums [value=we-are-wasit]")
    page.check("[name=new_source_own]")
    page.fill("#new_source_date_year", "٢٠٢٦")
    page.get_by_role("button", name="Hand in for review").click()
    row = page.locator("#work ~ .desk-list li", has_text="Water lilies")
    assert row.locator(".state-proposed").is_visible()


def test_a_team_is_handed_in_and_published_by_the_keyboard_alone(at_desk):
    page = at_desk("kut", "/ar/desk/add", viewport=DESKTOP)
    press(page, page.locator("button[type=submit].door").nth(1), "Enter")
    press(page, page.locator("#name_ar"))
    page.keyboard.type("نوارس الكوت")
    press(page, page.locator("#kind"), "ArrowDown")
    press(page, page.locator("[name=new_source_own]"), "Space")
    press(page, page.locator("#new_source_date_year"))
    page.keyboard.type("2026")
    press(page, page.locator("button[value=propose]"), "Enter")
    assert page.locator(".state-proposed").count() > 0
    page = at_desk("editor", "/ar/desk/review", viewport=DESKTOP)
    press(page, page.get_by_role("link", name="نوارس الكوت"), "Enter")
    press(page, page.locator("button[value=approve]"), "Enter")
    assert page.locator(".done").is_visible()


def press(page, target, key=None):
    """Go to an element with the tabulator, as far as it takes, see it there, and press a key."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    assert target.evaluate("element => element === document.activeElement")
    middle = """element => { const box = element.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return element.contains(top) || top?.contains(element); }"""
    assert target.evaluate(middle), "what has the focus is covered"
    if key == "Enter":
        with page.expect_navigation():
            page.keyboard.press(key)
    elif key:
        page.keyboard.press(key)
