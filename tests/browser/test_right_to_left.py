"""From right to left the page mirrors, and the map stays as it is."""

import pytest

from tests.browser.visits import DESKTOP, PHONE

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ar", "ckb")
# For each name that is shown: its box and the box of its own bubble.
BOXES = """() => [...document.querySelectorAll(".bubble:not([hidden])")]
    .map((bubble) => [bubble, bubble.querySelector(".bubble-label")])
    .filter(([, label]) => getComputedStyle(label).visibility === "visible")
    .map(([bubble, label]) => [
        bubble.dataset.city,
        label.getBoundingClientRect().toJSON(),
        bubble.querySelector(".bubble-face").getBoundingClientRect().toJSON(),
    ])"""
FACES = """() => [...document.querySelectorAll(".bubble:not([hidden])")].map((bubble) => [
    bubble.dataset.city, bubble.querySelector(".bubble-face").getBoundingClientRect().toJSON()])"""


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def still(visitor, request):
    """Opens a page on a phone or a desktop, without anything that moves."""
    return lambda path: visitor.open(path, viewport=request.param, reduced_motion="reduce")


def gap(one, other):
    """How far two boxes stand apart, in pixels."""
    across = max(one["left"] - other["right"], other["left"] - one["right"], 0)
    along = max(one["top"] - other["bottom"], other["top"] - one["bottom"], 0)
    return (across**2 + along**2) ** 0.5


def overlap(one, other):
    return (
        min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_stands_beside_its_bubble(still, language):
    boxes = still(f"/{language}/").evaluate(BOXES)
    assert len(boxes) > 12
    assert [city for city, label, face in boxes if gap(label, face) > 20] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_cover_neither_each_other_nor_a_bubble(still, language):
    page = still(f"/{language}/")
    boxes, faces = page.evaluate(BOXES), page.evaluate(FACES)
    covered = [
        (city, other)
        for place, (city, label, _face) in enumerate(boxes)
        for other, box in [*((name, own) for name, own, _ in boxes[:place]), *faces]
        if other != city and overlap(label, box)
    ]
    assert covered == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_of_the_map_cuts_no_name_off(visitor, language):
    page = visitor.open(f"/{language}/", viewport={"width": 320, "height": 800})
    frame = page.evaluate("document.getElementById('map-frame').getBoundingClientRect().toJSON()")
    cut = [
        city
        for city, label, face in page.evaluate(BOXES)
        if overlap(face, frame)
        and (label["left"] < frame["left"] or label["right"] > frame["right"])
    ]
    assert cut == []


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_bubbles_stand_at_the_same_places_in_every_language(still, language):
    frame = "document.getElementById('map-frame').getBoundingClientRect().toJSON()"
    places = []
    for code in ("en", language):
        page = still(f"/{code}/")
        corner, faces = page.evaluate(frame), dict(page.evaluate(FACES))
        places.append((faces["basra"]["x"] - corner["x"], faces["basra"]["y"] - corner["y"]))
    assert places[1] == pytest.approx(places[0], abs=3)


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_the_panes_stay_left_to_right_and_names_are_kept_apart(visitor, language):
    page = visitor.open(f"/{language}/")
    direction = "element => getComputedStyle(element).direction"
    for pane in (".drawn-map", ".leaflet-map-pane", ".leaflet-marker-pane"):
        assert page.eval_on_selector(pane, direction) == "ltr"
    assert page.eval_on_selector("main", direction) == "rtl"
    assert page.locator(".bubble-label:not(:has(> bdi))").count() == 0
    assert page.locator(".record-name:not(:has(bdi))").count() == 0
    assert page.locator(".river-name span[dir=auto]").count() == 2


def test_the_page_mirrors(visitor):
    sides = {}
    for language in ("en", "ar"):
        page = visitor.open(f"/{language}/")
        form, frame = (page.locator(name).bounding_box() for name in ("#filter", "#map-frame"))
        sides[language] = form["x"] < frame["x"]
    assert sides == {"en": True, "ar": False}
