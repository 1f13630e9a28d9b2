"""Whatever a program asks, it gets an answer that it was told of, never a failure of ours."""

import json
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from network.queries.filter import KEYS
from tests.views.test_api import WORDS

OWN = ("limit", "page", "lang", "sort", "bbox", "datetime", "after", "x")
KEY = st.sampled_from([*(key.name for key in KEYS), *OWN])
SENSIBLE = st.sampled_from(
    [
        "peace",
        "tikrit",
        "2018",
        "1",
        "1000",
        "9" * 19,
        "-1",
        "44,33,45,34",
        "2018-01-01/..",
        "..",
        "ar",
    ]
)
NUMBERS = st.lists(st.floats(), min_size=1, max_size=7).map(lambda some: ",".join(map(str, some)))
DAYS = st.tuples(st.dates() | st.datetimes(), st.sampled_from(["", "Z", "/..", "/", "/2020-01-01"]))
VALUE = (
    SENSIBLE
    | NUMBERS.map(quote)
    | DAYS.map(lambda pair: f"{pair[0].isoformat()}{pair[1]}")
    | st.text(max_size=20).map(lambda text: quote(text, errors="replace"))
    | st.binary(max_size=12).map(quote)
)
QUERY = st.lists(st.tuples(KEY, VALUE).map("=".join), max_size=5).map("&".join)
RAW = QUERY.map(str.encode) | st.binary(max_size=80)
SLUG = st.sampled_from(["tikrit", "online", "peace"]) | st.text(max_size=20).map(
    lambda text: quote(text, errors="replace", safe="")
)
LISTS = st.sampled_from(WORDS).map("/api/v1/{}".format) | st.sampled_from(
    [
        "/ogc/collections/cities/items",
        "/ogc/collections/forums/items",
        "/ogc/collections/activities/items",
    ]
)
PATH = (
    LISTS
    | LISTS
    | st.tuples(LISTS, SLUG).map("/".join)
    | st.sampled_from(["/api/v1/", "/api/v1/openapi.json", "/ogc/", "/ogc/api", "/ogc/collections"])
    | st.tuples(st.sampled_from(["/api/", "/ogc/"]), SLUG).map("".join)
)
METHOD = st.sampled_from(["GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "DELETE"])


@settings(max_examples=120)
@given(method=METHOD, path=PATH, query=RAW)
def test_any_request_of_a_program_gets_a_known_answer(client, small, method, path, query):
    overrides = {"QUERY_STRING": query.decode("latin-1")}
    answer = client.open(path, method=method, environ_overrides=overrides)
    allowed = (405,) if method in ("POST", "DELETE") else (200, 400, 404)
    assert answer.status_code in (*allowed, 400, 404), (path, query)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
    if method in ("GET", "POST", "DELETE"):
        document = json.loads(answer.data)
        assert answer.status_code == document.get("status", 200)
