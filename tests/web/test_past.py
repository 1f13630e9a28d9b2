"""A past day: every page, file and interface answers from it, and nothing hidden comes back."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import update

from network.changes.hide import hide
from network.changes.publish import publish
from network.days import today
from network.demo import make_demo
from network.extensions import database
from network.models import Account, Revision
from network.vocabulary import Origin
from tests.cast import make_account
from tests.databases import ON_SQLITE, statements
from tests.exports.files import FORMATS, fetch, slugs, table, workbook
from tests.pages import Page, faults
from tests.records import activity

FIRST, SECOND = (datetime(year, 6, 1, 12, tzinfo=UTC) for year in (2020, 2022))
THEN, EMPTY = "2021-01-01", "2001-01-01"
PAGES = (
    "",
    "cities/",
    "cities/tikrit",
    "forums/",
    "forums/tikrit-forum",
    "organizations/",
    "organizations/runners",
    "activities/",
    "activities/training-tikrit",
    "themes/",
    "themes/peace",
    "plans/",
    "rivers",
    "solidarity",
    "reach",
    "search?q=peace",
    "data",
)
LISTS = ("/cube.json", "/api/v1/activities", "/api/v1/cities", "/ogc/collections/activities/items")


@pytest.fixture
def history(app, small):
    """The small programme, public since 2020, and an activity that came and changed in 2022."""
    with database.writing(app) as session:
        session.execute(update(Revision).values(published_at=FIRST))
        publish(session, [activity("new", start="2019-01-01", city="hit")], Origin.DESK, now=SECOND)
        changed = activity("undated", "meeting", start="2019-01-01", city="tikrit")
        publish(session, [changed], Origin.DESK, now=SECOND)


def conceal(app, forum="tikrit-forum"):
    number = make_account(app, "someone")
    with database.writing(app) as session:
        hide(session, forum, session.get_one(Account, number), "threats", datetime.now(UTC))


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@ON_SQLITE
def test_every_page_says_of_which_day_it_is_and_leads_back(client, history, language):
    for path in PAGES:
        joint = "&" if "?" in path else "?"
        answer = client.get(f"/{language}/{path}{joint}as_of={THEN}")
        page = Page(answer)
        assert (page.status, list(faults(page, language))) == (200, []), path
        assert page.values("data-as-of") == [THEN], path
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "noindex" in [tag.get("content") for tag in page.all("meta")]
        (back,) = [a["href"] for a in page.all("a") if a["href"] == f"/{language}/{path}"]
        assert Page(client.get(back)).values("data-as-of") == []


def test_links_forms_and_files_stay_on_the_day(client, history):
    """All but the way back and the page's own present."""
    for path in (
        "activities/?theme=peace",
        "data?theme=peace",
        "reach?theme=peace",
        "?theme=peace",
    ):
        page = Page(client.get(f"/en/{path}&as_of={THEN}"))
        links = [a["href"] for a in page.all("a") if a["href"].startswith("/en/")]
        leaving = {a for a in links if parse_qs(urlsplit(a).query).get("as_of") != [THEN]}
        kept = {urlsplit(a).path for a in leaving} - {
            "/en/about",
            "/en/api",
            "/en/desk/sign-in",
            "/en/reports/",
        }
        assert kept <= {f"/en/{path.partition('?')[0]}"}, (path, leaving)
        assert all(address.count("?") <= 1 for address in page.values("href"))
        assert ("as_of", THEN) in [(tag["name"], tag.get("value")) for tag in page.all("input")]


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_holds_what_was_public_then(client, history, extension):
    then = slugs(extension, answer := fetch(client, f"activities.{extension}", f"as_of={THEN}"))
    now = slugs(extension, fetch(client, f"activities.{extension}"))
    assert set(now) - set(then) >= {"new"}
    assert len(then) == int(answer.headers["X-Total-Count"])
    assert f"rafidain-activities-as-of-{THEN}.{extension}" in answer.headers["Content-Disposition"]


def test_files_say_of_which_day_they_are(client, history):
    rows = table(fetch(client, "activities.csv", f"as_of={THEN}"))
    assert {row["data_as_of"] for row in rows} == {"2020-06-01"}
    assert {row["last_changed"][:10] for row in rows} == {"2020-06-01"}
    assert rows[0]["page"].endswith(f"?as_of={THEN}")
    sheet = workbook(fetch(client, "activities.xlsx", f"as_of={THEN}")).worksheets[1]
    assert "As of the day: January 1, 2021" in [row[2] for row in sheet.values]
    facts = json.loads(fetch(client, "activities.json", f"as_of={THEN}").get_data())
    assert facts["filter"] == f"as_of={THEN}"
    archive = fetch(client, "data-package.zip", f"as_of={THEN}")
    assert f"as-of-{THEN}.zip" in archive.headers["Content-Disposition"]


