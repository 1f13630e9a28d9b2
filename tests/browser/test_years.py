"""The histogram chooses the years: by slider, by bar, by playing through them, and as a table."""

import pytest

from tests.browser.asking import wait_for_address
from tests.browser.showing import assert_same, in_browser, on_server

pytestmark = pytest.mark.browser

FROM, TO = "#histogram input >> nth=0", "#histogram input >> nth=1"
PLAY = "#histogram .play"
# Playing goes on, whether or not whoever looks comes in time.
REMEMBER_ADDRESSES = """() => {
    window.passed = [];
    const replace = history.replaceState.bind(history);
    history.replaceState = (state, title, address) => {
        replace(state, title, address);
        window.passed.push(location.pathname + location.search);
    };
}"""
HAS_PASSED = "(address) => window.passed.includes(address)"


def years_of(page):
    return page.locator("rect[data-year]").evaluate_all(
        "bars => bars.map((bar) => Number(bar.dataset.year))"
    )


def middle_of(page, year):
    """The point in the middle of the space of a bar."""
    page.locator("#bars").scroll_into_view_if_needed()
    box = page.locator(f"rect[data-year='{year}']").bounding_box()
    bars = page.locator("#bars").bounding_box()
    return box["x"] + box["width"] / 2, bars["y"] + bars["height"] / 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_sliders_move_by_keyboard(visitor, site, language):
    page = visitor.open(f"/{language}/")
    years = years_of(page)
    onward, back = ("ArrowRight", "ArrowLeft") if language == "en" else ("ArrowLeft", "ArrowRight")
    page.focus(FROM)
    page.keyboard.press(onward)
    page.keyboard.press(onward)
    wait_for_address(page, f"/{language}/?from={years[2]}")
    page.focus(TO)
    page.keyboard.press(back)
    address = f"/{language}/?from={years[2]}&to={years[-2]}"
    wait_for_address(page, address)
    assert page.get_attribute(FROM, "aria-valuetext") == str(years[2])
    assert_same(in_browser(page), on_server(site.read(address)))
    page.keyboard.press("Home")
    wait_for_address(page, f"/{language}/?from={years[2]}&to={years[2]}")


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_bar_chooses_its_year_and_a_drag_a_range(visitor, site, language):
    page = visitor.open(f"/{language}/")
    years = years_of(page)
    page.mouse.click(*middle_of(page, years[5]))
    wait_for_address(page, f"/{language}/?from={years[5]}&to={years[5]}")
    page.mouse.move(*middle_of(page, years[8]))
    page.mouse.down()
    page.mouse.move(*middle_of(page, years[3]), steps=6)
    page.mouse.up()
    address = f"/{language}/?from={years[3]}&to={years[8]}"
    wait_for_address(page, address)
    assert_same(in_browser(page), on_server(site.read(address)))
    page.click("#histogram .plain")
    wait_for_address(page, f"/{language}/")


def test_playing_goes_year_by_year_and_ends_with_all(visitor):
    page = visitor.open("/en/")
    years = years_of(page)
    label = page.inner_text(PLAY)
    page.evaluate(REMEMBER_ADDRESSES)
    page.click(PLAY)
    for year in years[:2]:
        page.wait_for_function(HAS_PASSED, arg=f"/en/?from={year}&to={year}")
    assert page.inner_text(PLAY) != label
    page.click(PLAY)
    assert page.inner_text(PLAY) == label
    page.mouse.click(*middle_of(page, years[-2]))
    page.click(PLAY)
    page.wait_for_function(HAS_PASSED, arg=f"/en/?from={years[-1]}&to={years[-1]}")
    wait_for_address(page, "/en/")
    assert page.inner_text(PLAY) == label


def test_with_reduced_motion_the_button_goes_one_year_further(visitor):
    page = visitor.open("/en/", reduced_motion="reduce")
    label = page.inner_text(PLAY)
    for year in years_of(page)[:3]:
        page.click(PLAY)
        wait_for_address(page, f"/en/?from={year}&to={year}")
        assert page.inner_text(PLAY) == label


@pytest.mark.parametrize("query", ["", "?theme=womens-rights", "?kind=training&river=euphrates"])
def test_the_table_has_the_numbers_of_the_bars(visitor, query):
    page = visitor.open(f"/en/{query}")
    page.click(".histogram-table summary")
    shown = in_browser(page)
    assert page.locator(".histogram-table table").is_visible()
    highest = max(map(int, shown["years"].values()))
    for year, number in shown["years"].items():
        assert shown["bars"][year][0] == pytest.approx(56 * int(number) / highest, abs=0.06)
