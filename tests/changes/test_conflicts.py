"""Conflicts: a confirmation alone is adopted, with the later day; anything else is a conflict."""

from datetime import date

import pytest

from network.changes.confirm import confirm_forum
from network.changes.conflicts import ConflictError
from network.changes.drafts import draft_of
from network.changes.propose import propose, propose_removal
from network.changes.publish import Proposal, latest_revision
from network.changes.review import approve, approve_changed
from network.models import Revision
from tests.people import NOON, editor, person
from tests.records import forum

SLUG, DAY = "tikrit-forum", date(2024, 5, 1)


def begun(session, author):
    """A draft of a change of the forum."""
    standing = latest_revision(session, "forum", SLUG)
    return session.get(Revision, draft_of(session, author, standing, [], NOON))


def handed_in(session, draft, **columns):
    """A change of the forum's stage, perhaps with more."""
    entry = forum(SLUG, city="tikrit", stage="dormant", **columns)
    return propose(session, draft, entry.snapshot, (), NOON)


def says(session):
    """The stage and the confirmation that are public."""
    snapshot = latest_revision(session, "forum", SLUG).snapshot
    return snapshot["stage"], snapshot["last_confirmed"]


@pytest.mark.parametrize(
    ("own", "kept"),
    [("", "2024-05-01"), ("2023-01-31", "2024-05-01"), ("2024-05-02", "2024-05-02")],
)
def test_what_was_confirmed_while_a_change_waits_is_adopted_with_the_later_day(desk, own, kept):
    author = person(desk, "one")
    change = handed_in(desk, begun(desk, author), last_confirmed=own)
    confirm_forum(desk, SLUG, author, DAY, NOON)
    confirm_forum(desk, SLUG, author, DAY, NOON)
    approve(desk, [change], editor(desk), NOON)
    assert says(desk) == ("dormant", kept)


def test_what_was_confirmed_since_a_draft_was_begun_is_adopted_when_it_is_handed_in(desk):
    author = person(desk, "one")
    draft = begun(desk, author)
    confirm_forum(desk, SLUG, author, DAY, NOON)
    assert handed_in(desk, draft).snapshot["last_confirmed"] == "2024-05-01"
    approve(desk, [draft], editor(desk), NOON)
    assert says(desk) == ("dormant", "2024-05-01")


def test_what_an_editor_makes_of_a_proposal_keeps_the_confirmation_too(desk):
    author = person(desk, "one")
    change = handed_in(desk, begun(desk, author))
    confirm_forum(desk, SLUG, author, DAY, NOON)
    changed = Proposal("forum", forum(SLUG, city="tikrit", stage="formed").snapshot)
    approve_changed(desk, change, [changed], editor(desk), NOON)
    assert says(desk) == ("formed", "2024-05-01")


def test_a_confirmation_with_any_other_change_is_a_conflict(desk):
    author, reviewer = person(desk, "one"), editor(desk)
    change = handed_in(desk, begun(desk, author))
    other = propose(
        desk, begun(desk, person(desk, "two")), forum(SLUG, city="hit").snapshot, (), NOON
    )
    approve(desk, [other], reviewer, NOON)
    confirm_forum(desk, SLUG, author, DAY, NOON)
    with pytest.raises(ConflictError):
        approve(desk, [change], reviewer, NOON)
    assert says(desk) == ("active", "2024-05-01")


def test_a_confirmation_that_was_taken_back_is_a_conflict(desk):
    author = person(desk, "one")
    confirm_forum(desk, SLUG, author, DAY, NOON)
    change = handed_in(desk, begun(desk, author), last_confirmed="2024-05-01")
    back = propose(
        desk, begun(desk, person(desk, "two")), forum(SLUG, city="tikrit").snapshot, (), NOON
    )
    approve(desk, [back], editor(desk), NOON)
    with pytest.raises(ConflictError):
        approve(desk, [change], editor(desk, "other"), NOON)
    assert says(desk) == ("active", None)


def test_a_forum_that_is_at_work_after_all_is_not_removed_unseen(desk):
    author = person(desk, "one")
    removal = propose_removal(desk, author, latest_revision(desk, "forum", SLUG), "Gone", NOON)
    confirm_forum(desk, SLUG, author, DAY, NOON)
    with pytest.raises(ConflictError):
        approve(desk, [removal], editor(desk), NOON)
