"""The downloads: every format holds what the page counts, under every filter."""

import random
from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.queries.filter import KEYS, Filter
from tests.counting import found, random_filter, rows_of
from tests.databases import ON_SQLITE, statements
from tests.exports.files import FORMATS, KINDS, TAGGED, WITH_DATE, fetch, slugs, slugs_of
from tests.pages import Page, faults

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
TABLES = ("csv", "xlsx", "geojson")
NAMES = [f"activities.{extension}" for extension in FORMATS]
NAMES += [*TAGGED, *(f"{kind}.{extension}" for kind in KINDS[1:] for extension in TABLES)]
KEY = st.sampled_from([*(key.name for key in KEYS), "sort", "extension", "word"]).map(str.encode)
VALUE = st.binary(max_size=12) | st.text(max_size=12).map(quote).map(str.encode)
RAW = st.lists(st.tuples(KEY, VALUE).map(b"=".join), max_size=6).map(b"&".join)


def test_every_format_holds_what_the_page_counts(client, seeded):
    rows, chance = rows_of(seeded), random.Random(11)
    for _ in range(5):
        chosen = random_filter(chance, rows)
        query = urlencode(chosen.query())
        expected = {row.slug for row in found(rows, chosen)}
        undated = {row.slug for row in found(rows, chosen) if not row.years}
        page = Page(client.get(f"/en/?{query}"))
        assert page.counts["activities"] == len(expected)
        for extension in FORMATS:
            answer = fetch(client, f"activities.{extension}", query)
            held = expected - undated if extension in WITH_DATE else expected
            assert sorted(slugs(extension, answer)) == sorted(held), (extension, query)
            assert answer.headers["X-Total-Count"] == str(len(held))


def test_the_page_of_the_data_counts_what_its_files_hold(client, seeded):
    rows, chance = rows_of(seeded), random.Random(12)
    for chosen in [Filter(), random_filter(chance, rows)]:
        query = urlencode(chosen.query())
        page = Page(client.get(f"/en/data?{query}"))
        addresses = [link["href"] for link in page.all("a") if "download" in link]
        assert addresses.pop() == "/en/data-package.zip"
        assert len(addresses) == len(NAMES)
        for address in addresses:
            name = address.partition("?")[0].rpartition("/")[2]
            answer = client.get(address)
            kind, extension = name.split(".")
            assert page.counts[f"{kind}-{extension}"] == len(slugs_of(name, answer))


