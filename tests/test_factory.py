"""The factory: an application that could not keep its promises refuses to start."""

import pytest

from network.config import SettingError, read_settings
from network.factory import create_app
from network.locales import read_catalogs


def test_a_wrong_setting_stops_the_start(make_app):
    with pytest.raises(SettingError, match="NETWORK_PROXIES"):
        make_app("sqlite://", NETWORK_PROXIES="some")


def test_a_missing_catalog_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"messages\.po"):
        read_catalogs(tmp_path)


def test_an_instance_folder_that_is_a_file_stops_the_start(tmp_path):
    (tmp_path / "instance").write_text("")
    settings = read_settings({"NETWORK_INSTANCE_FOLDER": str(tmp_path / "instance")})
    with pytest.raises(OSError, match="instance"):
        create_app(settings)


def test_two_applications_in_one_process_keep_to_their_own_databases(make_app, databases):
    full, bare = (make_app(databases.copy(contents)) for contents in ("small", "empty"))
    assert b"Activity undated" in full.test_client().get("/en/").data
    assert b"Activity undated" not in bare.test_client().get("/en/").data


def test_behind_a_proxy_the_visitor_sees_the_public_address(make_app, database_url):
    public = "https://forums.example"
    client = make_app(database_url, NETWORK_PROXIES="1", NETWORK_PUBLIC_URL=public).test_client()
    for host, status in (("forums.example", 200), ("evil.example", 400)):
        headers = {"X-Forwarded-Host": host, "X-Forwarded-Proto": "https"}
        answer = client.get("/en/", headers=headers)
        assert answer.status_code == status
        assert (b'href="https://forums.example/ar/"' in answer.data) == (status == 200)


def test_without_a_proxy_forwarding_headers_are_not_believed(client):
    page = client.get("/en/", headers={"X-Forwarded-Host": "forums.example"})
    assert b"forums.example" not in page.data


def test_the_public_address_stands_in_links_to_other_languages(make_app, database_url):
    app = make_app(database_url, NETWORK_PUBLIC_URL="https://forums.example")
    assert b'href="https://forums.example/ckb/"' in app.test_client().get("/en/").data
