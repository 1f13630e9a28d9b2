"""The form for trying the interface shows its answer on the page."""

import json
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser


def test_an_answer_is_shown_where_it_was_asked_for(visitor):
    page = visitor.open("/ar/api", ready="#trial")
    page.fill("#trial [name=q]", "water")
    page.click("#trial button:nth-of-type(2)")
    page.wait_for_selector("#answer-body:not(:empty)")
    address = page.get_attribute("#answer-address", "href")
    assert address.endswith("/api/v1/cities?q=water&limit=5&lang=ar")
    with urlopen(address) as answer:
        assert json.loads(page.inner_text("#answer-body")) == json.load(answer)
    assert page.inner_text("#answer-status").startswith("200")
    assert page.evaluate("location.pathname") == "/ar/api"


def test_what_was_asked_wrong_is_shown_too(visitor):
    visitor.expect("400")
    page = visitor.open("/en/api", ready="#trial")
    page.evaluate("document.querySelector('#trial [name=limit]').removeAttribute('max')")
    page.fill("#trial [name=limit]", "1001")
    page.click("#trial button:nth-of-type(1)")
    page.wait_for_selector("#answer-body:not(:empty)")
    assert '"parameter": "limit"' in page.inner_text("#answer-body")
