"""What the privacy page promises is what the running application does."""

from sqlalchemy import inspect

from network.extensions import database
from tests.pages import Page

PATHS = ("", "cities/najaf", "forums/", "search?q=najaf", "activities/", "about", "nowhere")


def test_no_answer_sets_a_cookie(client, seeded):
    for path in PATHS:
        response = client.get(f"/en/{path}", headers={"Cookie": "a=b"})
        assert "Set-Cookie" not in response.headers


def test_a_visit_writes_nothing_into_the_database(app, client, seeded):
    def rows():
        with database.engine(app).connect() as connection:
            tables = inspect(connection).get_table_names()
            return {
                name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar()
                for name in tables
            }

    before = rows()
    for path in PATHS:
        client.get(f"/en/{path}", headers={"User-Agent": "canary", "X-Forwarded-For": "10.9.8.7"})
    assert rows() == before


def test_a_visit_leaves_no_trace_in_the_log(client, seeded, capfd, caplog):
    for path in PATHS:
        client.get(f"/en/{path}", headers={"User-Agent": "canary", "X-Forwarded-For": "10.9.8.7"})
    said = "".join([*capfd.readouterr(), caplog.text])
    assert "canary" not in said
    assert "10.9.8.7" not in said


def test_links_to_sources_do_not_say_where_the_visitor_came_from(client, seeded):
    response = client.get("/en/activities/najaf-founding-training-2017")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    leaving = [link for link in Page(response).all("a") if link["href"].startswith("http")]
    assert leaving
    assert all("noreferrer" in link["rel"].split() for link in leaving)
