"""OGC API - Features: what its core asks for, requirement by requirement."""

import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from openapi_spec_validator import validate

from tests.records import activity

COLLECTIONS = ("cities", "forums", "activities")
GEOJSON = "application/geo+json"
ON_ONE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def get(client, path, status=200):
    """An answer below /ogc, read."""
    answer = client.get(f"/ogc{path}")
    assert answer.status_code == status, (path, answer.text)
    return answer.get_json(force=True)


def relations(document):
    """The links of a document by what they are; all of them say their type."""
    assert all(link["type"] for link in document["links"])
    return {link["rel"]: link for link in document["links"]}


def found(client, query="", word="activities"):
    """The slugs of the features that a query asks for."""
    document = get(client, f"/collections/{word}/items?{query}")
    assert document["numberReturned"] == len(document["features"])
    return [feature["id"] for feature in document["features"]]


@ON_ONE
def test_the_landing_page_leads_to_description_conformance_and_data(client, small):
    links = relations(get(client, "/"))
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= set(links)
    for link in links.values():
        answer = client.get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(link["type"])


@ON_ONE
def test_what_is_kept_of_the_standard_is_said(client, small):
    classes = {name.rpartition("/")[2] for name in get(client, "/conformance")["conformsTo"]}
    assert classes == {"core", "oas30", "geojson"}


@ON_ONE
def test_the_description_is_openapi_3_0_and_names_all_that_is_taken(client, small):
    answer = client.get("/ogc/api")
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    description = answer.get_json(force=True)
    validate(description)
    limit = description["components"]["parameters"]["limit"]["schema"]
    assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 1000, 100)
    for word in COLLECTIONS:
        items = description["paths"][f"/collections/{word}/items"]["get"]
        named = {entry["$ref"].rpartition("/")[2] for entry in items["parameters"]}
        assert {"limit", "bbox", "datetime"} <= named


def test_each_collection_says_the_same_alone_and_among_all(client, small):
    listed = {entry["id"]: entry for entry in get(client, "/collections")["collections"]}
    assert tuple(listed) == COLLECTIONS
    for word, entry in listed.items():
        assert get(client, f"/collections/{word}") == entry
        assert entry["itemType"] == "feature"
        assert relations(entry)["items"]["type"] == GEOJSON
        assert entry["title"]
        assert entry["description"]
    extent = listed["activities"]["extent"]
    assert extent["spatial"]["bbox"] == [[10.75, 30.51, 47.82, 59.91]]
    assert extent["temporal"]["interval"] == [["2014-10-27T00:00:00Z", None]]


def test_features_have_the_public_point_of_their_city_or_none(client, small):
    features = get(client, "/collections/activities/items")["features"]
    points = {feature["id"]: feature["geometry"] for feature in features}
    assert points["conference-oslo"] == {"type": "Point", "coordinates": [10.75, 59.91]}
    assert points["online"] is None
    assert len(points) == 8


def test_a_page_says_how_many_there_are_and_when(client, small):
    answer = client.get("/ogc/collections/activities/items?limit=3")
    assert answer.headers["Content-Type"] == GEOJSON
    page = answer.get_json(force=True)
    assert (page["type"], page["numberMatched"], page["numberReturned"]) == (
        "FeatureCollection",
        8,
        3,
    )
    assert datetime.fromisoformat(page["timeStamp"]).tzinfo
    assert "crs" not in page
    assert relations(page)["self"]["href"].endswith("limit=3")


def test_a_single_feature_is_that_of_the_page(client, small):
    feature = get(client, "/collections/activities/items/online")
    links = relations(feature)
    assert set(links) == {"self", "alternate", "collection"}
    listed = get(client, "/collections/activities/items")["features"]
    assert {**feature, "links": None} in [{**entry, "links": None} for entry in listed]
    assert client.get(links["alternate"]["href"]).status_code == 200


def test_lists_are_joined_as_tables_of_maps_hold_them(client, small):
    values = get(client, "/collections/activities/items/training-tikrit")["properties"]
    assert values["themes"] == "peace;women"
    assert values["countries"] is None
    assert values["name_ar"] == "نشاط training-tikrit"


def pages(client, word, limit, between=lambda: None):
    """The slugs of each page, as a map program fetches them."""
    address = f"/collections/{word}/items?limit={limit}"
    while address:
        document = get(client, address)
        yield [feature["id"] for feature in document["features"]]
        between()
        following = urlsplit(relations(document).get("next", {}).get("href", ""))
        address = f"{following.path.removeprefix('/ogc')}?{following.query}".strip("?")


@pytest.mark.parametrize("limit", [1, 3, 4, 8, 1000])
def test_pages_hold_every_feature_once(client, small, limit):
    slugs = [slug for page in pages(client, "activities", limit) for slug in page]
    assert slugs == sorted(entry.slug for entry in small if entry.kind == "activity")


