"""Nothing public counts publications: what names an edition is a mark that tells nothing."""

import itertools
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from werkzeug.routing import BuildError

from network.changes.publish import publish
from network.extensions import database
from network.models import Edition
from network.vocabulary import Origin
from tests.records import activity

MOMENT = datetime(2024, 5, 1, 12, tzinfo=UTC)
SLUGS = (
    "tikrit",
    "tikrit-forum",
    "runners",
    "training-tikrit",
    "peace",
    "tigris",
    "activities",
    "csv",
    "geojson",
    "json",
    "ics",
    "atom",
    "xml",
)
HEADERS = ("ETag", "Last-Modified", "Cache-Control", "Content-Disposition", "Link")
EXTRA = ("/sw.js", "/cube.json", "/en/", "/en/reach", "/en/activities/training-tikrit")


def addresses(app):
    """Every public address that can be made from the languages and the slugs of the small set."""
    with app.test_request_context():
        urls = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or "/desk" in rule.rule:
                continue
            names = rule.arguments - {"language"}
            own = {"language": "en"} if "language" in rule.arguments else {}
            for values in itertools.product(SLUGS, repeat=len(names)):
                try:
                    yield urls.build(
                        rule.endpoint, {**own, **dict(zip(names, values, strict=True))}
                    )
                except (BuildError, ValueError):
                    continue


def repeat(app, times):
    with database.writing(app) as session:
        for _ in range(times):
            publish(session, [activity("again", city="tikrit")], Origin.DESK, now=MOMENT)
        return session.scalar(select(Edition.mark))


def answers(app, mark):
    """What a visitor gets, each mark replaced; files that are zipped say when they were made."""
    client, found = app.test_client(), {}
    for address in sorted({*addresses(app), *EXTRA}):
        answer = client.get(address)
        if answer.status_code == 200 and "zip" not in answer.mimetype + address:
            headers = [f"{name}: {answer.headers.get(name)}" for name in HEADERS[2:]]
            text = "\n".join([*headers, answer.get_data().decode("utf-8", "replace")])
            found[address] = re.sub(mark, "MARK", text)
        answer.close()
    return found


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_publishing_again_and_again_moves_no_public_number(app, clock, small):
    before = answers(app, repeat(app, 1))
    after = answers(app, repeat(app, 7))
    assert len(before) > 40
    assert before.keys() == after.keys()
    # Workbooks say when they were made.
    texts = [address for address in before if not address.endswith(".xlsx")]
    assert {address for address in texts if before[address] != after[address]} == set()


def test_a_mark_does_not_follow_from_the_one_before(app, session, small):
    marks = [repeat(app, 1) for _ in range(5)]
    assert len(set(marks)) == 5
    assert all(re.fullmatch("[0-9a-f]{20}", mark) for mark in marks)


def test_two_nodes_show_the_same_mark(app, make_app, database_url, small):
    other = make_app(database_url, NETWORK_SITE_KEY="0" * 64).test_client()
    assert other.get("/sw.js").text == app.test_client().get("/sw.js").text
    assert other.get("/en/").headers["ETag"] == app.test_client().get("/en/").headers["ETag"]
