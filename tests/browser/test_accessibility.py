"""Everyone can use every page, in any language, by day and by night, on the narrowest screen."""

import fcntl
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import template_rendered
from sqlalchemy import select

from network.changes.reports import freeze
from network.config import TEMPLATE_FOLDER
from network.extensions import database
from network.gates import Cost
from network.models import Report
from network.queries.atlas import read_atlas
from network.queries.figures import figures
from network.queries.filter import Filter
from tests.browser.visits import DESKTOP, PHONE, READY

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ar", "ckb")
NARROWEST = {"width": 320, "height": 800}
LEAST_TARGET = 24
# Every template that is a whole page, with an address where it has much to show.
PAGES = {
    "explore/page.html": "?theme=womens-rights&from=2014&to=2016&theme=nonsense",
    "light/page.html": "?light=1&theme=womens-rights&to=2014&theme=nonsense",
    "rivers/page.html": "rivers",
    "cities/index.html": "cities/?only=measured",
    "cities/city.html": "cities/najaf",
    "forums/index.html": "forums/?theme=womens-rights",
    "forums/forum.html": "forums/najaf-social-forum",
    "organizations/index.html": "organizations/?page=2",
    "organizations/organization.html": "organizations/iraqi-imprint",
    "activities/index.html": "activities/?says=participations&began=2016&sort=river",
    "activities/activity.html": "activities/icssi-conference-2009-velletri",
    "themes/index.html": "themes/",
    "themes/theme.html": "themes/womens-rights",
    "solidarity/page.html": "solidarity?from=2014",
    "plans/index.html": "plans/",
    "plans/plan.html": "plans/oslo-2014",
    "reach/page.html": "reach?from=2014&to=2016&theme=nonsense",
    "reports/index.html": "reports/",
    "reports/report.html": "reports/frozen",
    "search/page.html": "search?q=najaf",
    "data/page.html": "data?theme=womens-rights&theme=nonsense",
    "guide/page.html": "api",
    "pages/about.html": "about",
    "pages/privacy.html": "about/privacy",
    "embed/map.html": "embed?theme=womens-rights&theme=nonsense",
    "embed/builder.html": "embed/builder",
    "offline/page.html": "offline",
    "errors/error.html": "no-such-page",
    "errors/busy.html": "data-package.zip",
}
DRAWN = (
    "explore/page.html",
    "solidarity/page.html",
    "embed/map.html",
    "reach/page.html",
    "reports/report.html",
)
AXE = Axe()
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
COLOR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
VIOLATIONS = """(options) => axe.run({ resultTypes: ["violations"], ...options }).then((found) =>
    found.violations.flatMap((rule) => rule.nodes.map((node) =>
        [rule.id, rule.impact, node.html.slice(0, 160), node.failureSummary])))"""
# The first of several alike is enough; the filter is open on the map.
OPEN_DETAILS = """document.querySelectorAll("main details:not(#filter-more)")
    .forEach((part, place) => { part.open = place === 0; })"""
SIDEWAYS = """() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")].filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return left < -1 || right > clientWidth + 1;
    }).map((part) => ["sideways", part.outerHTML.slice(0, 160)]);
}"""
# A box is reached by its label, a bubble by the ring around it.
TOO_SMALL = """(least) => [...document.querySelectorAll(
    "a[href], button, summary, input, select, textarea, [tabindex='0']")].filter((target) => {
    const label = target.labels?.[0];
    const ring = target.querySelector(".reach");
    const face = target.querySelector(".bubble-face");
    const sizes = [target, ...(label ? [label] : [])].map((part) => part.getBoundingClientRect());
    const sides = ["width", "height"].map((side) => Math.max(...sizes.map((size) => size[side])));
    if (target.ariaHidden || !sides[0]) return false;
    if (!target.checkVisibility({ visibilityProperty: true })) return false;
    if (ring) return parseFloat(getComputedStyle(ring).strokeWidth) < least;
    if (face) return parseFloat(getComputedStyle(face, "::after").width) < least;
    return Math.min(...sides) < least;
}).map((target) => ["too small", target.outerHTML.slice(0, 160)])"""


def violations(page):
    """What axe-core finds by day, and what by night: only colors differ then."""
    page.evaluate(AXE.axe_script)
    for scheme, options in (("light", EVERY_RULE), ("dark", COLOR_RULES)):
        page.emulate_media(color_scheme=scheme)
        yield from ([scheme, *found] for found in page.evaluate(VIOLATIONS, options))


def complaints(page):
    """What keeps anyone from using a page."""
    page.set_viewport_size(DESKTOP)
    page.evaluate(OPEN_DETAILS)
    yield from violations(page)
    page.set_viewport_size(NARROWEST)
    yield from page.evaluate(SIDEWAYS)
    yield from page.evaluate(TOO_SMALL, LEAST_TARGET)


def whole_pages():
    """The names of all templates that are a page of a visitor, and not a part of one."""
    for path in TEMPLATE_FOLDER.rglob("*.html"):
        name, text = path.relative_to(TEMPLATE_FOLDER).as_posix(), path.read_text(encoding="utf-8")
        whole = "</html>" in text or text.startswith('{% extends "base.html" %}')
        if whole and name != "base.html" and not name.startswith("desk/"):
            yield name


@pytest.fixture(autouse=True)
def frozen(site):
    """A report with an address that is known."""
    with database.writing(site.app) as session:
        if session.scalar(select(Report.id)) is None:
            made = figures(session, read_atlas(session), Filter(year_from=2014), {})
            columns = {"query": "from=2014", "language": "en", "edition": "a" * 20, "listed": True}
            report = freeze(session, made, datetime.now(UTC), title="Years", **columns)
            report.slug = "frozen"


@pytest.fixture(autouse=True)
def busy(site):
    """Files are being made, and others wait for theirs."""
    gate = site.app.extensions["gates"][Cost.FILE]
    with ExitStack() as stack:
        for place in gate.places:
            file = stack.enter_context(place.open())
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_no_page_is_forgotten(site):
    assert set(whole_pages()) == set(PAGES)
    rendered = []

    def note(_app, template, **_rest):
        rendered.append(template.name)

    with template_rendered.connected_to(note, site.app):
        for path in PAGES.values():
            site.read(f"/en/{path}")
    assert rendered == list(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_used_by_everyone(visitor, language):
    visitor.expect("404|503")
    page = visitor.open(f"/{language}/about", ready="h1", reduced_motion="reduce")
    found = {}
    for name, path in PAGES.items():
        page.goto(f"/{language}/{path}")
        page.wait_for_selector(READY if name in DRAWN else "h1", state="attached")
        found[name] = list(complaints(page))
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_card_can_be_used_by_everyone(visitor, language):
    page = visitor.open(f"/{language}/", viewport=PHONE, reduced_motion="reduce")
    page.focus("[data-city=najaf]")
    page.keyboard.press("Enter")
    assert page.locator("[role=dialog]").is_visible()
    assert list(violations(page)) == []
    assert page.evaluate(TOO_SMALL, LEAST_TARGET) == []
