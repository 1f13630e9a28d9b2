"""axe-core finds nothing to complain about on any page, in any language, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.visits import PHONE

pytestmark = pytest.mark.browser

AXE = Axe()
PAGES = {
    "map": "?theme=womens-rights&from=2014&to=2016&theme=nonsense",
    "card": "",
    "city": "cities/najaf",
    "activity": "activities/icssi-conference-2009-velletri",
    "programs": "api",
    "error": "no-such-page",
}


def violations(page):
    """What axe-core finds, each with its places."""
    found = AXE.run(page).response["violations"]
    return [
        (rule["id"], rule["impact"], node["html"][:160], node["failureSummary"])
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone(visitor, name, language):
    visitor.expect("404")
    ready = "html[data-map=ready]" if name in ("map", "card") else "h1"
    page = visitor.open(f"/{language}/{PAGES[name]}", ready, reduced_motion="reduce")
    if name == "card":
        page.focus("[data-city=najaf]")
        page.keyboard.press("Enter")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme


def test_a_phone_with_an_open_filter_can_be_used_by_everyone(visitor):
    page = visitor.open("/ar/?theme=womens-rights", viewport=PHONE)
    page.click(".histogram-table summary")
    page.click("#filter-more > summary")
    assert violations(page) == []
