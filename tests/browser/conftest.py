"""One Chromium for the session, and for every test a visitor who must have nothing to complain."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.busy_desk import BusyDesk
from tests.browser.site import Site
from tests.browser.visits import Visitor
from tests.databases import SqliteDatabases
from tests.needs import miss

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Skip here without a browser, so that all of it is told in one line."""
    if item.get_closest_marker("browser") and CHROMIUM is None:
        miss("there is no Chromium: install Debian's package chromium")


@pytest.fixture(scope="session")
def browser():
    """The browser of the session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_site(tmp_path_factory):
    """Opens the site on a database with the contents of that name; each once a session."""
    folder = tmp_path_factory.mktemp("sites")
    databases, sites = SqliteDatabases(folder), {}

    def open_(contents):
        if contents not in sites:
            sites[contents] = Site(folder / "instance", databases.copy(contents))
        return sites[contents]

    yield open_
    for site in sites.values():
        site.close()


@pytest.fixture
def site(open_site):
    """The site with the documented programme."""
    return open_site("seeded")


@pytest.fixture(scope="session")
def busy_desk(tmp_path_factory):
    """A site of its own whose desk has much to show; tests leave no trace that another sees."""
    folder = tmp_path_factory.mktemp("busy")
    site = Site(folder / "instance", SqliteDatabases(folder).copy("seeded"))
    yield BusyDesk(site)
    site.close()


@pytest.fixture
def visitor(browser, site):
    """A visitor of the site; no page may give cause for complaint."""
    visitor = Visitor(browser, site)
    yield visitor
    assert visitor.close() == []