def test_cities_forums_and_organizations_are_those_of_the_activities(client, seeded):
    rows, chance = rows_of(seeded), random.Random(13)
    for _ in range(6):
        chosen = replace(random_filter(chance, rows), themes=(), year_from=2015, year_to=None)
        left, query = found(rows, chosen), urlencode(chosen.query())
        cities = slugs("csv", fetch(client, "cities.csv", query))
        assert set(cities) == {row.city for row in left if row.city}
        forums = slugs("geojson", fetch(client, "forums.geojson", query))
        assert set(forums) == {slug for row in left for slug in row.forums}
        teams = slugs("xlsx", fetch(client, "organizations.xlsx", query))
        assert set(teams) == {slug for row in left for slug in row.organizations}


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_filter_everything_on_record_is_there(client, small, kind):
    record = {"activities": "activity", "cities": "city"}.get(kind, kind.removesuffix("s"))
    expected = {entry.slug for entry in small if entry.kind == record}
    assert set(slugs("csv", fetch(client, f"{kind}.csv"))) == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_what_it_is(client, small, name):
    answer = fetch(client, name)
    extension = name.rpartition(".")[2]
    assert answer.headers["Content-Type"] == TYPES[extension]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    saved_as = answer.headers["Content-Disposition"].removeprefix("attachment; filename=")
    start, end = f"rafidain-{name.partition('.')[0]}-", f".{extension}"
    assert saved_as.startswith(start)
    assert saved_as.endswith(end)
    assert len(saved_as) == len(f"{start}2026-11-22{end}")
    assert saved_as.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_did_not_change_is_not_sent_again(client, small, name):
    first = fetch(client, name)
    again = client.get(f"/en/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(f"/en/{name}")
    assert (head.status_code, head.headers["ETag"]) == (200, first.headers["ETag"])


def test_a_calendar_says_how_many_it_leaves_out(client, small):
    answer = fetch(client, "activities.ics")
    assert (answer.headers["X-Total-Count"], answer.headers["X-Left-Out-Count"]) == ("7", "1")
    assert b"1 activity without a known date is left out" in answer.data.replace(b"\r\n ", b"")
    page = Page(client.get("/en/data"))
    assert page.counts["activities-ics"] == 7
    assert page.counts["undated"] == 1


def queries(app):
    """How many queries each file takes."""
    client, counts = app.test_client(), {}
    client.get("/en/data")
    for name in NAMES:
        with statements(app) as run:
            fetch(client, name).get_data()
        counts[name] = len(run)
    return counts


@ON_SQLITE
def test_ten_records_and_a_thousand_take_the_same_queries(make_app, databases):
    few, many = databases.copy("ten"), databases.copy("thousand")
    of_ten, of_thousand = queries(make_app(few)), queries(make_app(many))
    assert of_ten == of_thousand
    assert max(of_ten.values()) < 40
    for url in (few, many):
        databases.drop(url)


@settings(max_examples=15)
@given(query=RAW | st.binary(max_size=60))
def test_any_query_string_gets_a_file_or_a_clear_page(client, small, query):
    for path in ("/en/activities.csv", "/ar/activities.ics", "/ckb/cities.xlsx", "/en/data"):
        overrides = {"QUERY_STRING": query.decode("latin-1")}
        answer = client.get(path, environ_overrides=overrides)
        assert answer.status_code in (200, 400), (path, query)
        assert b"Traceback" not in answer.data


def test_the_order_of_the_list_is_the_order_of_the_file(client, small):
    listed = Page(client.get("/en/?sort=name")).values("data-activity")
    assert slugs("csv", fetch(client, "activities.csv", "sort=name")) == listed
    assert slugs("json", fetch(client, "activities.json", "sort=name")) == listed


@pytest.mark.parametrize("path", ["/en/cities.ics", "/en/themes.csv", "/en/activities.exe"])
def test_a_file_that_is_not_offered_is_not_there(client, small, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_of_the_data_is_a_page_like_all(client, seeded, language):
    for query in ("", "?theme=womens-rights&from=2012&river=tigris&kind=training&q=x&city=nowhere"):
        page = Page(client.get(f"/{language}/data{query}"))
        assert page.status == 200
        assert list(faults(page, language)) == []


def test_the_page_of_the_data_says_the_filter_in_words(client, small):
    page = Page(client.get("/en/data?theme=water&from=2015&city=hillah"))
    for words in ("Theme water", "2015", "Hillah"):
        assert words in page.text
    links = [link["href"] for link in page.all("a")]
    assert "/en/?theme=water&from=2015&city=hillah" in links
    assert "/en/activities.csv?theme=water&from=2015&city=hillah" in links


def test_the_map_offers_the_files_of_its_filter(client, small):
    page = Page(client.get("/en/?theme=water&sort=river"))
    assert page.counts["files"] == page.counts["listed"] == 2
    links = [link["href"] for link in page.all("a") if "download" in link]
    assert links == [f"/en/activities.{form}?theme=water&sort=river" for form in FORMATS]
    feeds = [link for link in page.all("link") if link.get("type") == "application/atom+xml"]
    assert [link["href"] for link in feeds] == ["/en/activities.atom?theme=water"]


def test_an_empty_network_has_empty_files(client):
    for name in NAMES:
        assert slugs_of(name, fetch(client, name)) == []
    assert Page(client.get("/ar/data")).status == 200


@pytest.mark.parametrize(
    "address",
    [
        "activities.csv?theme=nonsense",
        "activities.ics?forum=nowhere",
        "5w.csv?city=nowhere",
        "cities.geojson?sort=worst",
        "activities.xlsx?as_of=nonsense",
        "activities.atom?them=peace",
        "data-package.zip?theme=peace",
    ],
)
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@ON_SQLITE
def test_a_file_that_is_asked_for_wrongly_is_refused_and_says_what_is_wrong(
    client, small, language, address
):
    page = Page(client.get(f"/{language}/{address}"))
    assert (page.status, list(faults(page, language))) == (400, [])
    assert address.partition("?")[2] in page.text
    answer = client.get(f"/{language}/{address}", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    (fault,) = answer.json["errors"]
    assert f"{fault['parameter']}={fault['value']}" == address.partition("?")[2]
