"""Drafts at the desk: kept as typed, refused in the reader's words, never overwritten unseen."""

import pytest

from network.models import Revision
from network.vocabulary import RevisionState
from tests.cast import make_account, signed_in
from tests.pages import Page
from tests.records import forum
from tests.views.desk.records import FORUM, OWN_RECORD, TEAM, begun, handed_in, revision, typed_of


@pytest.fixture
def tikrit(app, small):
    """The coordinator of the forum of Tikrit."""
    return signed_in(app, make_account(app, "tikrit", forums=("tikrit-forum",)))


def version(desk, number):
    page = Page(desk.get(f"/en/desk/drafts/{number}"))
    return next(field["value"] for field in page.all("input") if field.get("name") == "version")


def test_a_draft_is_kept_valid_or_not_and_is_its_authors_alone(tikrit, editor, client):
    number = begun(tikrit, "activity")
    fields = {"name_ar": "نشاط", "start_year": "١٤٠٠", "participants": "many", "women": "-3"}
    kept = tikrit.send(f"/en/desk/drafts/{number}/typed", version=version(tikrit, number), **fields)
    assert kept.get_json()["version"] == version(tikrit, number)
    shown = typed_of(Page(tikrit.get(f"/ar/desk/drafts/{number}")))
    assert {name: shown[name] for name in fields} == fields
    for other in (editor, client):
        assert other.get(f"/en/desk/drafts/{number}").status_code in (303, 404)
    assert editor.send(f"/en/desk/drafts/{number}/typed", name_en="x").status_code == 404


def test_a_draft_that_was_kept_elsewhere_is_not_overwritten(tikrit, clock):
    number = begun(tikrit, "organization")
    seen = version(tikrit, number)
    clock.advance(seconds=5)
    address = f"/en/desk/drafts/{number}"
    assert tikrit.send(f"{address}/typed", version=seen, name_en="First").status_code == 200
    clock.advance(seconds=5)
    # The same once more is no clash: the answer to the first may have been lost.
    assert tikrit.send(f"{address}/typed", version=seen, name_en="First").status_code == 200
    assert tikrit.send(f"{address}/typed", version=seen, name_en="Second").status_code == 409
    answer = tikrit.send(address, version=seen, name_en="Second", action="propose")
    assert answer.status_code == 409
    assert typed_of(Page(answer))["name_en"] == "Second"
    assert typed_of(Page(tikrit.get(address)))["name_en"] == "First"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "whole number"), ("ar", "عدد"), ("ckb", "ژمارە")],
)
def test_what_is_wrong_is_said_in_the_readers_language_and_everything_typed_stays(
    tikrit, language, words
):
    number = begun(tikrit, "activity")
    fields = {
        "name_en": "Race",
        "kind": "sport-event",
        "start_day": "7",
        "start_month": "2",
        "start_year": "2023",
        "participants": "a dozen",
        "women": "7",
        "men": "8",
        "summary_ckb": "دەق",
        "new_source_title": "A title",
    }
    answer = tikrit.send(f"/{language}/desk/drafts/{number}", action="propose", **fields)
    page = Page(answer)
    assert answer.status_code == 422
    assert {name: typed_of(page).get(name) for name in fields} == fields
    wrong = {element["name"] for _tag, element in page.elements if "aria-invalid" in element}
    assert {"participants", "new_source_url"} <= wrong
    assert words in page.text
    assert "Not a valid" not in page.text
    assert "Invalid" not in page.text


def test_a_second_tap_on_the_button_says_that_it_was_handed_in(tikrit, session):
    number = handed_in(tikrit, "organization", {**TEAM, **OWN_RECORD})
    for action in ("propose", "keep", "discard", "preview"):
        again = tikrit.send(f"/en/desk/drafts/{number}", action=action, name_en="Other")
        assert "done=proposed-before" in again.location
    assert tikrit.send(f"/en/desk/drafts/{number}/typed", name_en="Other").status_code == 409
    found = revision(session, number)
    assert found.state == RevisionState.PROPOSED
    assert found.snapshot["texts"]["en"]["name"] == TEAM["name_en"]


