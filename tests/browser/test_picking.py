"""The place picker: candidates and pin by mouse, touch and keyboard, and without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from network.presenters.desk.picking import ground
from tests.browser.picking import blueprint
from tests.browser.site import Site
from tests.browser.visits import PHONE
from tests.databases import SqliteDatabases

pytestmark = pytest.mark.browser

HINDIYA = "/en/picking-test?q=Hindiya"


@pytest.fixture(scope="module")
def picking_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("picking")
    site = Site(folder / "instance", SqliteDatabases(folder).copy("empty"))
    site.app.register_blueprint(blueprint)
    yield site
    site.close()


@pytest.fixture
def site(picking_site):
    """The site with a page that has the picker in a form."""
    return picking_site


def point(page):
    return page.input_value("[name=latitude]"), page.input_value("[name=longitude]")


def drag(page, selector, across, down):
    box = page.locator(selector).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=4)
    page.mouse.up()


def chosen(page):
    return page.locator("[name=place]:checked").get_attribute("value")


def test_candidates_and_pin_are_chosen_and_moved_by_keyboard_alone(visitor):
    page = visitor.open(HINDIYA)
    page.focus("[data-number='2']")
    page.keyboard.press("Enter")
    assert (chosen(page), point(page)) == ("gazetteer:91812", ("32.72", "44.28"))
    page.focus("#pin")
    for key in ("ArrowUp", "ArrowRight", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    assert (chosen(page), point(page)) == ("pin", ("32.73", "44.19"))
    assert page.inner_text("#pin-status") == "The pin is at 32.73° N, 44.19° E."
    page.fill("[name=latitude]", "٣٣٫٣٤")
    page.fill("[name=longitude]", "44.4")
    assert page.inner_text("#pin-status") == "The pin is at 33.34° N, 44.40° E."
    page.click("#send")
    assert page.inner_text("#chosen") == "pin 33.34 44.4 IQG08"


def test_the_pin_stays_in_iraq(visitor):
    page = visitor.open(f"{HINDIYA}&place=pin&latitude=29.92&longitude=48.5")
    assert point(page) == ("29.92", "48.5")
    page.focus("#pin")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    assert page.inner_text("#pin-status") == "The pin must lie in Iraq."
    assert float(point(page)[1]) < 48.7
    page.fill("[name=latitude]", "somewhere")
    assert page.get_attribute("[name=latitude]", "aria-invalid") == "true"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_finger_sets_the_pin_where_it_taps_and_the_buttons_move_it(visitor, language):
    page = visitor.open(f"/{language}/picking-test?q=Kut", viewport=PHONE, has_touch=True)
    box = page.locator("[data-number='1'] .picker-number").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2)
    latitude, longitude = map(float, point(page))
    assert chosen(page) == "pin"
    assert latitude == pytest.approx(32.51, abs=0.05)
    assert 45.9 < longitude < 47
    page.locator(".picker-buttons button").nth(2).tap()
    assert point(page)[1] == f"{longitude - 0.01:.2f}"


def test_the_pin_is_dragged_with_the_mouse_and_comes_back_from_abroad(visitor):
    page = visitor.open(f"{HINDIYA}&place=gazetteer:99344&latitude=32.54&longitude=44.22")
    drag(page, "#pin .pin-face", 60, -10)
    assert chosen(page) == "pin"
    assert point(page)[0] > "32.54"
    assert point(page)[1] > "44.22"
    page = visitor.open("/en/picking-test?place=pin&latitude=30.12&longitude=47.72")
    drag(page, "#pin .pin-face", 0, 160)
    assert page.inner_text("#pin-status") == "The pin must lie in Iraq."
    page.focus("#pin")
    page.keyboard.press("ArrowUp")
    assert point(page) == ("30.13", "47.72")


def test_script_and_server_agree_on_what_lies_in_iraq(visitor, site):
    page = visitor.open(HINDIYA)
    asset = site.app.extensions["assets"].address
    points = [(29 + n % 23 * 0.37, 38.5 + n // 23 * 0.53) for n in range(23 * 20)]
    script = """async ([module, areas, points]) => {
        const { inIraq } = await import(module);
        const { features } = await (await fetch(areas)).json();
        return points.map((point) => inIraq(features, point));
    }"""
    files = asset("js/iraq.js"), asset("basemap/governorates.json")
    answers = page.evaluate(script, [*files, points])
    assert answers == [ground().in_iraq(*point) for point in points]
    assert 100 < sum(answers) < 400


def test_without_scripts_the_radio_buttons_and_numbers_do_the_work(visitor):
    page = visitor.open(HINDIYA, ready="#send", java_script_enabled=False)
    assert page.locator(".static-map .picker-dot").count() == 2
    page.check("[value='gazetteer:91812']")
    page.click("#send")
    assert page.inner_text("#chosen") == "91812 32.72 44.28 IQG07"
    page.check("[value=pin]")
    page.fill("[name=latitude]", "10")
    page.fill("[name=longitude]", "59")
    page.click("#send")
    assert "not lie in Iraq" in page.inner_text("#place-trouble")
    assert point(page) == ("10", "59")


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_picker_can_be_used_by_everyone_and_fits_a_narrow_phone(visitor, language):
    narrow = {"width": 320, "height": 640}
    query = "q=Hindiya&place=pin&latitude=x&longitude=44.22"
    page = visitor.open(f"/{language}/picking-test?{query}", viewport=narrow)
    page.focus("[data-number='1']")
    page.keyboard.press("Enter")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert re.search(r"\d\d\.\d\d", page.inner_text("#pin-status"))
