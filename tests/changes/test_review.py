"""Review: nothing is public before it is approved, nobody approves their own, nothing is lost."""

import pytest
from sqlalchemy import select

from network.changes.conflicts import ConflictError
from network.changes.drafts import (
    NotADraftError,
    StaleError,
    draft_of,
    keep_typed,
    start_draft,
    version_of,
)
from network.changes.propose import propose, propose_removal, withdraw
from network.changes.publish import MissingReferenceError, latest_revision
from network.changes.remove import NeededError
from network.changes.review import DecidedError, OwnProposalError, approve, send_back
from network.models import City, Forum, Organization, Revision, Source
from network.vocabulary import RevisionState
from tests.people import NOON, editor, person
from tests.records import city, forum, organization, source


def drafted(session, author, entry):
    """A draft of a new record."""
    return session.get(Revision, start_draft(session, author, entry.kind, [["a", "b"]], NOON))


def proposed(session, author, entry, *along):
    """A new record that waits for review."""
    return propose(session, drafted(session, author, entry), entry.snapshot, along, NOON)


def change(session, author, entry):
    """A change of a public record that waits for review."""
    standing = latest_revision(session, entry.kind, entry.slug)
    draft = session.get(Revision, draft_of(session, author, standing, [], NOON))
    return propose(session, draft, entry.snapshot, (), NOON)


def test_a_draft_and_a_proposal_are_in_no_table(desk):
    author = person(desk, "kut")
    proposed(desk, author, city("kut", "tigris", sources="note"), source("note"))
    drafted(desk, author, city("amarah", "tigris"))
    assert not desk.scalars(select(City).where(City.slug.in_(("kut", "amarah")))).all()
    assert not desk.scalars(select(Source).where(Source.slug == "note")).all()


def test_an_approved_proposal_is_public_with_the_source_that_came_along(desk):
    revision = proposed(
        desk, person(desk, "kut"), city("kut", "tigris", sources="note"), source("note")
    )
    approve(desk, [revision], editor(desk), NOON)
    kut = desk.scalars(select(City).where(City.slug == "kut")).one()
    assert [entry.slug for entry in kut.sources] == ["note"]
    assert revision.state == RevisionState.PUBLISHED
    assert revision.decided_by.login == "editor"


def test_approving_a_forum_publishes_the_new_city_that_it_needs(desk):
    author = person(desk, "kut")
    proposed(desk, author, city("kut", "tigris"))
    team = proposed(desk, author, organization("rowers", forums="kut-forum"))
    proposed(desk, author, forum("kut-forum", city="kut"))
    assert len(approve(desk, [team], editor(desk), NOON)) == 3
    rowers = desk.scalars(select(Organization).where(Organization.slug == "rowers")).one()
    assert rowers.forums[0].city.slug == "kut"


def test_a_proposal_that_refers_to_nothing_is_not_published(desk):
    revision = proposed(desk, person(desk, "kut"), forum("kut-forum", city="atlantis"))
    with pytest.raises(MissingReferenceError, match="atlantis"):
        approve(desk, [revision], editor(desk), NOON)


def test_nobody_approves_their_own_unless_alone(desk):
    alone = editor(desk)
    revision = proposed(desk, alone, city("kut", "tigris"))
    other = editor(desk, "other")
    with pytest.raises(OwnProposalError):
        approve(desk, [revision], alone, NOON)
    other.active = False
    desk.flush()
    assert approve(desk, [revision], alone, NOON) == [revision]


def test_what_is_sent_back_keeps_its_reason_and_can_be_proposed_again(desk):
    author, reviewer = person(desk, "kut"), editor(desk)
    revision = proposed(desk, author, city("kut", "tigris", sources="note"), source("note"))
    send_back(desk, revision, reviewer, "Which bank of the river?", NOON)
    states = {
        entry.state for entry in desk.scalars(select(Revision).where(Revision.batch != "seed"))
    }
    assert states == {RevisionState.REFUSED}
    assert revision.reason == "Which bank of the river?"
    again = propose(desk, revision, revision.snapshot, [source("note")], NOON)
    assert (again.state, again.reason) == (RevisionState.PROPOSED, None)


def test_what_was_decided_is_not_decided_again(desk):
    reviewer = editor(desk)
    revision = proposed(desk, person(desk, "kut"), city("kut", "tigris"))
    approve(desk, [revision], reviewer, NOON)
    with pytest.raises(DecidedError):
        approve(desk, [revision], reviewer, NOON)
    with pytest.raises(DecidedError):
        send_back(desk, revision, reviewer, "Too late", NOON)
    with pytest.raises(NotADraftError):
        withdraw(desk, revision, [], NOON)


def test_a_change_of_an_older_version_is_a_conflict(desk):
    one, two = person(desk, "one"), person(desk, "two")
    first = change(desk, one, city("hit", "euphrates", name_ar="هيت"))
    second = change(desk, two, city("hit", "euphrates", name_en="Hīt"))
    approve(desk, [first], editor(desk), NOON)
    with pytest.raises(ConflictError) as conflict:
        approve(desk, [second], editor(desk, "other"), NOON)
    assert conflict.value.standing is first
    hit = desk.scalars(select(City).where(City.slug == "hit")).one()
    assert (hit.texts["en"].name, hit.texts["ar"].name) == ("Hit", "هيت")


def test_a_change_of_an_older_version_cannot_be_proposed(desk, app):
    author = person(desk, "one")
    standing = latest_revision(desk, "city", "hit")
    draft = desk.get(Revision, draft_of(desk, author, standing, [], NOON))
    approve(desk, [change(desk, person(desk, "two"), city("hit", "tigris"))], editor(desk), NOON)
    with pytest.raises(ConflictError):
        propose(desk, draft, city("hit", "euphrates").snapshot, (), NOON)


def test_to_change_a_record_again_goes_on_with_the_same_draft(desk):
    author = person(desk, "one")
    standing = latest_revision(desk, "city", "hit")
    first = draft_of(desk, author, standing, [["name_en", "Hit"]], NOON)
    assert draft_of(desk, author, standing, [], NOON) == first
    assert draft_of(desk, person(desk, "two"), standing, [], NOON) != first


def test_a_draft_that_was_kept_elsewhere_is_not_overwritten(desk):
    draft = drafted(desk, person(desk, "one"), city("kut", "tigris"))
    seen = version_of(draft)
    later = keep_typed(draft, [["name_en", "Kut"]], NOON.replace(minute=1), seen)
    with pytest.raises(StaleError):
        keep_typed(draft, [["name_en", "K"]], NOON.replace(minute=2), seen)
    assert draft.typed == [["name_en", "Kut"]]
    assert version_of(draft) == later


def test_an_approved_removal_takes_the_record_off_the_tables(desk):
    standing = latest_revision(desk, "city", "anah")
    removal = propose_removal(desk, person(desk, "one"), standing, "Not ours", NOON)
    assert desk.scalars(select(City).where(City.slug == "anah")).one()
    approve(desk, [removal], editor(desk), NOON)
    assert not desk.scalars(select(City).where(City.slug == "anah")).all()


def test_what_others_refer_to_is_not_removed(desk):
    standing = latest_revision(desk, "forum", "tikrit-forum")
    removal = propose_removal(desk, person(desk, "one"), standing, "Twice", NOON)
    with pytest.raises(NeededError) as needed:
        approve(desk, [removal], editor(desk), NOON)
    assert ("organization", "runners") in needed.value.by
    assert desk.scalars(select(Forum).where(Forum.slug == "tikrit-forum")).one()
