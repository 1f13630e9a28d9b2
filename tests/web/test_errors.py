"""Errors of our own making: a page in the visitor's language, without a trace."""

import logging

import pytest

from network.extensions import database
from tests.pages import Page, faults


@pytest.fixture
def failing(make_app, database_url, caplog):
    """A client of an application with a page that fails."""
    app = make_app(database_url)

    @app.get("/<language:language>/broken")
    def broken():
        raise RuntimeError("the secret of the server")

    caplog.set_level(logging.CRITICAL)
    return app.test_client()


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_failure_is_told_without_a_trace(failing, language):
    page = Page(failing.get(f"/{language}/broken"))
    assert page.status == 500
    assert list(faults(page, language)) == []
    assert "secret" not in page.markup
    assert "Traceback" not in page.markup


def test_an_error_page_is_not_kept(failing, client):
    for answer in (failing.get("/en/broken"), client.get("/en/nothing")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


def test_a_database_that_is_gone_is_told_without_a_trace(make_app, databases, caplog):
    url = databases.copy("small")
    app = make_app(url)
    assert app.test_client().get("/en/").status_code == 200
    database.engine(app).dispose()
    databases.drop(url)
    caplog.set_level(logging.CRITICAL)
    page = Page(app.test_client().get("/en/"))
    assert page.status == 503
    assert list(faults(page, "en")) == []
    assert "activity" not in page.markup.lower().replace("activities", "")
