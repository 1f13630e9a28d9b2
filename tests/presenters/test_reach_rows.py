"""The links of reach: each number leads to exactly the rows that it counts."""

import csv
import io
import random
from urllib.parse import urlencode, urlsplit

import pytest

from network.presenters.reach_words import MEANINGS
from tests.counting import random_filter, rows_of
from tests.databases import ON_SQLITE
from tests.pages import Page

COUNTED = {
    "activities": "activities",
    "cities": "listed-cities",
    "forums": "forums",
    "organizations": "organizations",
}
QUERIES = (
    "",
    "from=2018",
    "from=2019&to=2020",
    "theme=peace&theme=women&from=2015",
    "forum=tikrit-forum",
    "organization=runners",
    "funder=fund&says=participations",
    "river=euphrates&began=2018",
    "began=unknown",
    "says=no-city",
    "kind=conference&city=oslo",
)
SEEDED = ("from=2015&to=2019", "river=euphrates", "theme=women&theme=water", "says=funder")


def key_links(page):
    """The links of the key figures and of their notes, with the number that each tells."""
    for link in page.all("a"):
        name = link.get("data-count", "")
        if name.endswith("-rows") or name.startswith(("forums-", "cities-")):
            yield link["href"], int(link["data-value"])


def table_links(page):
    """The links of the rows and squares of the tables, with the number that each tells."""
    row, square = None, None
    for (before, _), (tag, attributes) in zip(page.elements, page.elements[1:], strict=False):
        if tag == "a" and before == "th":
            row = attributes["href"]
        elif tag == "a" and before == "td" and square is not None:
            yield attributes["href"], square
        if tag == "td" and "data-value" in attributes:
            square = int(attributes["data-value"])
            if row and "square" not in attributes["class"]:
                yield row, square
                row = None


def shown(client, address):
    """How many records the list at an address has."""
    counts = Page(client.get(address)).counts
    return counts[COUNTED[urlsplit(address).path.split("/")[2]]]


def untrue(client, page, links):
    return [(address, number) for address, number in links if shown(client, address) != number]


@pytest.mark.parametrize("query", QUERIES)
def test_every_number_leads_to_exactly_its_rows(client, small, query):
    page = Page(client.get(f"/en/reach?{query}"))
    links = {*key_links(page), *table_links(page)}
    assert len(links) > 3
    assert untrue(client, page, links) == []


@ON_SQLITE
@pytest.mark.parametrize("query", SEEDED)
def test_every_number_of_the_programme_leads_to_its_rows(client, seeded, query):
    page, chance = Page(client.get(f"/en/reach?{query}")), random.Random(query)
    tables = sorted(set(table_links(page)))
    assert untrue(client, page, {*key_links(page), *chance.sample(tables, 25)}) == []


def test_every_figure_and_square_that_is_not_zero_has_a_link(client, small):
    page = Page(client.get("/en/reach"))
    told = {name.removesuffix("-rows") for name in page.counts if name.endswith("-rows")}
    assert told == set(MEANINGS) - {"river", "population"}
    pairs = zip(page.elements, page.elements[1:], strict=False)
    after = [tag for (_, td), (tag, _) in pairs if "square heat" in (td.get("class") or "")]
    assert set(after) == {"a"}
    addresses = {address for address, _number in table_links(page)}
    assert any("began=unknown" in address for address in addresses)
    assert any("says=no-city" in address for address in addresses)


def test_an_activity_of_two_years_is_found_in_the_one_that_it_counts_in(client, small):
    assert shown(client, "/en/activities/?began=2018") == 2
    assert shown(client, "/en/activities/?began=2019") == 0
    links = dict(table_links(Page(client.get("/en/reach?from=2019"))))
    assert links["/en/activities/?from=2019&to=2019"] == 1


@pytest.mark.parametrize(
    "query", ["says=participations", "says=women", "began=2018", "began=unknown"]
)
def test_the_files_have_exactly_these_rows(client, small, query):
    number = shown(client, f"/en/activities/?{query}")
    answer = client.get(f"/en/activities.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert 0 < len(rows) == number < 8


@pytest.mark.parametrize(
    "address", ["cities/?only=none", "forums/?stage=x", "organizations/?only=reached"]
)
def test_a_part_that_is_none_is_left_out_and_told(client, small, address):
    page = Page(client.get(f"/en/{address}"))
    assert address.partition("?")[2] in page.text
    assert page.counts == Page(client.get(f"/en/{address.partition('?')[0]}")).counts


def test_a_part_says_what_it_is_and_survives_the_form_and_the_order(client, small):
    page = Page(client.get("/en/cities/?only=unreached"))
    assert "Only planned cities in which no activity was held." in page.text
    assert ("only", "unreached") in {(i["name"], i.get("value")) for i in page.all("input")}
    links = {link["text"]: link["href"] for link in page.all("a")}
    assert links["By name"] == "/en/cities/?only=unreached&sort=name"
    assert links["Show all"] == "/en/cities/"
    assert page.values("data-city") == ["hit"]


@pytest.mark.parametrize("query", ["forum=tikrit-forum", "organization=runners"])
def test_the_lists_of_those_who_took_part_are_those_of_the_files(client, small, query):
    for word in ("forums", "organizations"):
        answer = client.get(f"/en/{word}.csv?{query}")
        assert shown(client, f"/en/{word}/?{query}") == int(answer.headers["X-Total-Count"]) > 0
        answer.get_data()


def test_what_only_a_link_asks_for_stays_in_the_form(client, small):
    page = Page(client.get("/en/activities/?says=women&says=countries&began=2014"))
    ticked = [(i["name"], i["value"]) for i in page.all("input") if "checked" in i]
    assert ticked == [("says", "countries"), ("says", "women"), ("began", "2014")]
    assert "Says: women among the participants" in page.text
    assert "Began in: 2014" in page.text


@ON_SQLITE
def test_under_any_filter_the_key_figures_lead_to_their_rows(client, seeded):
    rows, chance = rows_of(seeded), random.Random(11)
    for _ in range(5):
        query = urlencode(random_filter(chance, rows).query())
        page = Page(client.get(f"/en/reach?{query}"))
        assert untrue(client, page, key_links(page)) == [], query
