"""The JSON interface: the rows of the page under every filter, and nothing taken for granted."""

import random
from urllib.parse import urlencode, urlsplit

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from network.exports.plans import EVERYTHING
from network.locales import LANGUAGES
from network.queries.filter import KEYS
from tests.counting import found, random_filter, rows_of
from tests.databases import statements
from tests.exports.files import KINDS, fetch, slugs, table
from tests.pages import Page

WORDS = ("activities", "cities", "forums", "organizations", "themes", "plans", "objectives")
PROBLEM = "application/problem+json"
# What does not depend on the database is tried on one.
ON_ONE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def get(client, path, status=200):
    """An answer of the interface, read."""
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status, (path, answer.text)
    return answer.get_json(force=True)


def relations(answer):
    """The links of an answer by what they are."""
    return {link["rel"]: link["href"] for link in answer["links"]}


def walk(client, path):
    """All records from the first page to the last."""
    while path:
        page = get(client, path)
        yield from page["items"]
        following = urlsplit(relations(page).get("next", ""))
        path = f"{following.path.removeprefix('/api/v1/')}?{following.query}".strip("?")


def test_the_start_leads_to_everything(client, small):
    start = get(client, "")
    addresses = [link["href"] for link in start["links"]]
    assert {f"http://localhost/api/v1/{word}" for word in WORDS} <= set(addresses)
    for address in addresses:
        assert client.get(address).status_code == 200, address


@ON_ONE
@pytest.mark.parametrize("word", WORDS)
def test_records_say_what_the_columns_are(client, seeded, word):
    keys = [column.key for column in EVERYTHING[word]]
    item = get(client, f"{word}?limit=1")["items"][0]
    assert list(item) == keys
    assert get(client, f"{word}/{item['slug']}")["item"] == item


@ON_ONE
@pytest.mark.parametrize("kind", KINDS)
def test_a_line_in_the_columns_is_a_column_everywhere(client, seeded, kind):
    keys = [column.key for column in EVERYTHING[kind]]
    assert list(table(fetch(client, f"{kind}.csv"))[0]) == keys
    schemas = get(client, "openapi.json")["components"]["schemas"]
    assert list(schemas[kind]["properties"]) == list(get(client, kind)["items"][0]) == keys
    if kind != "organizations":
        items = client.get(f"/ogc/collections/{kind}/items?limit=1").get_json(force=True)
        schema = client.get(f"/ogc/collections/{kind}/schema").get_json(force=True)
        assert list(items["features"][0]["properties"]) == keys
        assert list(schema["properties"]["properties"]["properties"]) == keys
    shown = Page(client.get("/en/api")).text
    assert all(key in shown for key in keys)


def test_every_interface_counts_what_the_page_counts(client, seeded):
    rows, chance = rows_of(seeded), random.Random(21)
    for _ in range(5):
        chosen = random_filter(chance, rows)
        query = urlencode([*chosen.query(), ("limit", 1000)])
        expected = sorted(row.slug for row in found(rows, chosen))
        answer = get(client, f"activities?{query}")
        assert sorted(item["slug"] for item in answer["items"]) == expected
        assert answer["count"] == len(expected)
        features = client.get(f"/ogc/collections/activities/items?{query}").get_json(force=True)
        assert [feature["id"] for feature in features["features"]] == expected
        for kind in KINDS[1:]:
            listed = [item["slug"] for item in get(client, f"{kind}?{query}")["items"]]
            assert listed == slugs("csv", fetch(client, f"{kind}.csv", urlencode(chosen.query())))
        themes = {item["slug"] for item in get(client, f"themes?{query}")["items"]}
        assert (
            themes == {theme for row in found(rows, chosen) for theme in row.themes} or not chosen
        )


def test_pages_hold_every_record_once_in_the_order_of_the_list(client, small):
    listed = Page(client.get("/en/?sort=name")).values("data-activity")
    assert [item["slug"] for item in walk(client, "activities?limit=3&sort=name")] == listed
    last = relations(get(client, "activities?limit=3"))["last"]
    assert last.endswith("page=3")
    assert relations(get(client, "activities?limit=3&page=3"))["prev"].endswith("page=2")
    beyond = get(client, "activities?limit=3&page=90")
    assert (beyond["items"], beyond["count"]) == ([], 8)
    assert relations(beyond)["prev"] == last


