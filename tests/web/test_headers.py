"""The headers of every answer: strict, without cookies, the same on errors."""

import pytest

from network.web.headers import CONTENT_POLICY

NAMES = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")


def answers(client):
    page = client.get("/en/")
    script = next(part for part in page.text.split('"') if part.startswith("/map/"))
    style = next(part for part in page.text.split('"') if part.endswith("page.css"))
    yield page
    yield client.get("/en/", headers={"If-None-Match": page.headers["ETag"]})
    yield client.head("/en/")
    yield from (client.get(path) for path in ("/", script, style, "/cube.json", "/en/nothing"))
    yield from (client.get(path) for path in ("/en/cities/tikrit", "/ar/fragments/activities"))
    yield client.post("/en/")
    yield client.options("/en/")
    yield client.get("/en/?" + "a" * 9000)
    yield client.get("/static/nothing.css")


def test_every_answer_has_the_headers_and_no_cookie(client, small):
    seen = set()
    for answer in answers(client):
        seen.add(answer.status_code)
        for name in NAMES:
            assert name in answer.headers, (answer.request.path, answer.status, name)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        answer.close()
    assert seen == {200, 302, 304, 400, 404, 405}


def test_the_content_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in CONTENT_POLICY
    assert "*" not in CONTENT_POLICY
    sources = {word for part in CONTENT_POLICY.split("; ") for word in part.split()[1:]}
    assert sources == {"'none'", "'self'"}


def test_no_page_may_be_framed(client, small):
    headers = client.get("/en/").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("name", ["Server", "X-Powered-By"])
def test_answers_do_not_say_what_serves_them(client, small, name):
    assert name not in client.get("/en/").headers


def test_no_answer_may_be_read_by_other_sites(client, small):
    for answer in answers(client):
        assert "Access-Control-Allow-Origin" not in answer.headers, answer.request.path
        answer.close()
