"""The service worker: one script for the site, new with every edition, blind to the desk."""

import json
import re

from network.config import STATIC_FOLDER
from network.locales import LANGUAGES
from network.web.headers import CONTENT_POLICY
from tests.pages import Page
from tests.records import activity


def settings_of(answer):
    return json.loads(re.match(r"const SETTINGS = (.*);\n", answer.text)[1])


def test_it_is_a_script_at_the_root_that_browsers_ask_for_anew(client, small):
    answer = client.get("/sw.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.text.endswith((STATIC_FOLDER / "js" / "sw.js").read_text(encoding="utf-8"))
    tag = answer.headers["ETag"]
    assert client.get("/sw.js", headers={"If-None-Match": tag}).status_code == 304


def test_everything_of_the_shell_is_there(client, small):
    settings = settings_of(client.get("/sw.js"))
    assert {"page.css", "explore.js", "leaflet.js", "rivers.json"} <= {
        address.split("/")[-1] for address in settings["shell"]
    }
    for address in (*settings["shell"], *settings["offline"].values()):
        answer = client.get(address)
        assert answer.status_code == 200, address
        answer.close()
    assert set(settings["offline"]) == set(LANGUAGES)


def test_a_new_edition_is_a_new_worker(client, make_public, small):
    before = settings_of(client.get("/sw.js"))["version"]
    make_public(activity("brand-new", city="hit"))
    assert settings_of(client.get("/sw.js"))["version"] != before


def test_pages_may_have_our_own_worker_and_bring_the_script_that_registers_it(client, small):
    assert "worker-src 'self'" in CONTENT_POLICY
    for path in ("/en/", "/ar/cities/tikrit"):
        page = Page(client.get(path))
        assert [s for s in page.all("script") if s.get("src", "").endswith("/offline.js")]
        (banner,) = [found for _tag, found in page.elements if found.get("id") == "old-copy"]
        assert "hidden" in banner


def test_it_never_keeps_the_desk_the_embedded_map_or_itself(client):
    source = (STATIC_FOLDER / "js" / "sw.js").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"const NEVER = new RegExp\(`(.*)`\);", source)
    languages = f"/(?:{'|'.join(LANGUAGES)})"
    never = re.compile(pattern.replace("${LANGUAGE}", languages).replace("\\\\", "\\"))
    for path in (
        "/en/desk",
        "/ckb/desk/accounts/3",
        "/sw.js",
        "/ar/embed",
        "/en/card.png",
        "/oembed",
    ):
        assert never.match(path), path
    for path in (
        "/en/",
        "/ar/cities/desk",
        "/en/embedded",
        "/static/js/1/explore.js",
        "/en/desktop",
    ):
        assert not never.match(path), path


def test_what_it_shows_without_a_copy_says_so_in_every_language(client, small):
    titles = set()
    for language in LANGUAGES:
        page = Page(client.get(f"/{language}/offline"))
        titles.add(page.one("h1")["text"])
        assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert len(titles) == len(LANGUAGES)
