"""The demonstration: made-up records in a database of their own, and every page says so."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from network.changes.publish import PublishError
from network.cli import demo_command, seed_command
from network.demo import make_demo
from network.extensions import database
from network.models import Activity, Edition, Revision
from tests.pages import Page

PAGES = ("", "reach", "activities/demo-0000007", "desk/sign-in", "no-such-page", "offline")


@pytest.fixture
def demo(app):
    with database.writing(app) as session:
        make_demo(session, 60, lambda _more: None)
    return app.test_client()


def test_every_page_says_that_its_records_are_made_up(demo):
    for path in PAGES:
        page = Page(demo.get(f"/en/{path}"))
        assert "every record here is made up" in page.text, path


def test_no_page_of_the_programme_says_so(client, small):
    for path in PAGES:
        assert "made up" not in client.get(f"/en/{path}").text


def test_its_figures_add_up_like_any_others(demo):
    counts = Page(demo.get("/en/reach")).counts
    assert counts["activities"] == counts["total-by-city"] == counts["total-by-year"] == 60


def test_nothing_made_up_goes_into_a_database_that_holds_records(app, small):
    with pytest.raises(PublishError), database.writing(app) as session:
        make_demo(session, 5, lambda _more: None)


def test_the_programme_never_goes_into_a_demonstration(demo, app):
    result = app.test_cli_runner().invoke(seed_command)
    assert "0 records" in result.output
    with Session(database.engine(app)) as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == 60


def test_the_command_makes_a_file_of_its_own_and_leaves_the_site_alone(
    make_app, database_url, tmp_path
):
    app = make_app(database_url, NETWORK_INSTANCE_FOLDER=str(tmp_path))
    runner = app.test_cli_runner()
    made = runner.invoke(demo_command, ["--activities", "20"])
    assert made.exit_code == 0, made.output
    assert (tmp_path / "demo.sqlite").exists()
    assert runner.invoke(demo_command, ["--activities", "20"]).exit_code == 1
    with Session(database.engine(app)) as session:
        assert session.scalars(select(Edition)).all() == []
        assert session.scalars(select(Revision)).all() == []
