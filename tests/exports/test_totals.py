"""Under any filter, the page and all files of activities have the same totals."""

import random
from io import BytesIO
from urllib.parse import urlencode

import pytest
from lxml import etree
from openpyxl import load_workbook

from network.hashtags import HASHTAGS
from tests.counting import found, random_filter, rows_of, sums
from tests.databases import ON_SQLITE
from tests.exports.files import fetch, table, tagged
from tests.pages import Page

FILTERS = 20
COUNTED = "counted_participants"


def of_csv(answer):
    """The number of activities of a CSV file, and the sum of their participants."""
    figures = [row[COUNTED] for row in table(answer)]
    return len(figures), sum(int(figure or 0) for figure in figures)


def of_sheet(answer, place, heads=1):
    """The same of a workbook whose participants are at `place`, below so many lines of heads."""
    book = load_workbook(BytesIO(answer.get_data()), read_only=True)
    cells = book.worksheets[0].iter_rows(heads + 1, None, place + 1, place + 1, values_only=True)
    figures = [figure for (figure,) in cells]
    return len(figures), sum(figure or 0 for figure in figures)


def of_tagged(answer):
    """The same of a file with hashtags."""
    figures = [row[HASHTAGS[COUNTED]] for row in tagged(answer)]
    return len(figures), sum(int(figure or 0) for figure in figures)


def of_iati(answer):
    """The same of an IATI file, those without a date left out."""
    root = etree.fromstring(answer.get_data())
    figures = root.xpath("iati-activity/result//*[self::actual or self::target][not(dimension)]")
    return len(root.findall("iati-activity")), sum(int(entry.get("value")) for entry in figures)


@pytest.mark.slow
@ON_SQLITE
def test_page_and_files_have_the_same_totals_for_twenty_filters(client, seeded):
    rows, chance = rows_of(seeded), random.Random(31)
    header = client.get("/en/activities.csv").get_data().decode("utf-8-sig").split("\r\n")[0]
    place = header.split(",").index(f'"{COUNTED}"')
    tagged_place = list(HASHTAGS).index(COUNTED)
    for _ in range(FILTERS):
        chosen = random_filter(chance, rows)
        query = urlencode(chosen.query())
        expected = sums(rows, chosen)
        totals = expected["activities"], expected["participants"]
        page = Page(client.get(f"/en/?{query}"))
        assert (page.counts["activities"], page.counts["participants"]) == totals, query
        assert of_csv(fetch(client, "activities.csv", query)) == totals, query
        assert of_tagged(fetch(client, "5w.csv", query)) == totals, query
        assert of_sheet(fetch(client, "activities.xlsx", query), place) == totals, query
        assert of_sheet(fetch(client, "5w.xlsx", query), tagged_place, 2) == totals, query
        dated = [row for row in found(rows, chosen) if row.years]
        left = len(dated), sum(row.people or 0 for row in dated)
        assert of_iati(fetch(client, "activities.xml", query)) == left, query


def test_what_has_no_date_is_all_that_the_register_lacks(client, small):
    assert of_iati(fetch(client, "activities.xml")) == (7, 298)
    assert of_tagged(fetch(client, "5w.csv")) == (8, 298)