@ON_ONE
def test_links_stand_in_the_header_too(client, small):
    answer = client.get("/api/v1/activities?limit=3&page=2&theme=peace&theme=peace&theme=water")
    header = answer.headers["Link"]
    for relation, address in relations(answer.get_json()).items():
        assert f'<{address}>; rel="{relation}"' in header
    assert header.isascii()
    assert answer.headers["X-Total-Count"] == "5"


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("activities?colour=red", ["colour"]),
        ("activities?theme=peace&theme=atlantis&from=soon", ["theme", "from"]),
        ("activities?from=2019&to=2017", ["to"]),
        (f"activities?q={'a' * 101}", ["q"]),
        ("activities?limit=0&page=x", ["page", "limit"]),
        ("activities?limit=1001", ["limit"]),
        ("activities?limit=1&limit=2", ["limit"]),
        ("activities?sort=size", ["sort"]),
        ("cities?sort=name", ["sort"]),
        ("plans?theme=peace", ["theme"]),
        ("cities/tikrit?limit=1", ["limit"]),
        ("?page=1", ["page"]),
        ("openapi.json?lang=fr", ["lang"]),
    ],
)
def test_what_is_wrong_with_a_request_is_named(client, small, path, wrong):
    answer = client.get(f"/api/v1/{path}")
    problem = answer.get_json(force=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)
    assert [error["parameter"] for error in problem["errors"]] == wrong
    assert problem["status"] == 400
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert client.get(urlsplit(problem["type"]).path).status_code == 200


@ON_ONE
@pytest.mark.parametrize(
    "path", ["/api", "/api/v2/cities", "/api/v1/cities/x", "/ogc/x", "/api/\0"]
)
def test_what_is_not_there_is_a_problem_document(client, small, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
    assert answer.get_json(force=True)["title"] == "Not Found"


@ON_ONE
def test_an_address_can_only_be_read(client, small):
    for path in ("/api/v1/activities", "/ogc/collections"):
        answer = client.post(path, data={"theme": "peace"})
        assert (answer.status_code, answer.headers["Content-Type"]) == (405, PROBLEM)
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        options = client.options(path)
        assert (options.status_code, options.data) == (200, b"")
        assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["/api/v1/forums", "/api/v1/openapi.json", "/ogc/collections"])
def test_what_did_not_change_is_not_sent_again(client, small, make_public, path):
    first = client.get(path)
    headers = {"If-None-Match": first.headers["ETag"]}
    again = client.get(path, headers=headers)
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Content-Type", "Link"):
        assert head.headers[name] == first.headers[name]
    make_public(small[-1])
    assert client.get(path, headers=headers).status_code == 200


def test_the_language_is_that_of_the_address_and_of_no_header(client, small):
    plain = client.get("/api/v1/cities/tikrit", headers={"Accept-Language": "ar"}).get_json()
    assert (plain["language"], plain["item"]["name"]) == ("en", "Tikrit")
    arabic = get(client, "cities/tikrit?lang=ar")
    assert (arabic["language"], arabic["item"]["name"]) == ("ar", "تكريت")
    assert relations(arabic)["alternate"] == "http://localhost/ar/cities/tikrit"
    assert relations(arabic)["collection"].endswith("lang=ar")
    assert "مَعلَمة" in get(client, "cities?lang=ar&x=1", 400)["title"]


@ON_ONE
def test_small_groups_are_not_told_apart(client, small):
    for path in ("/api/v1/activities", "/ogc/collections/activities/items"):
        text = client.get(path).text
        assert '"women_note":"<5"' in text
        assert '"women":3' not in text
        assert '"men":10' not in text


@ON_ONE
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_openapi_and_true(client, seeded, language):
    description = get(client, f"openapi.json?lang={language}")
    validate(description)
    assert description["openapi"].startswith("3.1")
    for word in WORDS:
        schema = {
            **description["paths"][f"/{word}"]["get"]["responses"]["200"],
            "components": description["components"],
        }
        schema |= schema["content"]["application/json"]["schema"]
        Draft202012Validator(schema).validate(get(client, f"{word}?limit=1000&lang={language}"))


@ON_ONE
def test_the_description_names_every_key_and_only_values_that_are_taken(client, small):
    description = get(client, "openapi.json")
    parameters = description["components"]["parameters"]
    assert {key.name for key in KEYS} <= set(parameters)
    for name in ("theme", "river", "kind"):
        values = parameters[name]["schema"]["items"]["enum"]
        assert get(client, f"activities?{urlencode([(name, value) for value in values * 2])}")
    longest = parameters["q"]["schema"]["maxLength"]
    assert get(client, f"activities?q={'a' * longest}")["count"] == 0


def test_a_hundred_records_take_as_many_queries_as_all(app, client, seeded):
    client.get("/api/v1/activities")
    for path in ("/api/v1/activities", "/ogc/collections/activities/items", "/api/v1/objectives"):
        counts = set()
        for limit in (100, 1000):
            with statements(app) as run:
                client.get(f"{path}?limit={limit}")
            counts.add(len(run))
        assert len(counts) == 1, (path, counts)
        assert max(counts) < 25
