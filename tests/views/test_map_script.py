"""The script that folium renders: at an address with its hash, the same for everyone."""

from network.maps.elements import digest
from tests.pages import Page


def address_on(client, language="en"):
    page = Page(client.get(f"/{language}/"))
    (found,) = [s["src"] for s in page.all("script") if s.get("src", "").startswith("/map/")]
    return found


def test_the_script_may_be_kept_for_good(client, small):
    answer = client.get(address_on(client))
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]
    assert digest(answer.text) in address_on(client)


def test_all_pages_and_all_workers_use_the_same_script(client, small, make_app, database_url):
    other = make_app(database_url).test_client()
    assert {address_on(visitor, code) for visitor in (client, other) for code in ("en", "ar")} == {
        address_on(client)
    }


def test_an_address_with_another_hash_is_not_found(client):
    assert client.get("/map/explore.000000000000.js").status_code == 404


def test_every_address_that_the_page_names_is_there(client, small):
    page = Page(client.get("/en/"))
    links = [found["href"] for found in page.all("link") if found["rel"] in ("icon", "stylesheet")]
    scripts = [found["src"] for found in page.all("script") if "src" in found]
    images = [found["src"] for found in page.all("img")]
    for address in (*links, *scripts, *images, *page.data["addresses"].values()):
        answer = client.get(address)
        assert answer.status_code == 200, address
        answer.close()


def test_static_files_are_compressed_and_may_be_kept_for_good(client, small):
    page = Page(client.get("/en/"))
    files = [found["href"] for found in page.all("link") if found["rel"] == "stylesheet"]
    for coding in ("br", "gzip"):
        for address in files:
            answer = client.get(address, headers={"Accept-Encoding": coding})
            assert answer.headers["Content-Encoding"] == coding
            assert "immutable" in answer.headers["Cache-Control"]
            answer.close()