@pytest.mark.parametrize("path", LISTS)
def test_interfaces_answer_from_the_day(client, history, path):
    then, now = (client.get(f"{path}?{query}").text for query in (f"as_of={THEN}", ""))
    assert then != now
    for address in re.findall(r'"href":"([^"]+)"', then):
        known = "/en/api" not in address
        assert not known or "as_of=2021-01-01" in address, address


@ON_SQLITE
@pytest.mark.parametrize("path", LISTS[1:])
@pytest.mark.parametrize("day", ["yesterday", "2019-02-30", "20190230", "2019-W01-1"])
def test_a_program_is_told_that_a_day_is_none(client, history, path, day):
    answer = client.get(f"{path}?as_of={day}")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.get_json()["errors"][0]["parameter"] == "as_of"


@ON_SQLITE
@pytest.mark.parametrize("path", ["activities/", "cities/tikrit", "data", "plans/", "embed"])
def test_a_page_leaves_out_a_day_that_is_none_and_says_so(client, history, path):
    page = Page(client.get(f"/en/{path}?as_of=2019-02-30"))
    assert page.status == 200
    assert "as_of=2019-02-30" in page.text
    assert page.values("data-as-of") == []


def test_today_and_later_days_are_the_present(client, history):
    for day in (today(), today() + timedelta(days=1), "9999-12-31", "", "٢٩٩٩-٠١-٠١"):
        assert client.get(f"/api/v1/activities?as_of={day}").get_json()["count"] == 9, day
    assert client.get("/api/v1/activities?as_of=٢٠٢١-٠١-٠١").get_json()["count"] == 8


def test_before_the_first_record_there_is_nothing_anywhere(client, history):
    for path in PAGES:
        joint = "&" if "?" in path else "?"
        answer = client.get(f"/en/{path}{joint}as_of={EMPTY}")
        assert answer.status_code == (404 if re.search(r"/\w", path) else 200), path
        assert "held nothing yet" in answer.text
    assert client.get(f"/api/v1/activities?as_of={EMPTY}").get_json()["data_as_of"] is None
    assert fetch(client, "activities.csv", f"as_of={EMPTY}").headers["X-Total-Count"] == "0"


def test_what_is_hidden_leaves_the_past_and_all_its_files_at_once(app, client, history):
    addresses = [f"/en/activities.{form}?as_of={THEN}" for form in FORMATS if form != "xlsx"]
    addresses += [f"{path}?as_of={THEN}" for path in LISTS[1:]]
    addresses += [f"/en/{path}?as_of={THEN}" for path in ("forums/", "5w.csv", "reach", "")]
    before = {}
    for address in addresses:
        before[address] = client.get(address)
        assert re.search("tikrit-forum|training-tikrit", before[address].text), address
    conceal(app)
    for address, answer in before.items():
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 200, address
        assert not re.search("tikrit-forum|training-tikrit", again.text), address


def test_a_browser_that_has_the_day_already_is_sent_nothing(app, client, history):
    first = client.get(f"/en/activities/?as_of={THEN}")
    assert first.headers["ETag"] != client.get("/en/activities/").headers["ETag"]
    with statements(app) as run:
        headers = {"If-None-Match": first.headers["ETag"]}
        assert client.get(f"/en/activities/?as_of={THEN}", headers=headers).status_code == 304
    assert len(run) == 1


def test_days_between_two_publications_share_one_past_and_few_are_kept(app, client, history):
    for day in ("2020-06-01", "2020-06-02", "2021-01-01", "2022-05-31", EMPTY, "2001-01-02"):
        client.get(f"/cube.json?as_of={day}")
    assert set(app.extensions["pasts"].kept) == {FIRST, None}
    with database.writing(app) as session:
        for number in range(12):
            moment = SECOND + timedelta(days=number + 1)
            publish(session, [activity(f"more-{number}")], Origin.DESK, now=moment)
    for number in range(12):
        client.get(f"/cube.json?as_of={(SECOND + timedelta(days=number + 1)).date()}")
    assert len(app.extensions["pasts"].kept) == 8


def test_threads_share_a_past(app, history):
    found = []

    def ask():
        for _ in range(3):
            answer = app.test_client().get(f"/en/activities.csv?as_of={THEN}")
            while answer.status_code == 503:
                time.sleep(0.05)
                answer = app.test_client().get(f"/en/activities.csv?as_of={THEN}")
            found.append(len(table(answer)))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [8] * 12


def test_made_up_records_have_no_past(app, client):
    """They come without revisions: to answer from these would say that nothing happened."""
    with database.writing(app) as session:
        make_demo(session, 50, lambda _: None)
        session.execute(update(Revision).values(published_at=FIRST))
    page = Page(client.get(f"/en/activities/?as_of={THEN}"))
    assert f"as_of={THEN}" in page.text
    assert page.counts["activities"] == 50
    assert client.get(f"/api/v1/activities?as_of={THEN}").status_code == 400
