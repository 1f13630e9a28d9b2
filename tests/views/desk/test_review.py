"""Review at the desk: publish one or several, with what they need, change, or send back."""

from datetime import date

import pytest
from sqlalchemy import select

from network.models import Forum, Organization, Revision
from network.vocabulary import RevisionState
from tests.cast import make_account, signed_in
from tests.pages import Page
from tests.records import forum
from tests.views.desk.records import (
    FORUM,
    OWN_RECORD,
    TEAM,
    begun,
    decide,
    handed_in,
    revision,
    typed_of,
)

ACTIVITY = {
    "name_ar": "سباق",
    "kind": "sport-event",
    "status": "held",
    "start_year": "٢٠٢٣",
    "city": "tikrit",
    "forums": "tikrit-forum",
}


@pytest.fixture
def tikrit(app, small):
    """The coordinator of the forum of Tikrit."""
    return signed_in(app, make_account(app, "tikrit", forums=("tikrit-forum",)))


def public(session, model, slug):
    session.rollback()
    return session.scalars(select(model).where(model.slug == slug)).one_or_none()


def test_several_are_published_at_once_and_the_map_shows_them(tikrit, editor, session, client):
    race = handed_in(tikrit, "activity", {**ACTIVITY, **OWN_RECORD})
    team = handed_in(tikrit, "organization", {**TEAM, **OWN_RECORD})
    queue = Page(editor.get("/en/desk/review"))
    assert queue.counts["waiting"] == 2
    assert "bubble" not in client.get("/en/activities/sport-event-tikrit-2023-01").text
    answer = editor.send("/en/desk/review", revision=[str(race), str(team)])
    assert "done=approved" in answer.location
    assert Page(editor.get("/en/desk/review")).counts["waiting"] == 0
    slug = revision(session, race).record_slug
    assert "سباق" in client.get(f"/ar/activities/{slug}").text
    assert "Rowers" in client.get("/en/forums/tikrit-forum").text


def test_records_that_one_needs_are_published_along(tikrit, editor, session):
    new = handed_in(tikrit, "forum", {**FORUM, **OWN_RECORD})
    slug = revision(session, new).record_slug
    team = handed_in(tikrit, "organization", {**TEAM, "forums": slug, **OWN_RECORD})
    page = Page(editor.get(f"/en/desk/review/{team}"))
    assert f"/en/desk/review/{new}" in page.values("href")
    decide(editor, team)
    assert revision(session, new).state == RevisionState.PUBLISHED
    assert public(session, Forum, slug).members
    # Who brought it in speaks for it.
    assert tikrit.get(f"/en/desk/records/forum/{slug}").status_code == 200


def test_approving_with_changes_publishes_both_versions(tikrit, editor, session):
    number = handed_in(tikrit, "organization", {**TEAM, **OWN_RECORD})
    slug = revision(session, number).record_slug
    draft = int(decide(editor, number, "change").location.rpartition("/")[2])
    fields = typed_of(Page(editor.get(f"/en/desk/drafts/{draft}")))
    assert fields["sources"] == f"desk-{number}-1"
    fields["name_ar"] = "فريق"
    answer = editor.send(f"/en/desk/drafts/{draft}", action="propose", **fields)
    assert "done=approved" in answer.location
    chosen = select(Revision).where(Revision.record_slug == slug).order_by(Revision.id)
    session.rollback()
    one, other = session.scalars(chosen)
    assert (one.id, one.account.login, other.account.login) == (number, "tikrit", "editor")
    assert {one.state, other.state} == {RevisionState.PUBLISHED}
    assert ("ar" in one.snapshot["texts"], "ar" in other.snapshot["texts"]) == (False, True)
    assert public(session, Organization, slug).texts["ar"].name == "فريق"


def test_changes_of_an_editor_may_need_what_waits_too(tikrit, editor, session):
    new = handed_in(tikrit, "forum", {**FORUM, **OWN_RECORD})
    number = handed_in(tikrit, "organization", {**TEAM, **OWN_RECORD})
    draft = int(decide(editor, number, "change").location.rpartition("/")[2])
    fields = typed_of(Page(editor.get(f"/en/desk/drafts/{draft}")))
    fields["forums"] = revision(session, new).record_slug
    editor.send(f"/en/desk/drafts/{draft}", action="propose", **fields)
    assert revision(session, new).state == RevisionState.PUBLISHED


def test_a_proposal_that_was_overtaken_is_no_loop_for_who_changes_it(
    tikrit, editor, session, make_public
):
    number = begun(tikrit, "forum", "tikrit-forum")
    fields = typed_of(Page(tikrit.get(f"/en/desk/drafts/{number}")))
    tikrit.send(f"/en/desk/drafts/{number}", action="propose", **fields)
    draft = int(decide(editor, number, "change").location.rpartition("/")[2])
    make_public(forum("tikrit-forum", city="tikrit", stage="dormant"))
    answer = editor.send(f"/en/desk/drafts/{draft}", action="propose", **fields)
    assert answer.status_code == 409
    assert "published anew" in Page(answer).text
    assert revision(session, number).state == RevisionState.PROPOSED


