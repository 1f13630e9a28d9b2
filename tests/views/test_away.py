"""The database is away, or its disk is full: 503 or 507, never 500, and back by itself."""

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, make_url

from network.extensions import database
from network.web.headers import HEADERS
from tests.databases import ON_SQLITE
from tests.pages import Page, faults
from tests.views.desk.records import begun

VALUES = {
    "language": "en",
    "slug": "tikrit",
    "word": "cities",
    "kind": "cities",
    "extension": "csv",
    "number": 1,
    "batch": "import-1",
    "hash": "0",
    "size": 192,
    "token": "a" * 43,
}
# What tells nothing of records, or is in memory, is there all the same.
WITHOUT = {"explore.start", "explore.script", "reach.script", "solidarity.script", "picking.script"}
SIGN_IN = {"desk_sign_in.page", "desk_sign_in.second_factor", "desk_passwords.page"}


def file_of(url):
    return Path(make_url(url).database)


@pytest.fixture
def away(app, database_url, caplog):
    """Moves the database's file away, and back."""
    caplog.set_level(logging.CRITICAL)
    place = file_of(database_url)
    aside = place.with_suffix(".aside")

    class Away:
        def go(self):
            place.rename(aside)

        def come(self):
            aside.rename(place)

    return Away()


@pytest.fixture
def full(app, database_url):
    """Lets the database grow no more, as on a full disk: SQLite says the same of both."""

    def engine_is_full():
        engine = database.engine(app)
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        engine.dispose()

        @event.listens_for(engine, "connect")
        def bound(connection, _record):
            connection.execute(f"PRAGMA max_page_count={pages}")

    return engine_is_full


def requests(app, language="en"):
    for rule in app.url_map.iter_rules():
        with app.test_request_context():
            values = {name: VALUES[name] for name in rule.arguments} | {"language": language}
            if "language" not in rule.arguments:
                del values["language"]
            if "kind" in values and "records" in rule.rule:
                values["kind"] = "city"
            address = app.url_map.bind("localhost").build(rule.endpoint, values)
        for method in rule.methods & {"GET", "POST"}:
            yield method, address, rule.endpoint


@ON_SQLITE
def test_every_address_says_that_the_database_is_away_and_none_fails(app, small, editor, away):
    editor.get("/en/")
    away.go()
    asked = list(requests(app))
    assert len(asked) > 110
    for method, address, endpoint in asked:
        answer = editor.open(address, method=method, data={"token": editor.form_token})
        told = (method, address, answer.status_code)
        if endpoint in WITHOUT or endpoint in SIGN_IN:
            assert answer.status_code in (200, 302, 303, 404, 503), told
        else:
            assert answer.status_code == 503, told
            assert answer.headers["Retry-After"] == "30"
            assert answer.headers["Cache-Control"] == "no-store"
        framed = endpoint == "embedding.embed" and answer.status_code == 200
        for name in HEADERS:
            assert name in answer.headers or (framed and name == "X-Frame-Options"), told
    style = app.extensions["assets"].address("css/page.css")
    with closing(editor.get(style)) as answer:
        assert answer.status_code == 200
    away.come()
    assert editor.get("/en/").status_code == 200
    assert editor.get("/en/desk/").status_code == 200


@ON_SQLITE
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_database_that_is_away_is_told_in_words(client, small, away, language):
    away.go()
    page = Page(client.get(f"/{language}/cities/"))
    assert (page.status, list(faults(page, language))) == (503, [])
    answer = client.get(f"/api/v1/cities?lang={language}")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")


@ON_SQLITE
def test_a_file_that_is_away_is_not_made_anew(client, small, away, database_url):
    client.get("/en/")
    away.go()
    assert client.get("/en/cities/").status_code == 503
    assert not file_of(database_url).exists()


@ON_SQLITE
def test_a_file_that_took_the_place_of_another_is_read_at_once(app, client, small, database_url):
    assert client.get("/api/v1/cities").get_json()["count"] > 0
    place = file_of(database_url)
    other = place.with_suffix(".other")
    with closing(sqlite3.connect(place)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)
        target.execute("UPDATE city_text SET name = 'A city of the other file'")
        target.execute("UPDATE edition SET mark = 'another'")
        target.commit()
    shutil.move(other, place)
    for part in ("-wal", "-shm"):
        Path(f"{place}{part}").unlink(missing_ok=True)
    assert "A city of the other file" in client.get("/en/cities/").text


@ON_SQLITE
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_where_nothing_can_be_saved_what_was_typed_is_kept(app, small, editor, full, language):
    number = begun(editor, "organization")
    address = f"/{language}/desk/drafts/{number}"
    full()
    for path in ("", "cities/", "desk/", f"desk/drafts/{number}"):
        assert editor.get(f"/{language}/{path}").status_code == 200
    words = {"name_en": "A team", "aim_en": "Running for peace. " * 9000, "action": "keep"}
    page = Page(editor.send(address, **words))
    assert (page.status, list(faults(page, language))) == (507, [])
    fields = {field["name"]: field["value"] for field in page.all("input") if "name" in field}
    assert fields == {**words, "token": editor.form_token}
    told = editor.post(
        address,
        data={"token": editor.form_token, **words},
        headers={"Accept": "application/json"},
    )
    assert (told.status_code, told.mimetype) == (507, "application/problem+json")
