"""The search page: grouped results, the match marked, hostile text harmless."""

from tests.contents import HOSTILE
from tests.pages import Page


def test_results_are_grouped_and_counted(client, seeded):
    page = Page(client.get("/en/search?q=najaf"))
    counts = page.counts
    groups = ("cities", "forums", "organizations", "activities")
    assert counts["cities"] == counts["forums"] == 1
    assert counts["found"] == sum(counts.get(group, 0) for group in groups)


def test_the_match_is_marked_in_the_language_that_holds_it(client, seeded):
    marks = [mark["text"] for mark in Page(client.get("/en/search?q=النجف")).all("mark")]
    assert "النجف" in marks
    assert "Najaf" in [m["text"] for m in Page(client.get("/ar/search?q=najaf")).all("mark")]


def test_the_same_spelling_rules_hold_as_in_the_filter(client, seeded):
    for text in ("الديوانية", "ديوانيه", "AD-DIWANIYAH", "Dîwaniyah"):
        assert (
            "/en/cities/diwaniyah"
            in Page(client.get("/en/search", query_string={"q": text})).markup
        )


def test_hostile_text_is_shown_as_it_is(client, seeded):
    page = Page(client.get("/en/search", query_string={"q": HOSTILE}))
    assert page.status == 200
    assert "<script>alert" not in page.markup
    assert "49" not in page.all("input")[0].get("value", "")


def test_nothing_found_says_what_to_do(client, seeded):
    assert "another spelling" in Page(client.get("/en/search?q=qqqzzz")).text