def test_a_tap_that_says_it_is_at_work_stands_in_the_way_of_nothing(
    app, clock, tikrit, editor, session
):
    other = signed_in(app, make_account(app, "other", forums=("tikrit-forum",)))
    waits, draft = (begun(desk, "forum", "tikrit-forum") for desk in (tikrit, other))
    fields = typed_of(Page(tikrit.get(f"/en/desk/drafts/{waits}")))
    tikrit.send(f"/en/desk/drafts/{waits}", action="propose", **{**fields, "stage": "formed"})
    tikrit.send("/en/desk/forums/tikrit-forum/confirmation")
    handed = other.send(f"/en/desk/drafts/{draft}", action="propose", **fields)
    assert "done=proposed" in handed.location
    page = Page(editor.get(f"/en/desk/review/{waits}"))
    assert "published anew" not in page.text
    assert "Last confirmed" not in page.text.partition("What changes")[2].partition("See it")[0]
    assert "done=approved" in decide(editor, waits).location
    found = public(session, Forum, "tikrit-forum")
    assert (found.stage, found.last_confirmed) == ("formed", date(2026, 3, 20))


def test_a_title_is_in_the_language_of_who_reads_it_or_says_which_it_is_in(tikrit, editor):
    handed_in(tikrit, "organization", {**TEAM, "name_ar": "مجدّفو تكريت", **OWN_RECORD})
    for desk, path in ((editor, "review"), (tikrit, "")):
        for language, name in (("en", TEAM["name_en"]), ("ar", "مجدّفو تكريت")):
            page = Page(desk.get(f"/{language}/desk/{path}"))
            titles = [entry for entry in page.all("bdi") if entry.get("text") == name]
            assert [entry.get("lang") for entry in titles] == [None]
        titles = Page(desk.get(f"/ckb/desk/{path}")).all("bdi")
        assert ("en", "ltr", TEAM["name_en"]) in [
            tuple(entry.get(key) for key in ("lang", "dir", "text")) for entry in titles
        ]


def test_what_is_sent_back_tells_its_author_why_and_is_published_the_second_time(
    tikrit, editor, session
):
    number = handed_in(tikrit, "organization", {**TEAM, **OWN_RECORD})
    lacking = decide(editor, number, "send-back", reason=" ")
    assert "lacking=reason" in lacking.location
    decide(editor, number, "send-back", reason="Which river?")
    assert "Which river?" in Page(tikrit.get("/en/desk/")).text
    page = Page(tikrit.get(f"/en/desk/drafts/{number}"))
    assert "Which river?" in page.text
    fields = {**typed_of(page), "name_en": "Rowers of the Tigris at Tikrit"}
    answer = tikrit.send(f"/en/desk/drafts/{number}", action="propose", **fields)
    assert "done=proposed" in answer.location
    assert Page(editor.get("/en/desk/review")).counts["waiting"] == 1
    assert "done=approved" in decide(editor, number).location
    assert revision(session, number).state == RevisionState.PUBLISHED


def test_what_names_a_missing_record_is_refused_in_the_readers_words(tikrit, editor, session):
    number = handed_in(tikrit, "organization", {**TEAM, "city": "anah", **OWN_RECORD})
    editor.send("/en/desk/records/city/anah/removal", reason="Twice")
    answer = editor.send(f"/ar/desk/review/{number}", action="approve")
    assert answer.status_code == 409
    assert "anah" in Page(answer).text
    assert "there is no" not in Page(answer).text
    assert revision(session, number).state == RevisionState.PROPOSED


def test_two_proposals_of_one_record_are_never_published_at_once(app, tikrit, editor, session):
    numbers = []
    for desk in (tikrit, signed_in(app, make_account(app, "second", forums=("tikrit-forum",)))):
        number = begun(desk, "forum", "tikrit-forum")
        fields = typed_of(Page(desk.get(f"/en/desk/drafts/{number}")))
        desk.send(f"/en/desk/drafts/{number}", action="propose", **{**fields, "city": "hit"})
        numbers.append(number)
    tikrit.send("/en/desk/records/forum/tikrit-forum/removal", reason="Gone")
    removal = session.scalars(select(Revision.id).where(Revision.removal)).one()
    for pair in (numbers, [numbers[0], removal]):
        assert editor.send("/en/desk/review", revision=list(map(str, pair))).status_code == 409
    assert public(session, Forum, "tikrit-forum").city.slug == "tikrit"
    assert "done=approved" in decide(editor, numbers[0]).location
    for number in (numbers[1], removal):
        assert decide(editor, number).status_code == 409
    assert public(session, Forum, "tikrit-forum").city.slug == "hit"


def test_what_its_author_took_back_meanwhile_is_told_like_what_never_was(tikrit, editor):
    number = handed_in(tikrit, "organization", {**TEAM, **OWN_RECORD})
    tikrit.send(f"/en/desk/drafts/{number}/withdrawal")
    for gone in (number, number + 1_000):
        answer = decide(editor, gone)
        assert "done=gone" in answer.location
        assert "its author took it back" in Page(editor.get(answer.location)).text
    assert "done=gone" in editor.get(f"/en/desk/review/{number}").location


def test_nobody_publishes_a_proposal_of_their_own_by_any_way(app, small, editor, session):
    make_account(app, "other", "editor")
    number = handed_in(editor, "organization", {**TEAM, **OWN_RECORD})
    slug = revision(session, number).record_slug
    assert decide(editor, number).status_code == 409
    assert decide(editor, number, "change").status_code == 409
    assert editor.send("/en/desk/review", revision=str(number)).status_code == 409
    back = f"/en/desk/records/organization/{slug}/return"
    assert editor.send(back, revision=str(number)).status_code == 404
    assert public(session, Organization, slug) is None


def test_the_queue_is_for_editors(tikrit, client):
    assert tikrit.get("/en/desk/review").status_code == 403
    assert client.get("/en/desk/review").status_code == 303
