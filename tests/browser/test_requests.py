"""What the filter asks of the server: the list each time, the cube only where it has to."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser.asking import address_of, answered, ask, wait_for_address
from tests.browser.showing import AT_ONCE, IN_BROWSER, assert_same, in_browser, on_server
from tests.browser.visits import hold

pytestmark = pytest.mark.browser

CHOICES = (
    "input[name=theme][value=womens-rights]",
    "input[name=kind][value=training]",
    "input[name=river][value=tigris]",
    "select[name=from]|2014",
    "select[name=to]|2018",
    "select[name=city]|baghdad",
)
IN_ONE_FRAME = """([selector, value]) => {
    const field = document.querySelector(`#filter ${selector}`);
    if (value) field.value = value; else field.checked = !field.checked;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return new Promise((done) => requestAnimationFrame(() => done((%s)())));
}"""


@pytest.fixture
def asked(visitor):
    """Opens a page and gives it with the addresses that it asks the server for."""

    def open_(path):
        page, addresses = visitor.open(path), []
        page.wait_for_load_state("networkidle")
        page.on("request", lambda request: note(request, addresses))
        return page, addresses

    return open_


def note(request, addresses):
    """Remember what a script asks for; a browser may look at the icon again."""
    if request.resource_type == "fetch":
        addresses.append(request.url)


def choose(page, choice):
    selector, _, value = choice.partition("|")
    field = page.locator(f"#filter {selector}")
    with answered(page):
        field.select_option(value) if value else field.click()


@pytest.mark.parametrize("choice", CHOICES)
def test_themes_kinds_rivers_years_and_city_are_counted_in_the_browser(asked, choice):
    page, addresses = asked("/en/")
    choose(page, choice)
    assert len(addresses) == 1
    assert "/en/fragments/activities?" in addresses[0]


@pytest.mark.parametrize("choice", CHOICES)
def test_all_counts_change_within_one_frame(visitor, site, choice):
    page = visitor.open("/en/?theme=nonviolence-and-peace")
    selector, _, value = choice.partition("|")
    with answered(page):
        shown = page.evaluate(IN_ONE_FRAME % IN_BROWSER, [selector, value])
    server = on_server(site.read(address_of(page)))
    for what in AT_ONCE:
        assert shown["counts"][what] == server["counts"][what]
    assert (shown["years"], shown["bars"]) == (server["years"], server["bars"])
    assert shown["choices"] == server["choices"]
    assert shown["bubbles"].items() >= server["bubbles"].items()
    cities = {name for name in server["options"] if name.startswith("city:")}
    assert all(shown["options"][name] == server["options"][name] for name in cities)


@pytest.mark.parametrize("key", ["forum", "organization", "q"])
def test_a_narrower_cube_is_asked_for_once(asked, key):
    page, addresses = asked("/en/")
    value = {"forum": "najaf-social-forum", "organization": "icssi", "q": "Najaf"}[key]
    for state in ({key: value}, {}, {key: value, "theme": ["womens-rights"]}, {key: value}):
        with answered(page):
            ask(page, state)
    cubes = [address for address in addresses if "/cube.json?" in address]
    assert len(cubes) == 1
    assert f"{key}={value}" in cubes[0]


def test_whoever_presses_enter_after_the_pause_of_typing_asks_for_nothing_twice(asked):
    page, addresses = asked("/en/")
    held = hold(page, "**/cube.json?*Najaf*")
    with page.expect_request("**/cube.json?*Najaf*"):
        page.fill("#q", "Najaf")
    page.press("#q", "Enter")
    lists = hold(page, "**/fragments/activities?*Najaf*")
    with page.expect_request("**/fragments/activities?*Najaf*"):
        release(page, held)
    page.press("#q", "Enter")
    with answered(page):
        release(page, lists)
    wait_for_address(page, "/en/?q=Najaf")
    assert len([address for address in addresses if "q=Najaf" in address]) == 2


def test_a_list_that_comes_late_is_dropped(visitor, site):
    page = visitor.open("/en/")
    held = hold(page, "**/fragments/*womens-rights*")
    page.check("#filter input[value=womens-rights]")
    page.wait_for_function("() => document.querySelector('#results[aria-busy]')")
    with answered(page):
        page.uncheck("#filter input[value=womens-rights]")
    release(page, held)
    assert_same(in_browser(page), on_server(site.read("/en/")))


def test_a_cube_that_comes_late_is_dropped(visitor, site):
    page = visitor.open("/en/")
    held = hold(page, "**/cube.json?*first*")
    page.fill("#q", "first")
    with page.expect_request("**/cube.json?*first*"):
        page.press("#q", "Enter")
    ask(page, {"q": "Kut"})
    wait_for_address(page, "/en/?q=Kut")
    release(page, held)
    assert address_of(page) == "/en/?q=Kut"
    assert_same(in_browser(page), on_server(site.read("/en/?q=Kut")))


def release(page, held):
    """Let the answers that were held back come now, and wait until the page has had its turn."""
    assert held
    for route in held:
        with suppress(Error):
            route.continue_()
    page.evaluate("fetch('/cube.json').then(() => new Promise(requestAnimationFrame))")
