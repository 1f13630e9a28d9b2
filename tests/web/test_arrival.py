"""Before anything else: only our own hosts are answered, and forwarding headers are noticed."""

import logging

import pytest

from network.config import SettingError, read_settings
from network.web.arrival import WARNING
from network.web.headers import HEADERS

FOREIGN = (
    "evil.example",
    "localhost.evil.example",
    "a" * 64 + ".example",
    "forums.example.",
    "forums.example:8080",
    "forums.example,evil.example",
    "localhost:port",
    "127.0.0.1.evil.example",
    "[::1",
    "::1",
    "10.0.0.1",
    "user@localhost",
    "[2001:db8::1]",
    "",
)
OWN = ("localhost", "LOCALHOST:5000", "127.0.0.1:8000", "127.1.2.3", "[::1]", "[::1]:5000")
PUBLIC = ("forums.example", "Forums.Example", "forums.example:443")


@pytest.fixture
def public(make_app, database_url):
    """A visitor of a site with a public address."""
    return make_app(database_url, NETWORK_PUBLIC_URL="https://forums.example").test_client()


@pytest.mark.parametrize(
    "path", ["/en/", "/nowhere", "/static/x.css", "/api/v1/cities", "/en/desk/"]
)
def test_a_foreign_host_is_refused_everywhere_in_plain_words_with_our_headers(public, path):
    for host in FOREIGN:
        answer = public.get(path, headers={"Host": host})
        assert (answer.status_code, answer.text) == (400, "400 Bad Request\n"), host
        assert answer.headers.to_wsgi_list()[0] == ("Content-Type", "text/plain; charset=utf-8")
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_request_without_a_host_is_refused(public):
    assert public.get("/en/", environ_overrides={"HTTP_HOST": ""}).status_code == 400


def test_this_machine_and_the_public_address_are_answered(public, client):
    for host in (*OWN, *PUBLIC):
        assert public.get("/en/", headers={"Host": host}).status_code == 200, host
    for host in OWN:
        assert client.get("/en/", headers={"Host": host}).status_code == 200, host
    assert client.get("/en/", headers={"Host": "forums.example"}).status_code == 400


@pytest.mark.parametrize("given", [{"HOST": "0.0.0.0"}, {"HOST": "::"}, {"NETWORK_PROXIES": "1"}])
def test_whoever_serves_others_must_say_the_public_address(given):
    with pytest.raises(SettingError, match="NETWORK_PUBLIC_URL"):
        read_settings(given)
    assert read_settings({**given, "NETWORK_PUBLIC_URL": "https://forums.example"})
    with pytest.raises(SettingError, match="NETWORK_PUBLIC_URL"):
        read_settings({**given, "NETWORK_PUBLIC_URL": "forums.example"})


@pytest.mark.parametrize(
    "url",
    [
        *("forums.example", "https://", "ftp://forums.example", "//forums.example"),
        *("https://a@b.example", "https://:a@b.example", "https://@b.example"),
        *(
            "https://b.example/c",
            "https://b.example?",
            "https://b.example/#",
            "https://b.example;x",
        ),
        *("https://b.example:99999", "https://b.example:c", "https://[::1", "https://-b.example"),
        *(
            "https://b.example ",
            "https://b.example\n",
            "https://b .example",
            "https://منتدى.example",
        ),
    ],
)
def test_what_is_no_address_of_a_site_alone_is_refused(url):
    with pytest.raises(SettingError, match="NETWORK_PUBLIC_URL"):
        read_settings({"NETWORK_PUBLIC_URL": url})


@pytest.mark.parametrize("url", ["http://[::1]:8080", "https://xn--4gbrim.example/", "http://a:80"])
def test_an_address_of_a_site_may_name_its_port(url):
    assert read_settings({"NETWORK_PUBLIC_URL": url}).public_url == url.rstrip("/")


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded"])
def test_forwarding_headers_without_a_proxy_are_told_once_and_without_an_address(
    make_app, database_url, caplog, name
):
    client = make_app(database_url).test_client()
    client.get("/en/")
    assert caplog.records == []
    for _ in range(3):
        assert client.get("/static/nothing", headers={name: "192.0.2.7"}).status_code == 404
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, WARNING)
    assert "192.0.2" not in caplog.text


def test_behind_a_proxy_its_headers_are_nothing_to_tell(make_app, database_url, caplog):
    settings = {"NETWORK_PROXIES": "1", "NETWORK_PUBLIC_URL": "https://forums.example"}
    client = make_app(database_url, **settings).test_client()
    assert client.get("/en/", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 200
    assert caplog.records == []
