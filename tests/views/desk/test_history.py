"""The life of a record at the desk: preview, history, bringing back, the bin, hiding, languages."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from network.models import Edition, Forum, Organization, Revision
from network.vocabulary import RevisionState
from network.web.caching import current_atlas
from tests.cast import make_account, signed_in
from tests.pages import Page
from tests.records import activity, forum, organization
from tests.views.desk.records import FORUM, OWN_RECORD, TEAM, begun, handed_in, revision, typed_of


@pytest.fixture
def tikrit(app, small):
    """The coordinator of the forum of Tikrit."""
    return signed_in(app, make_account(app, "tikrit", forums=("tikrit-forum",)))


def names(app):
    """The forums of the atlas that every page shares."""
    with app.test_request_context("/en/"):
        return {entry.slug for entry in current_atlas().forums.values()}


def test_a_preview_is_the_public_page_with_the_draft_laid_in_and_nothing_remains(
    app, tikrit, editor, client, session
):
    new = revision(session, handed_in(tikrit, "forum", {**FORUM, **OWN_RECORD})).record_slug
    number = begun(tikrit, "organization")
    fields = {**TEAM, "forums": new, **OWN_RECORD}
    answer = tikrit.send(f"/en/desk/drafts/{number}", action="preview", **fields)
    before = session.scalars(select(Edition.number)).one()
    answer = tikrit.get(answer.location)
    page = Page(answer)
    assert page.all("h1")[0]["text"] == TEAM["name_en"]
    assert FORUM["name_en"] in page.text
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"
    session.rollback()
    assert session.scalars(select(Edition.number)).one() == before
    assert not session.scalars(select(Organization).where(Organization.slug != "runners")).all()[1:]
    for path in ("/en/organizations/", "/en/forums/", "/en/", "/en/search?q=Rowers"):
        assert TEAM["name_en"] not in client.get(path).text
        assert FORUM["name_en"] not in client.get(path).text
    for other, status in ((editor, 404), (client, 303)):
        assert other.get(f"/en/desk/preview/{number}").status_code == status


def test_a_preview_says_why_there_is_none(tikrit, editor):
    number = begun(tikrit, "organization")
    fields = {**TEAM, "city": "atlantis", **OWN_RECORD}
    tikrit.send(f"/en/desk/drafts/{number}", action="preview", **fields)
    assert tikrit.get(f"/en/desk/preview/{number}").location.endswith(f"/desk/drafts/{number}")
    answer = tikrit.send(f"/en/desk/drafts/{number}", action="propose", **fields)
    assert "#city" in Page(answer).values("href")
    change = begun(tikrit, "organization", "runners")
    editor.send("/en/desk/forums/tikrit-forum/hiding", reason="")
    answer = tikrit.get(f"/en/desk/preview/{change}")
    assert answer.status_code == 409
    assert "hidden" in Page(answer).text


def test_versions_are_listed_compared_and_brought_back(tikrit, editor, session, make_public):
    make_public(
        activity(
            "training-tikrit",
            "workshop",
            start="2018-01-01",
            precision="year",
            city="hit",
            organizers="fund",
            qualifier="about",
            countries="IT",
            women=0,
        )
    )
    old, new = session.scalars(
        select(Revision.id).where(Revision.record_slug == "training-tikrit").order_by(Revision.id)
    )
    address = "/ar/desk/records/activity/training-tikrit"
    editor_page = Page(editor.get(address))
    assert f"return-{old}" in editor_page.values("id")
    compared = Page(editor.get(f"{address}/comparison?one={old}&other={new}"))
    assert compared.status == 200
    assert "تكريت" in compared.text
    assert "forum-season" not in compared.text
    answer = editor.send(f"{address}/return", revision=str(old))
    assert "done=back" in answer.location
    session.rollback()
    latest = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert latest.snapshot == session.get(Revision, old).snapshot
    assert latest.based_on_id == new


def test_a_date_is_compared_in_one_line_as_the_public_page_says_it(
    small, editor, session, make_public
):
    for columns in ({"start": "2019-03-01", "precision": "month"}, {}):
        make_public(activity("undated", "meeting", city="tikrit", themes="peace", **columns))
    found = select(Revision.id).where(Revision.record_slug == "undated").order_by(Revision.id)
    _first, one, other = session.scalars(found)
    address = f"desk/records/activity/undated/comparison?one={one}&other={other}"
    for language, *words in (
        ("en", "March 2019", "Date not known"),
        ("ar", "آذار 2019", "التاريخ غير معروف"),
    ):
        page = Page(editor.get(f"/{language}/{address}"))
        assert [line["text"] for line in (*page.all("del"), *page.all("ins"))] == words


def test_a_coordinator_brings_a_version_back_as_a_draft_of_its_own(tikrit, session, make_public):
    mine = begun(tikrit, "forum", "tikrit-forum")
    tikrit.send(f"/en/desk/drafts/{mine}", name_en="What I am writing")
    make_public(forum("tikrit-forum", city="tikrit", stage="dormant"))
    (old, _new) = session.scalars(
        select(Revision.id)
        .where(Revision.record_slug == "tikrit-forum", Revision.state == RevisionState.PUBLISHED)
        .order_by(Revision.id)
    )
    back = tikrit.send("/en/desk/records/forum/tikrit-forum/return", revision=str(old))
    draft = int(back.location.rpartition("/")[2])
    assert draft != mine
    assert typed_of(Page(tikrit.get(f"/en/desk/drafts/{draft}")))["stage"] == "active"
    assert typed_of(Page(tikrit.get(f"/en/desk/drafts/{mine}")))["name_en"] == "What I am writing"
    assert revision(session, mine).based_on_id == old


def test_what_is_erased_is_in_no_byte_of_the_database(
    tikrit, editor, administrator, session, database_url
):
    number = handed_in(tikrit, "organization", {**TEAM, "aim_en": "zxq" * 700, **OWN_RECORD})
    slug = revision(session, number).record_slug
    editor.send(f"/en/desk/review/{number}", action="approve")
    editor.send(f"/en/desk/records/organization/{slug}/removal", reason="A wish")
    session.rollback()
    removal = session.scalars(select(Revision.id).where(Revision.removal)).one()
    session.close()
    assert editor.send(f"/en/desk/bin/{removal}").status_code == 403
    answer = administrator.send(f"/en/desk/bin/{removal}")
    assert session.scalars(select(Revision).where(Revision.record_slug == slug)).all() == []
    if make_url(database_url).get_backend_name() != "sqlite":
        # Nobody can vouch for a server's own logs and backups.
        assert (answer.status_code, "cannot be searched from here" in answer.text) == (200, True)
    else:
        assert "done=emptied" in answer.location
    if make_url(database_url).get_backend_name() == "sqlite":
        session.close()
        file = make_url(database_url).database
        for name in (file, f"{file}-wal"):
            assert b"zxqzxq" not in Path(name).read_bytes(), name
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_hidden_forum_is_shown_again_by_an_editor_alone(app, tikrit, editor, session, client):
    assert client.get("/en/forums/tikrit-forum").status_code == 200
    answer = tikrit.send("/en/desk/forums/tikrit-forum/hiding", reason="Threats in the street")
    assert "done=hidden" in answer.location
    for path in ("forums/tikrit-forum", "organizations/runners", "activities/training-tikrit"):
        assert client.get(f"/en/{path}").status_code == 404
    page = Page(tikrit.get("/en/desk/hidden"))
    assert "Threats in the street" in page.text
    number = next(
        int(form["action"].rpartition("/")[2])
        for form in Page(editor.get("/en/desk/hidden")).all("form")
        if "/desk/hidden/" in form.get("action", "")
    )
    assert tikrit.send(f"/en/desk/hidden/{number}").status_code == 403
    assert "done=shown" in editor.send(f"/en/desk/hidden/{number}").location
    for path in ("forums/tikrit-forum", "organizations/runners", "activities/training-tikrit"):
        assert client.get(f"/en/{path}").status_code == 200


def test_one_tap_confirms_a_forum(tikrit, editor, client, clock, session):
    assert "Never confirmed" in Page(tikrit.get("/en/desk/")).text
    answer = tikrit.send("/en/desk/forums/tikrit-forum/confirmation")
    assert "done=confirmed" in answer.location
    shown = Page(tikrit.get("/en/desk/")).text
    assert "Never confirmed" not in shown
    assert "Not confirmed for a year" not in shown
    found = session.scalars(select(Forum).where(Forum.slug == "tikrit-forum")).one()
    assert found.last_confirmed.isoformat() == "2026-03-20"
    assert "2026" in Page(client.get("/en/forums/tikrit-forum")).text
    assert tikrit.send("/en/desk/forums/national-forum/confirmation").status_code == 404
    clock.advance(days=367)
    assert "Not confirmed for a year" in Page(editor_of(client, tikrit)).text


def editor_of(client, desk):
    """The desk of somebody a year later: they have to sign in again."""
    fresh = signed_in(client.application, desk.account_id)
    return fresh.get("/en/desk/")


def test_an_editor_fills_the_gaps_of_a_language_one_after_another(
    small, editor, session, make_public
):
    make_public(organization("aaa", name_ar="فريق"))
    page = Page(editor.get("/en/desk/languages?wanted=ar"))
    assert page.counts["gaps"] > 3
    mine = begun(editor, "organization", "runners")
    editor.send(f"/en/desk/drafts/{mine}", name_en="What I am writing")
    address = "/en/desk/languages/organization/runners"
    answer = editor.send(address, wanted="ar", name_ar="ع" * 301)
    assert answer.status_code == 422
    assert "ع" * 301 in answer.text
    answer = editor.send(address, wanted="ar", name_ar="عداؤون", aim_ar="", name_en="Not asked")
    assert "/desk/languages" in answer.location
    session.rollback()
    proposed = session.scalars(
        select(Revision).where(Revision.state == RevisionState.PROPOSED)
    ).one()
    assert proposed.snapshot["texts"]["ar"] == {"name": "عداؤون"}
    assert proposed.snapshot["texts"]["en"]["name"] == "Team runners"
    assert revision(session, mine).state == RevisionState.DRAFT
    assert (
        Page(editor.get("/en/desk/languages?wanted=ar")).counts["gaps"] == page.counts["gaps"] - 1
    )
