"""The map on other sites: one page may be framed, the builder makes its line, oEmbed says it."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from network.config import STATIC_FOLDER
from network.locales import LANGUAGES
from network.web.headers import CONTENT_POLICY
from tests.databases import ON_SQLITE
from tests.pages import Page

SITE = "http://localhost"


class Line(HTMLParser):
    """The attributes of the frame that a line of markup makes."""

    def __init__(self, markup):
        super().__init__()
        self.frames = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.frames.append((tag, dict(attrs)))

    @classmethod
    def frame(cls, markup):
        ((tag, attributes),) = cls(markup).frames
        assert tag == "iframe"
        return attributes


def oembed(client, url, **more):
    return client.get(f"/oembed?{urlencode({'url': url, **more})}")


@pytest.mark.parametrize("language", LANGUAGES)
@ON_SQLITE
def test_the_embedded_map_may_be_framed_and_keeps_all_other_rules(client, small, language):
    answer = client.get(f"/{language}/embed?theme=peace&look=dark")
    page = Page(answer)
    assert answer.headers["Content-Security-Policy"] == CONTENT_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    )
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert (page.one("html")["lang"], page.one("html")["data-look"]) == (language, "dark")
    assert page.counts["activities"] == 3
    for attribute in ("src", "href"):
        addresses = page.values(attribute)
        assert all(address.startswith(("/", f"{SITE}/{language}/")) for address in addresses)
    (island,) = [script for script in page.all("script") if not script.get("src")]
    assert island["id"] == "map-data"
    assert page.all("iframe") == page.all("nav") == []


@ON_SQLITE
def test_it_may_be_framed_when_the_browser_has_it_already_but_not_when_it_fails(client, small):
    tag = client.get("/en/embed").headers["ETag"]
    again = client.get("/en/embed", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert "X-Frame-Options" not in again.headers
    failed = client.get("/en/embed?" + "a" * 9000)
    assert failed.headers["X-Frame-Options"] == "DENY"


@ON_SQLITE
def test_nothing_else_may_be_framed(app, client, small):
    paths = ["/", "/oembed", "/sitemap.xml", "/en/embed/builder", "/en/card.png", "/en/nothing"]
    paths += ["/en/", "/ar/cities/tikrit", "/en/?light=1", "/sw.js", "/en/offline"]
    for path in paths:
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert headers["X-Frame-Options"] == "DENY", path


@ON_SQLITE
def test_the_embedded_map_leads_to_the_whole_one_with_its_filter(client, small):
    page = Page(client.get("/ar/embed?theme=peace&from=2017&look=light"))
    addresses = {link["href"] for link in page.all("a") if not link.get("data-city")}
    assert addresses == {"/ar/?theme=peace&from=2017"}
    hidden = [(field["name"], field["value"]) for field in page.all("input")]
    assert hidden == [("theme", "peace"), ("from", "2017")]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_chosen_look_has_the_colors_that_the_pages_have(look):
    def colors(name, opening):
        sheet = (STATIC_FOLDER / "css" / name).read_text(encoding="utf-8")
        block = sheet.partition(opening)[2].partition("}")[0]
        return dict(re.findall(r"(--[a-z-]+): (#\w+);", block))

    dark = "@media (prefers-color-scheme: dark) {\n  " if look == "dark" else ""
    for name, element in (("page.css", ":root"), ("explore.css", ".map-frame")):
        own = f':root[data-look="{look}"]{"" if element == ":root" else f" {element}"} {{'
        assert colors(name, f"{dark}{element} {{") == colors("embed.css", own) != {}


@ON_SQLITE
def test_an_unknown_look_is_the_readers_own(client, small):
    assert "data-look" not in Page(client.get("/en/embed?look=%22%3E")).one("html")


@pytest.mark.parametrize("language", LANGUAGES)
@ON_SQLITE
def test_the_builder_gives_a_line_that_works(client, small, language):
    query = "language=ar&look=dark&height=600&theme=peace&from=2017&city=&q="
    page = Page(client.get(f"/{language}/embed/builder?{query}"))
    frame = Line.frame(page.one("textarea")["text"])
    assert frame["src"] == f"{SITE}/ar/embed?theme=peace&from=2017&look=dark"
    assert (frame["width"], frame["height"]) == ("100%", "600")
    assert page.one("iframe")["src"] == frame["src"].removeprefix(SITE)
    assert client.get(page.one("iframe")["src"]).status_code == 200
    assert page.one("form")["method"] == "get"


@pytest.mark.parametrize(("asked", "given"), [("9", 240), ("99999", 1600), ("x", 480), ("", 480)])
@ON_SQLITE
def test_the_builder_keeps_the_height_within_reason(client, small, asked, given):
    page = Page(client.get(f"/en/embed/builder?height={asked}&language=xx&look=xx"))
    frame = Line.frame(page.one("textarea")["text"])
    assert (frame["height"], frame["src"]) == (str(given), f"{SITE}/en/embed")


@ON_SQLITE
def test_the_builder_may_frame_our_own_pages_alone(client, small):
    policy = client.get("/en/embed/builder").headers["Content-Security-Policy"]
    assert policy == f"{CONTENT_POLICY}; frame-src 'self'"


@ON_SQLITE
def test_a_hostile_text_does_not_leave_the_line(client, hostile):
    page = Page(client.get("/en/embed/builder?q=%3C/textarea%3E%22%3E%3Cscript%3E1"))
    frame = Line.frame(page.one("textarea")["text"])
    assert frame["src"].startswith(f"{SITE}/en/embed?q=%3C%2Ftextarea%3E")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("ar/", ""),
        ("en/?theme=women&theme=peace&sort=name", "?theme=peace&theme=women"),
        ("ckb/embed?from=2017&look=dark", "?from=2017"),
        ("ar/cities/tikrit", "?city=tikrit"),
        ("en/forums/tikrit-forum", "?forum=tikrit-forum"),
        ("en/organizations/runners", "?organization=runners"),
        ("en/themes/peace", "?theme=peace"),
        ("en/activities/race-hillah", "?city=hillah"),
        ("en/activities/online", ""),
    ],
)
@ON_SQLITE
def test_oembed_shows_the_map_for_a_page_of_ours(client, small, path, query):
    found = oembed(client, f"{SITE}/{path}").get_json()
    frame = Line.frame(found["html"])
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert frame["src"] == f"{SITE}/{path.split('/')[0]}/embed{query}"
    assert (frame["width"], frame["height"]) == (str(found["width"]), str(found["height"]))
    assert frame["title"] == found["title"]
    assert client.get(frame["src"].removeprefix(SITE)).status_code == 200
    assert client.get(found["thumbnail_url"].removeprefix(SITE)).mimetype == "image/png"


@pytest.mark.parametrize("most", [1, 2, 50, 100, 239, 240, 320, 480, 719, 720, 721, 1200, 5000])
@ON_SQLITE
def test_oembed_keeps_within_the_space_it_is_given(client, small, most):
    found = oembed(client, f"{SITE}/en/", maxwidth=most, maxheight=most).get_json()
    assert 0 < found["width"] <= most
    assert 0 < found["height"] <= most
    assert found.get("thumbnail_width", 0) <= most


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://[",
        "https://example.org/en/",
        f"{SITE}.example.org/en/",
        "http://user@localhost/en/",
        "//localhost/en/",
        "file:///etc/passwd",
        f"{SITE}/",
        f"{SITE}/en/cities/atlantis",
        f"{SITE}/en/about",
        f"{SITE}/fr/",
        f"{SITE}/en/desk",
        f"{SITE}/sitemap.xml",
    ],
)
@ON_SQLITE
def test_oembed_knows_no_page_but_ours(client, small, url):
    assert oembed(client, url).status_code == 404


@ON_SQLITE
def test_oembed_speaks_json_only(client, small):
    assert oembed(client, f"{SITE}/en/", format="xml").status_code == 501
    assert oembed(client, f"{SITE}/en/", format="json").mimetype == "application/json"
