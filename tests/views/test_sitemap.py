"""Every public page stands in the sitemap in every language; robots.txt and the manifest."""

import struct
from xml.etree import ElementTree

from network.locales import LANGUAGES
from network.views.sitemap import parts
from tests.databases import ON_SQLITE
from tests.pages import Page

SITE = "http://localhost"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def entries(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").data)
    for url in root.findall("s:url", NAMES):
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        yield url.findtext("s:loc", namespaces=NAMES), links


def test_every_record_is_there_once_in_every_language(client, small):
    addresses = [address for address, _links in entries(client)]
    assert len(addresses) == len(set(addresses))
    folders = {"city": "cities", "forum": "forums", "organization": "organizations"}
    folders |= {"activity": "activities", "theme": "themes"}
    for record in small:
        if record.kind in folders:
            for language in LANGUAGES:
                path = f"{SITE}/{language}/{folders[record.kind]}/{record.slug}"
                assert addresses.count(path) == 1


@ON_SQLITE
def test_every_address_answers_and_names_its_siblings_as_the_page_does(client, small):
    for address, links in entries(client):
        answer = client.get(address.removeprefix(SITE))
        assert answer.status_code == 200, address
        named = {
            link["hreflang"]: link["href"]
            for link in Page(answer).all("link")
            if "hreflang" in link
        }
        assert links == named, address
        assert address in links.values()


def test_nothing_stands_there_that_is_no_page_for_everyone(client, small):
    for address, _links in entries(client):
        path = address.removeprefix(SITE)
        assert not any(
            word in path for word in ("desk", "embed", "card", ".", "fragments", "search")
        )


def test_an_empty_network_has_its_general_pages(client):
    addresses = [address for address, _links in entries(client)]
    assert f"{SITE}/en/" in addresses
    assert f"{SITE}/ckb/cities/" in addresses


def test_a_long_sitemap_is_parted_and_nothing_is_lost():
    paths = [f"activities/{number}" for number in range(100)]
    for most in (3, 4, 30, 299, 300, 301):
        found = parts(paths, most)
        assert all(len(part) * len(LANGUAGES) <= most for part in found)
        assert [path for part in found for path in part] == paths
    assert parts([]) == [[]]


def test_a_sitemap_in_one_part_has_no_second(client, small):
    assert client.get("/sitemap-1.xml").data == client.get("/sitemap.xml").data
    for number in (0, 2, 999):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_robots_learn_where_the_sitemap_is_and_what_to_leave(client, small):
    lines = client.get("/robots.txt").text.splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert {f"Disallow: /{language}/desk" for language in LANGUAGES} <= set(lines)
    refused = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")]
    for address, _links in entries(client):
        assert not address.removeprefix(SITE).startswith(tuple(refused)), address


def test_the_manifest_names_icons_that_are_there(client, small):
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = answer.get_json(force=True)
    assert client.get(manifest["start_url"]).status_code == 302
    for icon in manifest["icons"]:
        found = client.get(icon["src"])
        assert found.mimetype == icon["type"]
        if icon["sizes"] != "any":
            width, height = struct.unpack(">II", found.data[16:24])
            assert f"{width}x{height}" == icon["sizes"]
        found.close()
    assert client.get("/icon-7.png").status_code == 404
    (link,) = [link for link in Page(client.get("/en/")).all("link") if link["rel"] == "manifest"]
    assert link["href"] == "/manifest.webmanifest"
