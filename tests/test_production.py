"""The production start: two workers on PostgreSQL."""

import pytest
from sqlalchemy.orm import Session

from network.changes.publish import publish
from network.database import open_engine
from network.vocabulary import Origin
from tests.pages import Page
from tests.records import activity
from tests.servers import PRODUCTION, ask, serving, status_of

pytestmark = pytest.mark.postgresql
MANY = 12


class Answered:
    """An answer of a real server, as a page reads it."""

    def __init__(self, answer, body):
        self.status_code, self.body = answer.status, body

    def get_data(self, as_text):
        return self.body.decode()


@pytest.fixture(scope="module")
def production_url(postgresql):
    url = postgresql.copy("small")
    yield url
    postgresql.drop(url)


@pytest.fixture(scope="module")
def port(production_url, instance_folder):
    folder = str(instance_folder)
    settings = {"NETWORK_DATABASE_URL": production_url, "NETWORK_INSTANCE_FOLDER": folder}
    with serving(*PRODUCTION, **settings) as port:
        yield port


def make_public(url, proposal):
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        publish(session, [proposal], Origin.DESK)
    engine.dispose()


def test_all_workers_agree_and_are_fresh_at_once(port, production_url):
    tags = {ask(port, "/en/")[0].headers["ETag"] for _ in range(MANY)}
    (tag,) = tags
    answers = [ask(port, "/en/", **{"If-None-Match": tag}) for _ in range(MANY)]
    assert {(answer.status, body) for answer, body in answers} == {(304, b"")}
    make_public(production_url, activity("brand-new", city="hit"))
    for _ in range(MANY):
        answer, body = ask(port, "/en/", **{"If-None-Match": tag})
        assert answer.status == 200
        assert b"Activity brand-new" in body


def test_static_files_are_compressed_and_may_be_kept_for_good(port):
    page = Page(Answered(*ask(port, "/en/")))
    styles = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    scripts = [script["src"] for script in page.all("script") if "src" in script]
    for address in (*styles, *scripts):
        for coding in ("br", "gzip"):
            answer, _body = ask(port, address, **{"Accept-Encoding": coding})
            assert (answer.status, answer.headers["Content-Encoding"]) == (200, coding), address
            assert "immutable" in answer.headers["Cache-Control"]
            assert "Set-Cookie" not in answer.headers


def test_the_server_stands_bad_input(port):
    for path in (b"/en/?" + b"a" * 100_000, b"/en/?\x80", b"/en/cities/%00", b"/en/\xff"):
        assert status_of(port, path) in (400, 404, 414, 431), path


def test_the_first_page_is_light(port):
    page_answer, page_body = ask(port, "/en/", **{"Accept-Encoding": "br"})
    assert page_answer.headers["Content-Encoding"] == "br"
    assert len(page_body) < 40_000