def test_what_is_published_meanwhile_neither_doubles_nor_hides_a_feature(
    client, small, make_public
):
    numbers = iter(range(20))
    before = {entry.slug for entry in small if entry.kind == "activity"}

    def publish():
        number = next(numbers)
        make_public(activity(f"{'azm'[number % 3]}-{number}", city="hit"))

    slugs = [slug for page in pages(client, "activities", 2, publish) for slug in page]
    assert len(slugs) == len(set(slugs))
    assert before <= set(slugs)


def test_too_large_a_limit_is_cut_and_not_refused(client, small):
    assert len(found(client, "limit=99999")) == 8


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("10,59,11,60", {"conference-oslo"}),
        ("44.4,33.3,44.4,33.3", {"training-tikrit", "undated", "season-hillah", "race-hillah"}),
        ("44,29,-100,34", {"concert-basra", "festival-basra", "season-hillah", "race-hillah"}),
        ("47,30,0,48,31,100", {"concert-basra", "festival-basra"}),
        ("-180,-90,-179,-89", set()),
    ],
)
def test_a_box_finds_what_lies_in_it_and_what_lies_nowhere(client, small, box, expected):
    in_box = set(found(client, f"bbox={box}"))
    assert expected | {"online"} == in_box - ({"training-tikrit", "undated"} - expected)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2017-07-15", {"training-tikrit"}),
        ("2017-07-14T23:00:00Z", {"training-tikrit"}),
        ("2017-07-16", set()),
        ("2018-12-31/2019-01-01", {"season-hillah"}),
        ("2020-12-31", {"festival-basra"}),
        ("2021-03-31T12:00:00+03:00", {"online"}),
        ("../2014-12-31", {"conference-oslo"}),
        ("/2014-12-31T23:59:60Z", {"conference-oslo"}),
        ("2021-01-01/", {"online"}),
        ("2021-04-01/..", set()),
    ],
)
def test_a_time_finds_what_went_on_then_and_what_has_no_date(client, small, when, expected):
    assert set(found(client, f"datetime={when.replace('+', '%2B')}")) == expected | {"undated"}


def test_forums_are_found_from_their_founding_on(client, small):
    assert found(client, "datetime=2017-06-30", "forums") == ["national-forum"]
    assert found(client, "datetime=2020-01-01", "forums") == ["national-forum", "tikrit-forum"]
    assert len(found(client, "datetime=1999-01-01", "cities")) == 6


def test_filter_box_and_time_narrow_together(client, small):
    query = "theme=peace&bbox=44,33,45,34&datetime=2017-01-01/2018-12-31"
    assert found(client, query) == ["race-hillah", "training-tikrit", "undated"]
    page = get(client, f"/collections/activities/items?{query}&limit=1")
    assert page["numberMatched"] == 3
    assert "theme=peace" in relations(page)["next"]["href"]


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "bbox=1,2,3",
        "bbox=1,2,3,x",
        "bbox=1,9,2,8",
        "bbox=nan,1,2,3",
        "bbox=1,2,inf,3",
        "bbox=190,1,200,3",
        "bbox=",
        "datetime=yesterday",
        "datetime=2020-13-01",
        "datetime=2020",
        "datetime=/",
        "datetime=2020-01-02/2020-01-01",
        "datetime=0001-01-01T00:00:00%2B14:00",
        "datetime=2020-01-01/2020-01-02/2020-01-03",
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=",
        "after=%00",
        "theme=atlantis",
    ],
)
def test_what_cannot_be_read_is_refused_by_name(client, small, query):
    problem = get(client, f"/collections/activities/items?{query}", 400)
    assert [error["parameter"] for error in problem["errors"]] == [query.partition("=")[0]]


@ON_ONE
@pytest.mark.parametrize("path", ["", "/", "/conformance", "/api", "/collections"])
def test_no_document_takes_what_it_does_not_know(client, small, path):
    assert get(client, f"{path}?x=1", 400)["status"] == 400
    assert get(client, f"{path}?lang=ar")


@ON_ONE
@pytest.mark.parametrize("path", ["/x", "/collections/x", "/collections/cities/items/x"])
def test_what_is_not_there_is_not_found(client, small, path):
    assert get(client, path, 404)["status"] == 404


def test_an_empty_network_has_empty_collections(client):
    for word in COLLECTIONS:
        assert found(client, "", word) == []
        assert "spatial" not in get(client, f"/collections/{word}")["extent"]


@ON_ONE
def test_titles_are_in_the_language_that_is_asked_for(client, small):
    entry = get(client, "/collections/cities?lang=ar")
    assert re.search("[\u0600-\u06ff]", entry["title"])
    assert relations(entry)["items"]["href"].endswith("items?lang=ar")
