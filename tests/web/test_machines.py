"""What is for programs may be read from other sites, without credentials; nothing else may."""

import pytest

OPEN = (
    "/api/v1/",
    "/api/v1/activities",
    "/ogc/collections/cities/items",
    "/en/activities.csv",
    "/ar/cities.geojson",
    "/api/nothing",
    "/api/v1/activities?x=1",
)
OWN = ("/en/", "/en/api", "/en/data", "/cube.json", "/en/nothing", "/oembed", "/robots.txt")
ORIGIN = {"Origin": "https://other.example"}


@pytest.mark.parametrize("path", OPEN)
def test_other_sites_may_read_what_is_for_programs(client, small, path):
    answer = client.get(path, headers=ORIGIN)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    unchanged = client.get(
        path, headers={**ORIGIN, "If-None-Match": answer.headers.get("ETag", "")}
    )
    assert unchanged.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", OPEN[:5])
def test_a_browser_that_asks_before_is_told_what_it_may(client, small, path):
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "accept"}
    answer = client.options(path, headers={**ORIGIN, **asked})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", OWN)
def test_pages_are_for_this_site_alone(client, small, path):
    for answer in (client.get(path, headers=ORIGIN), client.options(path, headers=ORIGIN)):
        names = {name for name, _value in answer.headers}
        assert not [name for name in names if name.startswith("Access-Control")]
    assert client.get(path).headers["Cross-Origin-Resource-Policy"] == "same-origin"
