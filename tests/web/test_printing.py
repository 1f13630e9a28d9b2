"""On paper: the style sheet, the address of the page, and a code that leads back to it."""

import re

from network.config import STATIC_FOLDER
from network.web.printing import LONGEST_ADDRESS, qr_code
from tests.pages import Page

PATHS = ("/en/", "/ar/cities/tikrit", "/ckb/activities/undated", "/en/?light=1")


def code_of(markup):
    (svg,) = re.findall(r'<svg [^>]*class="qr".*?</svg>', markup)
    return svg


def test_every_page_has_a_style_for_paper(client, small):
    for path in PATHS:
        page = Page(client.get(path))
        (sheet,) = [link for link in page.all("link") if link.get("media") == "print"]
        assert sheet["href"].endswith("/print.css")


def test_every_page_carries_its_address_and_the_code_of_it(client, small):
    for path in PATHS:
        page = Page(client.get(path))
        (canonical,) = [link for link in page.all("link") if link["rel"] == "canonical"]
        assert page.values("data-address") == [canonical["href"]]
        assert code_of(page.markup) == str(qr_code(canonical["href"]))


def test_different_addresses_have_different_codes(client, small):
    codes = {code_of(client.get(path).text) for path in (*PATHS[:3], "/en/?theme=peace")}
    assert len(codes) == 4


def test_an_address_too_long_for_paper_has_no_code_and_no_fault(client, small):
    assert qr_code(f"http://localhost/{'a' * LONGEST_ADDRESS}") == ""
    assert client.get(f"/en/?q={'%D8%A8' * 100}").status_code == 200


def test_the_code_comes_along_with_a_new_list(client, small):
    fragment = client.get("/ar/fragments/activities?theme=peace").get_json()
    assert fragment["code"] == str(qr_code("http://localhost/ar/?theme=peace"))


def test_links_are_written_out_and_the_page_is_black_on_white():
    sheet = (STATIC_FOLDER / "css" / "print.css").read_text(encoding="utf-8")
    assert "attr(href)" in sheet
    assert "--paper: #fff;" in sheet
    assert "--ink: #000;" in sheet
