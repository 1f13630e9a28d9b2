"""The address without a language: it leads to the visitor's own."""

import pytest


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ar-IQ,ar;q=0.9,en;q=0.8", "ar"),
        ("ckb-IQ,ckb;q=0.9,ar;q=0.5", "ckb"),
        ("ku-Arab;q=0.3,fr", "ckb"),
        ("kmr,ku-Latn;q=0.9", "en"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
        ("*;q=0.1", "en"),
        (";;;,,q=a;b=\u00ff", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_the_first_visit_leads_to_the_language_of_the_browser(client, accepted, language):
    headers = {} if accepted is None else {"Accept-Language": accepted}
    answer = client.get("/", headers=headers)
    assert (answer.status_code, answer.location) == (302, f"/{language}/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_error_outside_the_languages_is_told_in_that_of_the_browser(client):
    answer = client.get("/fr/", headers={"Accept-Language": "ar"})
    assert answer.status_code == 404
    assert b'<html lang="ar" dir="rtl">' in answer.data


def test_the_language_of_the_address_is_stronger_than_that_of_the_browser(client):
    answer = client.get("/ckb/nothing", headers={"Accept-Language": "ar"})
    assert b'<html lang="ckb" dir="rtl">' in answer.data


@pytest.mark.parametrize("path", ["/en", "/en/cities/tikrit/", "/EN/", "/en//"])
def test_addresses_that_are_almost_right_lead_to_a_page_or_an_error(client, small, path):
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code in (200, 404)
