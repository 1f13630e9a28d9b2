"""No page, list or file takes more queries because there are more records."""

import re

import pytest

from tests.databases import statements

# What a database is asked does not depend on its kind.
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

MOST = 40
# What is no page of its own, and pages with a filter that has the database asked.
FILES = [
    f"{kind}.{form}"
    for kind in ("cities", "forums", "organizations")
    for form in ("csv", "xlsx", "geojson")
]
BESIDE = [
    "/sitemap.xml",
    "/cube.json",
    "/cube.json?forum=forum-0",
    "/en/?light=1",
    "/en/?q=o&sort=name",
    "/en/cities/?q=o",
    "/en/forums/?organization=team-0",
    "/en/organizations/?forum=forum-0",
    "/en/activities/?organization=team-0&sort=river",
    "/en/themes/?q=o",
    "/en/rivers?forum=forum-0",
    "/en/solidarity?q=o",
    "/en/data?organization=team-0",
    "/en/search?q=o",
    "/en/embed?q=o",
    "/en/embed/builder?q=o",
    "/en/fragments/activities?forum=forum-0",
    "/en/card.png?q=o",
    "/en/5w.csv?q=o",
    "/en/data-package.zip",
    "/api/v1/activities?q=o",
    "/api/v1/forums",
    "/ogc/collections/activities/items?limit=50",
    "/ogc/collections/cities/items?limit=50",
    *(f"/en/activities.{form}?q=o" for form in ("csv", "xlsx", "geojson", "json", "ics", "atom")),
    *(f"/en/{file}?q=o" for file in FILES),
]


def pages(client):
    """Every page in English and Sorani, by the sitemap."""
    sitemap = client.get("/sitemap.xml").get_data(as_text=True)
    return re.findall(r"<loc>https?://[^/]+(/(?:en|ckb)/[^<]*)</loc>", sitemap)


def counts(app, addresses):
    """How many queries each address takes, once the atlas of the edition is in memory."""
    client, taken = app.test_client(), {}
    client.get("/en/")
    for address in addresses:
        with statements(app) as run:
            answer = client.get(address)
            answer.get_data()
        assert answer.status_code == 200, address
        taken[address] = len(run)
    return taken


def compare(less, more, addresses):
    """Nothing takes more queries in the application `more`, which has more records."""
    of_less, of_more = counts(less, addresses), counts(more, addresses)
    assert {path: (n, of_more[path]) for path, n in of_less.items() if n < of_more[path]} == {}
    # A package holds many files, each with its own queries.
    assert max(n for path, n in of_more.items() if not path.endswith(".zip")) < MOST


def test_fifty_times_as_many_records_of_each_kind_take_no_more_queries(databases, make_app):
    less, more = (make_app(databases.copy(contents)) for contents in ("few", "many"))
    # Ten and a thousand activities have no forum.
    of_forum = [f"/en/{file}?forum=forum-0" for file in FILES]
    addresses = [*pages(less.test_client()), *BESIDE, *of_forum]
    assert len(addresses) > 80
    compare(less, more, addresses)


def test_a_thousand_activities_take_as_many_queries_as_ten(databases, make_app):
    less, more = (make_app(databases.copy(contents)) for contents in ("ten", "thousand"))
    compare(less, more, ["/en/", "/en/activities/", "/en/solidarity", *BESIDE])


def test_the_names_of_all_records_are_read_in_as_many_queries(databases, make_app):
    taken = []
    for contents in ("few", "many"):
        app = make_app(databases.copy(contents))
        with statements(app) as run:
            assert app.test_client().get("/en/").status_code == 200
        taken.append(len(run))
    assert taken[0] == taken[1]
