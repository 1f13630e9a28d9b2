"""Tags: 304 where nothing changed, the same in every worker, fresh after a publication."""

import pytest
from sqlalchemy import select

from network.models import Edition
from tests.records import activity

PATHS = ("/en/", "/ckb/?theme=peace", "/ar/cities/tikrit", "/en/activities/undated", "/cube.json")


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_a_page_that_did_not_change_is_not_sent_again(client, small, coding):
    for path in (*PATHS, "/en/fragments/activities?page=2"):
        first = client.get(path, headers={"Accept-Encoding": coding})
        headers = {"Accept-Encoding": coding, "If-None-Match": first.headers["ETag"]}
        again = client.get(path, headers=headers)
        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["Cache-Control"] == "no-cache"


def test_more_tags_than_a_browser_sends_are_not_read(client, small):
    tag = client.get("/en/").headers["ETag"]
    for count, status in ((2, 304), (5_000, 200)):
        tags = ", ".join([*(f'"{number}"' for number in range(count)), tag])
        assert client.get("/en/", headers={"If-None-Match": tags}).status_code == status


def test_all_workers_give_the_same_tags(client, small, make_app, database_url):
    other = make_app(database_url).test_client()
    for path in PATHS:
        one, two = client.get(path), other.get(path)
        assert one.headers["ETag"] == two.headers["ETag"]
        assert one.data == two.data


def test_a_publication_is_seen_at_once_by_every_worker(
    client, small, make_public, make_app, database_url
):
    other = make_app(database_url).test_client()
    before = other.get("/en/")
    make_public(activity("brand-new", city="hit"))
    for visitor in (client, other):
        answer = visitor.get("/en/", headers={"If-None-Match": before.headers["ETag"]})
        assert answer.status_code == 200
        assert b"Activity brand-new" in answer.data
        assert answer.headers["ETag"] != before.headers["ETag"]


def test_pages_in_other_digits_have_other_tags(client, small, make_app, database_url):
    other = make_app(database_url, NETWORK_DIGITS="ar=arab").test_client()
    assert other.get("/ar/").headers["ETag"] != client.get("/ar/").headers["ETag"]


def test_head_says_what_get_would(client, small):
    got, headed = client.get("/en/"), client.head("/en/")
    assert headed.data == b""
    assert headed.headers["ETag"] == got.headers["ETag"]


def test_the_cube_of_the_current_edition_may_be_kept_for_good(client, session, small):
    mark = session.scalar(select(Edition.mark))
    assert "immutable" in client.get(f"/cube.json?edition={mark}").headers["Cache-Control"]
    for query in ("", "?edition=0", "?edition=1", "?edition=2", "?edition=x"):
        assert client.get(f"/cube.json{query}").headers["Cache-Control"] == "no-cache"


def test_pages_are_compressed(client, small):
    plain = client.get("/en/")
    for coding in ("br", "gzip"):
        small_answer = client.get("/en/", headers={"Accept-Encoding": coding})
        assert small_answer.headers["Content-Encoding"] == coding
        assert "Accept-Encoding" in small_answer.headers["Vary"]
        assert len(small_answer.data) < len(plain.data) / 2
