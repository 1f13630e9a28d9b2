"""No public answer leaves a record behind that only a collection of garbage would free."""

import gc
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm.state import InstanceState
from werkzeug.exceptions import HTTPException

from network.extensions import reading
from network.models import City
from network.models.base import Base
from tests.pages import Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]
# A sitemap has parts only where it is longer than one may be.
UNSEEN = {"sitemap.part"}
REACH = "http://localhost/en/reach?theme=womens-rights"
FILTERS = (
    "theme=peace",
    "from=2015&to=2018",
    "q=najaf",
    "light=1",
    "sort=river",
    "as_of=2019-12-31",
)
FOR_PROGRAMS = (
    "/api/v1/cities/najaf",
    "/ogc/collections/cities",
    "/ogc/collections/cities/items/najaf",
    "/ogc/collections/activities/items",
    "/ogc/collections/activities/schema",
    "/oembed?url=http://localhost/en/cities/najaf",
    "/icon-192.png",
)
NOWHERE = "/en/nowhere"
QUERIES = tuple(f"{page}?{query}" for query in FILTERS for page in ("", "search", "reach"))


def left_behind(client, address):
    """The answer to an address, and the entities that are garbage in circles after it."""
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        with client.get(address) as answer:
            answer.get_data()
        gc.collect()
        kinds = {type(found).__name__ for found in gc.garbage if isinstance(found, Base)}
        kinds |= {"state" for found in gc.garbage if isinstance(found, InstanceState)}
        return answer, kinds
    finally:
        gc.set_debug(0)
        gc.garbage.clear()


@pytest.fixture(autouse=True)
def of_this_test():
    """What other tests have left, hundreds of thousands of things, is not looked at every time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def public_rules(app):
    return [rule for rule in app.url_map.iter_rules() if "/desk" not in rule.rule]


@pytest.fixture
def made_at_the_desk(editor, seeded):
    """What only the desk leads to: a listed report, and the script of the map for one's pin."""
    frozen = editor.send("/en/desk/reports", title="A year", address=REACH, listed="yes")
    assert frozen.status_code == 303
    page = editor.get("/en/desk/cities/new?q=Hindiya")
    return [path for path in Page(page).values("src") if path.startswith("/map/picker")]


def test_every_public_address_lets_go_of_all_that_it_has_read(app, client, made_at_the_desk):
    waiting = [
        rule.rule.replace("<language:language>", "en")
        for rule in public_rules(app)
        if rule.arguments <= {"language"}
    ]
    waiting += [f"/en/{query}" for query in QUERIES] + [NOWHERE, "/ckb/"]
    waiting += [*FOR_PROGRAMS, *made_at_the_desk]
    match, seen, endpoints, left = app.url_map.bind("localhost").match, set(), set(), {}
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if address in seen:
            continue
        seen.add(address)
        answer, kinds = left_behind(client, address)
        if kinds:
            left[address] = kinds
        if path != NOWHERE:
            endpoints.add(match(path)[0])
        if answer.mimetype == "text/html":
            waiting += new_kinds(match, Page(answer), endpoints, waiting)
    assert left == {}
    assert {rule.endpoint for rule in public_rules(app)} - endpoints == UNSEEN


def new_kinds(match, page, endpoints, waiting):
    """One address for each kind of page that a page leads to and that was not met yet."""
    met = endpoints | {match(urlsplit(path).path)[0] for path in waiting if path != NOWHERE}
    for address in (*page.values("href"), *page.values("src"), *page.values("content")):
        path = urlsplit(address or "").path
        if not path.startswith("/") or path.startswith("/static/") or "/desk" in path:
            continue
        try:
            endpoint = match(path)[0]
        except HTTPException:
            # The page of errors names itself in the other languages.
            continue
        if endpoint not in met:
            met.add(endpoint)
            yield path


def test_what_is_left_behind_is_found(make_app, database_url, seeded):
    """The control: a page that ties a record into a circle is caught."""
    app = make_app(database_url)

    @app.get("/tied")
    def tied():
        city = reading().scalars(select(City).limit(1)).one()
        city.__dict__["itself"] = city
        return "tied"

    assert left_behind(app.test_client(), "/tied")[1] >= {"City", "state"}
