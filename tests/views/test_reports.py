"""Frozen reports: the same figures for good, listed by an editor only, no hidden name in them."""

import hashlib

import pytest
from sqlalchemy import select

from network.models import Report
from tests.pages import Page, faults
from tests.records import activity

DESK = "/en/desk/reports"


def freeze(editor, session, query="", title="Our year", **fields):
    response = editor.send(
        DESK, address=f"http://localhost/en/reach?{query}", title=title, **fields
    )
    assert response.status_code == 303
    return session.scalars(select(Report).order_by(Report.id.desc())).first()


def counts(client, report, language="en"):
    return Page(client.get(f"/{language}/reports/{report.slug}")).counts


def test_the_figures_stay_when_more_is_published(client, editor, session, small, make_public):
    report = freeze(editor, session)
    before, live = counts(client, report), Page(client.get("/en/reach")).counts
    assert {name: before[name] for name in before} == {name: live[name] for name in before}
    make_public(activity("more", start="2022-01-01", city="hit", participants=90))
    assert counts(client, report) == before
    assert Page(client.get("/en/reach")).counts["activities"] == before["activities"] + 1


def women_of(report):
    figures = report.figures
    periods = [figures, figures["earlier"]] if figures["earlier"] else [figures]
    return [period["figures"]["women"]["women"] for period in periods]


def trained(women, **columns):
    fields = {"start": "2018-05-01", "city": "hit", "participants": 60, "women": women, **columns}
    return activity("trained", **fields)


@pytest.mark.parametrize(
    ("query", "columns", "told"),
    [
        ("", {}, 0),
        ("from=2019&to=2019", {}, 0),
        ("city=tikrit", {}, None),
        ("", {"start": "2018-06-01"}, 0),
    ],
)
def test_a_report_falls_silent_where_a_correction_would_give_a_group_away(
    client, editor, session, small, make_public, *, query, columns, told
):
    make_public(trained(17))
    report = freeze(editor, session, query)
    before = women_of(report)
    session.rollback()
    make_public(trained(20, **columns))
    session.expire_all()
    after = women_of(report)
    assert after == (before if told is None else [told] * len(before))
    page = Page(client.get(f"/en/reports/{report.slug}"))
    assert page.values("data-sound") == ["yes"]
    assert ("the number of women is withheld" in page.text) is (told is not None)


def test_a_report_of_a_part_falls_silent_where_its_whole_is_corrected(
    editor, session, small, make_public
):
    make_public(activity("whole", start="2017-05-01"))
    make_public(trained(14, participants=30, part_of="whole"))
    report = freeze(editor, session, "from=2018&to=2018")
    assert women_of(report)[0] > 0
    session.rollback()
    make_public(activity("whole", start="2017-05-01", participants=90, women=15, men=75))
    session.expire_all()
    assert women_of(report)[0] == 0


def test_a_report_says_on_when_nothing_small_follows_from_a_correction(
    editor, session, small, make_public
):
    make_public(trained(17))
    report = freeze(editor, session)
    before = women_of(report)
    session.rollback()
    make_public(trained(30))
    make_public(activity("more", start="2022-01-01", city="hit", participants=90, women=30))
    session.expire_all()
    assert women_of(report) == before != [0]


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_report_is_a_whole_page_in_each_language(client, editor, session, small, language):
    report = freeze(editor, session, "theme=peace&from=2017")
    page = Page(client.get(f"/{language}/reports/{report.slug}"))
    assert list(faults(page, language)) == []


def test_the_checksum_is_that_of_the_file(client, editor, session, small):
    report = freeze(editor, session)
    body = client.get(f"/en/reports/{report.slug}.json").data
    assert hashlib.sha256(body).hexdigest() == report.checksum
    page = Page(client.get(f"/en/reports/{report.slug}"))
    assert report.checksum in page.text
    assert page.values("data-sound") == ["yes"]


def test_figures_that_somebody_changed_are_told(client, editor, session, small):
    report = freeze(editor, session)
    report.figures = {**report.figures, "edition": 99}
    session.commit()
    assert Page(client.get(f"/en/reports/{report.slug}")).values("data-sound") == ["no"]


def test_only_what_an_editor_lists_is_in_the_list(client, editor, session, small):
    report = freeze(editor, session)
    assert report.slug not in client.get("/en/reports/").text
    assert report.slug not in client.get("/sitemap.xml").text
    editor.send(f"{DESK}/list", slug=report.slug, listed="yes")
    assert report.slug in client.get("/en/reports/").text
    assert report.slug in client.get("/sitemap.xml").text


def test_coordinators_and_visitors_freeze_nothing(client, najaf, session, small):
    assert najaf.send(DESK, title="Mine").status_code == 403
    assert client.post(DESK, data={"title": "Mine"}).status_code in (302, 303, 401, 403)
    assert session.scalars(select(Report)).all() == []


def test_a_report_without_a_title_is_refused(editor, session, small):
    assert editor.send(DESK, title=" ").status_code == 422
    assert session.scalars(select(Report)).all() == []


def test_the_name_of_a_hidden_forum_does_not_live_on(client, editor, session, small):
    by_filter = freeze(editor, session, "forum=tikrit-forum", listed="yes")
    by_title = freeze(editor, session, "", "What Forum tikrit-forum did", listed="yes")
    before = counts(client, by_filter)
    assert "Forum tikrit-forum" in client.get(f"/en/reports/{by_filter.slug}").text
    editor.send("/en/desk/forums/tikrit-forum/hiding", reason="threats")
    for report in (by_filter, by_title):
        for path in (f"{report.slug}", f"{report.slug}.json", ""):
            assert "tikrit-forum" not in client.get(f"/en/reports/{path}").text
    assert counts(client, by_filter) == before


def test_a_report_leaves_nothing_out_unless_it_is_told_to(editor, small):
    wrong = {"title": "A year", "address": "http://localhost/en/reach?theme=nonsense&them=peace"}
    asked = editor.send(DESK, **wrong, listed="yes")
    assert asked.status_code == 422
    page = Page(asked)
    assert "theme=nonsense" in page.text
    assert "them=peace" in page.text
    assert "A year" in page.values("value")
    assert [box["name"] for box in page.all("input") if "checked" in box] == ["listed"]
    assert editor.send(DESK, **wrong, without="yes").status_code == 303
    past = {"title": "A day", "address": "http://localhost/en/reach?as_of=2019-01-01"}
    assert "as_of=2019-01-01" in Page(editor.send(DESK, **past)).text
    shaded = {"title": "Shaded", "address": "http://localhost/en/reach?shade=participations"}
    assert editor.send(DESK, **shaded).status_code == 303
