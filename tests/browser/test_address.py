"""The filter stands in the address: it can be shared, reloaded and gone back to."""

import pytest

from tests.browser.asking import address_of, answered, ask, wait_for_address
from tests.browser.showing import assert_same, in_browser, on_server

pytestmark = pytest.mark.browser

LINKS = """() => [...document.querySelectorAll('a[href], link[type$="atom+xml"]')]
    .map((link) => link.getAttribute('href') && new URL(link.href).href.replace(/#.*/, ''))"""
STATES = (
    ({"theme": ["womens-rights"]}, "?theme=womens-rights"),
    (
        {"theme": ["womens-rights"], "from": "2014", "to": "2018"},
        "?theme=womens-rights&from=2014&to=2018",
    ),
    ({"q": "بغداد"}, "?q=%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF"),
)


def test_going_back_and_forward_restores_what_was_asked(visitor, site):
    page = visitor.open("/en/")
    for state, query in STATES[:1]:
        ask(page, state)
        wait_for_address(page, f"/en/{query}")
    page.select_option("#filter select[name=city]", "baghdad")
    wait_for_address(page, "/en/?theme=womens-rights&city=baghdad")
    with answered(page):
        page.go_back()
    page.wait_for_function("() => document.querySelector('#filter').elements.city.value === ''")
    while address_of(page) != "/en/":
        with answered(page):
            page.go_back()
    assert_same(in_browser(page), on_server(site.read("/en/")))
    assert page.locator("#filter input:checked").count() == 0
    with answered(page):
        page.go_forward()
    assert page.is_checked("#filter input[value=womens-rights]")
    assert_same(in_browser(page), on_server(site.read("/en/?theme=womens-rights")))


@pytest.mark.parametrize(("state", "query"), STATES)
def test_a_shared_or_reloaded_address_shows_the_same(visitor, state, query):
    page = visitor.open("/ar/")
    ask(page, state)
    wait_for_address(page, f"/ar/{query}")
    shown = in_browser(page)
    page.reload()
    page.wait_for_selector("html[data-map=ready]", state="attached")
    assert in_browser(page) == shown
    assert in_browser(visitor.open(f"/ar/{query}")) == shown


def test_what_only_a_link_asks_for_is_kept_until_it_is_unticked(visitor, site):
    page = visitor.open("/en/?says=women&began=2018")
    assert_same(in_browser(page), on_server(site.read("/en/?says=women&began=2018")))
    with answered(page):
        page.uncheck("#filter input[name=began]")
    assert address_of(page) == "/en/?says=women"
    assert_same(in_browser(page), on_server(site.read("/en/?says=women")))
    with answered(page):
        page.go_back()
    assert address_of(page) == "/en/?says=women&began=2018"
    assert page.is_checked("#filter input[name=began]")


def test_clear_all_asks_for_nothing(visitor, site):
    page = visitor.open("/ckb/?theme=womens-rights&kind=training&from=2014&city=baghdad&q=a")
    with answered(page):
        page.click("#clear")
    assert address_of(page) == "/ckb/"
    assert page.locator("#clear").is_hidden()
    assert page.evaluate("document.activeElement.id") == "q"
    assert_same(in_browser(page), on_server(site.read("/ckb/")))


def test_what_an_address_asks_in_vain_is_said(visitor, site):
    query = "?theme=nonsense&theme=womens-rights&from=soon&city=atlantis&sort=worst&page=none"
    page = visitor.open(f"/en/{query}")
    notice = page.inner_text("#notices")
    for part in ("theme=nonsense", "from=soon", "city=atlantis", "sort=worst", "page=none"):
        assert part in notice
    assert_same(in_browser(page), on_server(site.read("/en/?theme=womens-rights")))
    with answered(page):
        page.check("#filter input[value=training]")
    assert address_of(page) == "/en/?theme=womens-rights&kind=training"
    assert page.inner_text("#notices") == ""


def test_the_order_and_the_page_of_the_list_stand_in_the_address(visitor, site):
    page = visitor.open("/en/")
    for link, query in (("[data-sort=river]", "?sort=river"), ("[rel=next]", "?sort=river&page=2")):
        with answered(page):
            page.click(f"#results {link}")
        assert address_of(page) == f"/en/{query}"
        assert_same(in_browser(page), on_server(site.read(f"/en/{query}")))
        assert page.evaluate("document.activeElement.id") == "results-heading"
    page.check("#filter input[value=womens-rights]")
    wait_for_address(page, "/en/?theme=womens-rights&sort=river")


@pytest.mark.parametrize("start", ["/en/", "/ar/?says=women"])
def test_no_link_loses_what_the_script_was_asked(visitor, start):
    page = visitor.open(start)
    ask(page, {"theme": ["womens-rights"], "from": "2014"})
    page.wait_for_function("() => location.search.includes('from=2014')")
    expected = visitor.open(address_of(page)).evaluate(LINKS)
    assert sum("theme=womens-rights" in link for link in expected) > 10
    # The list comes a moment after the address.
    same = f"(expected) => JSON.stringify(({LINKS})()) === JSON.stringify(expected)"
    page.wait_for_function(same, arg=expected)


def test_the_other_languages_show_the_same(visitor, site):
    page = visitor.open("/en/")
    ask(page, {"theme": ["womens-rights"]})
    wait_for_address(page, "/en/?theme=womens-rights")
    page.click(".languages [lang=ckb]")
    page.wait_for_url("**/ckb/?theme=womens-rights")
    page.wait_for_selector("html[data-map=ready]", state="attached")
    assert_same(in_browser(page), on_server(site.read("/ckb/?theme=womens-rights")))