def test_a_record_much_like_another_is_shown_before_it_is_handed_in(tikrit):
    number = begun(tikrit, "organization")
    fields = {**TEAM, **OWN_RECORD, "name_en": "team Runners"}
    answer = tikrit.send(f"/en/desk/drafts/{number}", action="propose", **fields)
    assert answer.status_code == 422
    assert "/en/desk/records/organization/runners" in Page(answer).values("href")
    answer = tikrit.send(f"/en/desk/drafts/{number}", action="propose", distinct="yes", **fields)
    assert "done=proposed" in answer.location


def test_a_draft_that_is_thrown_away_takes_its_source_with_it(tikrit, session):
    number = handed_in(tikrit, "organization", {**TEAM, **OWN_RECORD})
    assert tikrit.send(f"/en/desk/drafts/{number}/withdrawal").status_code == 303
    fields = typed_of(Page(tikrit.get(f"/en/desk/drafts/{number}")))
    assert fields["sources"] == f"desk-{number}-1"
    assert tikrit.send(f"/en/desk/drafts/{number}", action="discard").status_code == 303
    assert session.query(Revision).where(Revision.record_slug.like("desk-%")).count() == 0


def test_what_was_taken_back_can_still_be_chosen_by_its_author(tikrit, session):
    number = handed_in(tikrit, "forum", {**FORUM, **OWN_RECORD})
    slug = revision(session, number).record_slug
    team = begun(tikrit, "organization")
    tikrit.send(f"/en/desk/drafts/{team}", **{**TEAM, "forums": slug})
    tikrit.send(f"/en/desk/drafts/{number}/withdrawal")
    page = Page(tikrit.get(f"/en/desk/drafts/{team}"))
    assert typed_of(page)["forums"] == slug
    assert FORUM["name_en"] in page.text


def test_a_change_of_a_member_of_a_hidden_forum_keeps_its_forum(tikrit, editor, session):
    editor.send("/en/desk/forums/tikrit-forum/hiding", reason="Threats")
    number = begun(tikrit, "organization", "runners")
    fields = typed_of(Page(tikrit.get(f"/en/desk/drafts/{number}")))
    assert fields["forums"] == "tikrit-forum"
    tikrit.send(f"/en/desk/drafts/{number}", action="propose", **fields)
    editor.send(f"/en/desk/review/{number}", action="approve")
    assert revision(session, number).state == RevisionState.PUBLISHED
    assert editor.get("/en/organizations/runners").status_code == 404


def test_two_changes_of_one_record_are_merged_field_by_field(tikrit, editor, session, make_public):
    number = begun(tikrit, "forum", "tikrit-forum")
    make_public(forum("tikrit-forum", city="tikrit", stage="dormant", name_ar="منتدى"))
    fields = typed_of(Page(tikrit.get(f"/en/desk/drafts/{number}")))
    mine = {**fields, "name_en": "Our forum", "stage": "formed", **OWN_RECORD}
    answer = tikrit.send(f"/en/desk/drafts/{number}", action="propose", **mine)
    assert answer.location.endswith(f"/desk/drafts/{number}/merging")
    page = Page(tikrit.get(answer.location))
    assert {field["name"] for field in page.all("input") if field["type"] == "radio"} == {"stage"}
    assert "منتدى" in page.text
    tikrit.send(answer.location, stage="theirs")
    merged = typed_of(Page(tikrit.get(f"/en/desk/drafts/{number}")))
    assert (merged["name_en"], merged["name_ar"]) == ("Our forum", "منتدى")
    assert (merged["stage"], merged["new_source_own"]) == ("dormant", "yes")
    tikrit.send(f"/en/desk/drafts/{number}", action="propose", **merged)
    decided = editor.send(f"/en/desk/review/{number}", action="approve")
    assert "done=approved" in decided.location
    assert f"desk-{number}-2" in revision(session, number).snapshot["sources"]


def test_a_part_of_a_part_is_told_beside_the_field(app, tikrit, session):
    number = begun(tikrit, "activity")
    fields = {"name_ar": "سباق", "kind": "visit", "status": "held", "start_year": "2023"}
    answer = tikrit.send(
        f"/ar/desk/drafts/{number}",
        action="propose",
        **{**fields, **OWN_RECORD, "forums": "tikrit-forum", "part_of": "race-hillah"},
    )
    page = Page(answer)
    assert answer.status_code == 422
    assert "#part_of" in page.values("href")
    assert "جزء من نشاط آخر" in page.text
    assert revision(session, number).state == RevisionState.DRAFT
