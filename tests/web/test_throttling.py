"""Limits: none that a reader meets, a clear answer beyond, and no address kept."""

import time

import pytest

from network.web.throttling import Limiter
from tests.pages import Page, faults

FETCHES = 250


def test_whoever_asks_too_much_is_told_when_to_come_back():
    limiter = Limiter(3)
    assert [limiter.wait("192.0.2.1", 100.0 + second) for second in range(5)] == [0, 0, 0, 57, 56]
    assert limiter.wait("192.0.2.2", 104.0) == 0
    assert limiter.wait("192.0.2.1", 160.0) == 0


def test_a_network_of_one_home_counts_as_one():
    limiter = Limiter(1)
    assert limiter.wait("2001:db8:0:1::1", 0.0) == 0
    assert limiter.wait("2001:db8:0:1:ffff::2", 0.0) > 0
    assert limiter.wait("2001:db8:0:2::1", 0.0) == 0
    assert limiter.wait("::ffff:192.0.2.1", 0.0) == 0
    assert limiter.wait("::ffff:192.0.2.2", 0.0) == 0


def test_no_address_is_kept_and_the_rest_is_forgotten_after_the_minute():
    limiter = Limiter(5, window=0.05)
    limiter.wait("192.0.2.1", time.monotonic())
    (kept,), salt = limiter.counts, limiter.salt
    assert len(kept) == len(salt) == 16
    assert b"192.0.2.1" not in kept
    assert bytes([192, 0, 2, 1]) not in kept
    for _ in range(100):
        if not limiter.counts:
            break
        time.sleep(0.02)
    assert (limiter.counts, limiter.salt) == ({}, b"")
    limiter.wait("192.0.2.1", time.monotonic())
    assert set(limiter.counts) != {kept}


def test_no_limit_counts_nothing():
    limiter = Limiter(0)
    assert [limiter.wait("192.0.2.1", 0.0) for _ in range(9)] == [0] * 9
    assert limiter.counts == {}


@pytest.fixture
def hasty(make_app, database_url):
    """A client that has three requests a minute."""
    return make_app(database_url, NETWORK_REQUESTS_PER_MINUTE="3").test_client()


def test_programs_get_a_problem_document_and_people_a_page(hasty, small):
    answers = [hasty.get("/api/v1/cities") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    page = hasty.get("/ar/activities.csv")
    assert 1 <= int(page.headers["Retry-After"]) <= 60
    assert list(faults(Page(page), "ar")) == []
    assert (page.status_code, hasty.get("/en/").status_code) == (429, 200)


def test_what_a_visitor_claims_of_its_address_changes_nothing(hasty, small):
    claims = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(4)]
    assert [hasty.get("/ogc/", headers=claim).status_code for claim in claims][-1] == 429


def test_pages_are_never_counted(hasty, small):
    assert {hasty.get("/en/about").status_code for _ in range(9)} == {200}


def test_the_usual_limit_leaves_map_programs_alone(client, small):
    statuses = {client.get("/ogc/conformance").status_code for _ in range(3 * FETCHES)}
    assert statuses == {200}
