"""What costs much is bounded: every public address says what it costs, and gates hold."""

import fcntl
import threading
import time
from contextlib import closing

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from network.extensions import database
from network.gates import Cost, leave
from network.web.costs import COSTS
from tests.databases import ON_SQLITE, statements
from tests.pages import Page, faults
from tests.records import activity
from tests.views.test_queries import BESIDE, pages

DESK = "/<language:language>/desk/"
MOST_LOADED = 700
COSTLY = {
    Cost.FILE: ("/en/activities.csv", "/en/data-package.zip", "/api/v1/activities?limit=1000"),
    Cost.CARD: ("/en/card.png",),
    Cost.SUM: ("/en/reach", "/en/search?q=o", "/en/?q=o"),
    Cost.PAST: ("/en/cities/?as_of=2001-01-01", "/api/v1/cities?as_of=2001-01-01"),
}
ADDRESSES = [(cost, path) for cost, paths in COSTLY.items() for path in paths]


def in_line(gate):
    """Whether somebody waits at a gate."""
    for path in gate.places[1:]:
        with path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
    return False


@pytest.fixture
def closed(app):
    """Closes a gate: one works behind it, and nobody waits in patience."""
    places = []

    def close(cost):
        gate = app.extensions["gates"][cost]
        gate.patience = 0.0
        places.append(gate.enter())

    yield close
    for place in places:
        leave(place)


def test_every_public_address_says_what_it_costs(app):
    public = {rule.endpoint for rule in app.url_map.iter_rules() if DESK not in rule.rule}
    assert public == set(COSTS)


@ON_SQLITE
@pytest.mark.parametrize(("cost", "path"), ADDRESSES)
def test_costly_work_is_refused_while_others_do_it(client, small, closed, cost, path):
    client.get("/en/")
    closed(cost)
    begun = time.perf_counter()
    answer = client.get(path)
    # A page is as costly as its layout; what the gate spares is the work.
    assert time.perf_counter() - begun < 1
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    program = path.startswith("/api")
    assert answer.mimetype == ("application/problem+json" if program else "text/html")
    assert client.get("/en/cities/").status_code == 200


@ON_SQLITE
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_who_is_refused_is_told_so_in_their_language(client, small, closed, language):
    closed(Cost.SUM)
    page = Page(client.get(f"/{language}/reach"))
    assert (page.status, list(faults(page, language))) == (503, [])


@ON_SQLITE
@pytest.mark.parametrize(("cost", "path"), ADDRESSES[:-2])
def test_what_was_made_already_is_given_whatever_others_do(app, small, closed, cost, path):
    client = app.test_client()
    first = client.get(path)
    closed(cost)
    with statements(app) as run:
        again = client.get(path)
    assert (again.status_code, again.data) == (200, first.data)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers.get("Content-Disposition") == first.headers.get("Content-Disposition")
    assert again.headers.get("X-Total-Count") == first.headers.get("X-Total-Count")
    assert len(run) == 1
    unchanged = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert unchanged.status_code == 304


@ON_SQLITE
def test_who_has_waited_is_told_what_is_public_then(app, client, small, make_public):
    gate = app.extensions["gates"][Cost.FILE]
    client.get("/en/")
    place, found = gate.enter(), []

    def ask():
        found.append(app.test_client().get("/en/activities.csv"))

    waiting = threading.Thread(target=ask)
    waiting.start()
    while not in_line(gate):
        time.sleep(0.01)
    make_public(activity("later"))
    leave(place)
    waiting.join()
    assert "later" in found[0].text
    assert found[0].headers["ETag"] == client.get("/en/activities.csv").headers["ETag"]


@ON_SQLITE
def test_sums_of_an_older_edition_are_not_kept_as_those_of_a_new_one(app, small, make_public):
    """A worker that has read no edition yet meets a publication in the middle of a request."""
    engine, seen, published = database.engine(app), [""], []

    def publish_meanwhile(_connection, _cursor, statement, *_rest):
        knows_edition = seen[-1].startswith("SELECT edition.mark")
        seen.append(statement)
        if knows_edition and not published:
            published.append("later")
            make_public(activity("later"))

    event.listen(engine, "before_cursor_execute", publish_meanwhile)
    app.test_client().get("/en/reach")
    event.remove(engine, "before_cursor_execute", publish_meanwhile)
    pages = [Page(app.test_client().get("/en/reach")).counts for _ in range(2)]
    assert pages[0] == pages[1]
    assert pages[0]["activities"] == 9


@ON_SQLITE
def test_what_was_made_is_kept_in_memory_until_the_next_edition(app, client, small, make_public):
    kept = app.extensions["kept"]
    client.get("/en/activities.csv")
    assert kept.answers
    make_public(small[0])
    client.get("/en/reach?theme=peace")
    assert [path for _tag, path in kept.answers] == ["/en/reach?theme=peace"]
    assert kept.size == sum(len(body) for body, _headers in kept.answers.values())


@ON_SQLITE
def test_a_past_that_was_rebuilt_is_shared_by_workers_and_thrown_away(
    make_app, database_url, small, make_public
):
    one, other = make_app(database_url), make_app(database_url)
    address = "/en/cities/?as_of=2001-01-01"
    assert one.test_client().get(address).status_code == 200
    folder = one.extensions["pasts"].folder
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.stat().st_mtime_ns
    assert other.test_client().get(address).status_code == 200
    (file,) = folder.iterdir()
    assert file.stat().st_mtime_ns == before
    make_public(small[0])
    other.test_client().get("/en/about")
    assert list(folder.iterdir()) == []


@ON_SQLITE
def test_a_refusal_leaves_the_gate_open_for_the_next(app, client, small):
    for _ in range(3):
        assert client.get("/en/card/cities/nowhere.png").status_code == 404
        assert client.head("/en/activities.csv").status_code == 200
    assert client.get("/en/card.png").status_code == 200


@ON_SQLITE
def test_what_is_cheap_loads_few_records_of_many(app, thousand):
    """All but what stands behind a gate; the atlas of the edition is in memory."""
    client = app.test_client()
    client.get("/en/")
    loaded = []
    note = lambda _session, entity: loaded.append(entity)  # noqa: E731
    event.listen(Session, "loaded_as_persistent", note)
    try:
        addresses = [*pages(client), *BESIDE]
        for address in dict.fromkeys(addresses):
            with app.test_request_context(address) as context:
                endpoint = context.request.endpoint
            if COSTS[endpoint] != Cost.LITTLE:
                continue
            loaded.clear()
            with closing(client.get(address)) as answer:
                answer.get_data()
            assert len(loaded) <= MOST_LOADED, (address, len(loaded))
    finally:
        event.remove(Session, "loaded_as_persistent", note)
