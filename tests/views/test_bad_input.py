"""Bad input: a clear page every time, never a trace."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.queries.filter import KEYS
from tests.pages import Page, faults

KEY = st.sampled_from([*(key.name for key in KEYS), "sort", "page", "edition", "x"]).map(str.encode)
VALUE = st.binary(max_size=20) | st.text(max_size=20).map(quote).map(str.encode)
RAW = st.lists(st.tuples(KEY, VALUE).map(b"=".join), max_size=12).map(b"&".join)
PATHS = ("/en/", "/ar/fragments/activities", "/cube.json", "/ckb/cities/tikrit", "/en/cities/x")


def ask(client, path, query):
    """Ask for a query string exactly as these bytes."""
    return client.get(path, environ_overrides={"QUERY_STRING": query.decode("latin-1")})


@settings(max_examples=20)
@given(query=RAW | st.binary(max_size=200))
def test_any_query_string_gets_an_answer(client, small, query):
    for path in PATHS:
        answer = ask(client, path, query)
        assert answer.status_code in (200, 400, 404), (path, query)
        assert b"Traceback" not in answer.data


@settings(max_examples=50)
@given(path=st.binary(max_size=40))
def test_any_path_gets_an_answer(client, small, path):
    for start in (b"/", b"/en/", b"/en/cities/", b"/ar/activities/", b"/map/explore.", b"/static/"):
        whole = (start + path).decode("latin-1")
        answer = client.get("/", environ_overrides={"PATH_INFO": whole})
        assert answer.status_code in (200, 302, 308, 404), whole


@pytest.mark.parametrize(
    "slug", ["%00", "a%00b", "%FF%FE", "%ED%A0%80", "..%2F..%2Fetc", "a" * 3000]
)
def test_a_slug_that_cannot_be_is_not_found(client, small, slug):
    for place in ("cities", "activities"):
        page = Page(client.get(f"/en/{place}/{slug}"))
        assert page.status == 404
        assert list(faults(page, "en")) == []


def test_ten_thousand_themes_get_a_clear_page(client, small):
    answer = ask(client, "/en/", b"&".join([b"theme=peace"] * 10_000))
    assert answer.status_code in (200, 400)
    assert list(faults(Page(answer), "en")) == []


def test_hundreds_of_unknown_themes_are_said_to_be_left_out(client, small):
    query = "&".join(f"theme=t{number}" for number in range(500))
    page = Page(client.get(f"/en/?{query}"))
    assert page.status == 200
    assert page.counts["activities"] == 8
    assert "theme=t0" in page.text


@pytest.mark.parametrize("query", [b"q=" + b"a" * 1_000_000, b"&" * 1_000_000, b"\xff" * 50_000])
def test_a_query_that_is_far_too_long_gets_a_clear_page(client, small, query):
    answer = ask(client, "/ar/", query)
    assert answer.status_code == 400
    assert len(answer.data) < 20_000
    assert list(faults(Page(answer), "ar")) == []


@pytest.mark.parametrize("query", [b"\x80", b"q=\xff\xfe", b"theme=%ff&q=\xed\xa0\x80"])
def test_bytes_that_are_no_text_get_a_clear_page(client, small, query):
    answer = ask(client, "/ckb/", query)
    assert answer.status_code == 400
    assert list(faults(Page(answer), "ckb")) == []


def test_keys_with_a_meaning_of_their_own_elsewhere_are_only_keys(client, thousand):
    query = "endpoint=x&slug=y&language=z&_scheme=javascript&_external=1&_anchor=a&values=b"
    for path in ("/en/", "/en/cities/tikrit"):
        page = Page(client.get(f"{path}?{query}"))
        assert page.status == 200
        assert list(faults(page, "en")) == []


@pytest.mark.parametrize("query", ["theme=%00", "q=%00a%00", "from=%00", "sort=%00", "page=%00"])
def test_nul_bytes_are_left_out(client, small, query):
    assert client.get(f"/en/?{query}").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "²", "٣", "9" * 50, "99999"])
def test_a_page_that_is_not_there_shows_one_that_is(client, small, page):
    found = Page(client.get(f"/en/?page={page}"))
    assert found.status == 200
    assert len(found.values("data-activity")) == 8


def test_what_was_dropped_is_said(client, small):
    page = Page(client.get("/en/?from=2019&to=soon&sort=size&theme=atlantis"))
    for part in ("to=soon", "sort=size", "theme=atlantis"):
        assert part in page.text
    assert "from=2019" not in page.text


def test_a_host_that_is_none_does_not_reach_the_page(client, small):
    for host in ('evil"><script>alert(1)</script>', "a b", "evil.example/path"):
        answer = client.get("/en/", headers={"Host": host})
        assert answer.status_code == 400
        assert b"<script>alert" not in answer.data


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_do_not_take_what_is_sent_to_them(client, small, method):
    answer = getattr(client, method)("/en/", data={"theme": "peace"})
    assert answer.status_code == 405
    assert list(faults(Page(answer), "en")) == []
