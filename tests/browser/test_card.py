"""A bubble opens the card of its city by mouse, by touch and by keyboard."""

import pytest

from tests.browser.visits import PHONE

pytestmark = pytest.mark.browser

BUBBLE = "#map-frame [data-city=najaf]"
CARD = "[role=dialog]"
INSIDE = f"document.querySelector('{CARD}').contains(document.activeElement)"
OPENERS = {
    "mouse": lambda page: page.click(f"{BUBBLE} .bubble-face"),
    "enter": lambda page: page.press(BUBBLE, "Enter"),
    "space": lambda page: page.press(BUBBLE, "Space"),
    "touch": lambda page: page.tap(f"{BUBBLE} .bubble-face"),
}


@pytest.mark.parametrize(
    "openers", [("mouse", "enter", "space"), ("touch",)], ids=["desktop", "phone"]
)
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_focus_goes_into_the_card_and_comes_back(visitor, language, openers):
    options = {"viewport": PHONE, "has_touch": True} if "touch" in openers else {}
    page = visitor.open(f"/{language}/", **options)
    for opener in openers:
        OPENERS[opener](page)
        assert page.locator(f"{CARD} h2").is_visible()
        assert page.evaluate(INSIDE)
        assert page.inner_text(f"{CARD} h2") == page.inner_text(f"{BUBBLE} .bubble-label")
        page.keyboard.press("Escape")
        assert page.locator(CARD).count() == 0
        assert page.evaluate("document.activeElement.dataset.city") == "najaf"


def test_the_card_tells_forum_stage_teams_years_and_leads_to_the_city(visitor, site):
    page = visitor.open("/en/")
    page.click(f"{BUBBLE} .bubble-face")
    (named,) = [city for city in site.read("/en/").data["cities"] if city["slug"] == "najaf"]
    (local,) = [forum for forum in named["forums"] if forum["local"]]
    forum = page.locator(".card-forum")
    assert forum.locator("h3").inner_text() == local["name"]["text"]
    assert forum.locator(".tag").inner_text() == local["stage"]
    assert forum.locator("li").count() == 5
    page.click(f"{CARD} a.button")
    page.wait_for_url("**/en/cities/najaf")
    assert page.locator("h1").inner_text() == "Najaf"


@pytest.mark.parametrize("query", ["", "?theme=womens-rights", "?from=2017&to=2019", "?q=zzz"])
def test_the_card_counts_by_year_what_the_filter_leaves(visitor, site, query):
    page = visitor.open(f"/en/{query}")
    page.focus(BUBBLE)
    page.keyboard.press("Enter")
    rows = page.locator(".card-bars li").evaluate_all(
        "rows => rows.map((row) => [row.firstChild.textContent, row.lastChild.textContent])"
    )
    years = site.read(f"/en/?{query.strip('?')}&city=najaf").all("td")
    low, high = ("2017", "2019") if "from" in query else ("", "9")
    expected = [[cell["data-year"], cell["text"]] for cell in years if cell["text"] != "0"]
    assert rows == [row for row in expected if low <= row[0] <= high]


def test_the_card_follows_the_filter_and_one_card_replaces_the_other(visitor):
    page = visitor.open("/en/")
    page.click(f"{BUBBLE} .bubble-face")
    before = page.inner_text(".card-years")
    page.check("#filter input[value=womens-rights]")
    changed = "(text) => document.querySelector('.card-years').innerText !== text"
    page.wait_for_function(changed, arg=before)
    page.click("[data-city=baghdad] .bubble-face")
    assert page.locator(CARD).count() == 1
    assert page.inner_text(f"{CARD} h2") == "Baghdad"
    page.click(".card-close")
    assert page.evaluate("document.activeElement.dataset.city") == "baghdad"


def test_the_card_can_ask_for_its_city_alone(visitor):
    page = visitor.open("/en/")
    page.click(f"{BUBBLE} .bubble-face")
    page.click(".card-links button")
    page.wait_for_url("**/en/?city=najaf")
    assert page.locator("#filter select[name=city]").input_value() == "najaf"
