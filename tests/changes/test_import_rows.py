"""An import is one batch: handed in, published and undone as a whole."""

import pytest
from sqlalchemy import func, select

from network.changes.conflicts import ConflictError
from network.changes.import_rows import ChangedSinceError, import_rows, undo_batch
from network.changes.publish import latest_revision
from network.changes.remove import NeededError
from network.changes.review import approve
from network.models import Activity, Edition, Revision
from network.queries.revisions import of_batch
from network.vocabulary import Origin
from tests.people import NOON, editor, person
from tests.records import activity, organization


def entry(session, proposal):
    standing = latest_revision(session, proposal.kind, proposal.slug)
    return proposal.kind, proposal.snapshot, standing.id if standing else None


def handed_in(session, *proposals):
    author = person(session, "najaf")
    return import_rows(session, author, [entry(session, each) for each in proposals], NOON)


def published(session, *proposals):
    batch = handed_in(session, *proposals)
    approve(session, list(session.scalars(of_batch(batch))), editor(session), NOON)
    return batch


def slugs(session):
    return set(session.scalars(select(Activity.slug)))


WHOLE, PART = activity("season", "festival"), activity("race", "visit", part_of="season")


def test_rows_wait_as_one_batch_and_nothing_is_public(desk):
    before = slugs(desk)
    batch = handed_in(desk, PART, WHOLE, activity("undated", "visit"))
    rows = list(desk.scalars(of_batch(batch)))
    assert {row.state.value for row in rows} == {"proposed"}
    assert {row.origin for row in rows} == {Origin.IMPORT}
    assert [bool(row.based_on_id) for row in rows] == [False, False, True]
    assert slugs(desk) == before


def test_a_row_that_was_compared_with_an_older_version_stops_the_whole_import(desk):
    seen = entry(desk, activity("undated", "visit"))
    published(desk, activity("undated", "festival"))
    author = person(desk, "kut")
    with pytest.raises(ConflictError):
        import_rows(desk, author, [entry(desk, WHOLE), seen], NOON)


def test_a_published_import_is_undone_as_one(desk):
    before, edition = slugs(desk), desk.scalar(select(Edition.number))
    standing = latest_revision(desk, "activity", "undated").snapshot
    batch = published(desk, PART, WHOLE, activity("undated", "visit"))
    assert slugs(desk) == before | {"season", "race"}
    assert undo_batch(desk, batch, editor(desk, "second"), "A mistake", NOON) == 3
    assert slugs(desk) == before
    assert latest_revision(desk, "activity", "undated").snapshot == standing
    assert latest_revision(desk, "activity", "race").removal
    assert desk.scalar(select(Edition.number)) > edition


def test_what_waits_is_withdrawn_without_a_trace(desk):
    batch = handed_in(desk, WHOLE)
    undo_batch(desk, batch, editor(desk), "", NOON)
    assert desk.scalar(select(func.count()).where(Revision.batch == batch)) == 0


def test_an_import_that_was_changed_since_is_not_undone(desk):
    batch = published(desk, activity("undated", "visit"))
    rows = [entry(desk, activity("undated", "festival"))]
    later = import_rows(desk, person(desk, "kut"), rows, NOON)
    approve(desk, list(desk.scalars(of_batch(later))), editor(desk, "third"), NOON)
    with pytest.raises(ChangedSinceError, match="changed") as refused:
        undo_batch(desk, batch, editor(desk, "second"), "", NOON)
    assert refused.value.slugs == ["undated"]


def test_an_import_that_others_refer_to_is_not_undone(desk):
    batch = published(desk, organization("walkers"))
    author = person(desk, "kut")
    rows = [entry(desk, activity("walk", organizers="walkers"))]
    later = import_rows(desk, author, rows, NOON)
    approve(desk, list(desk.scalars(of_batch(later))), editor(desk, "third"), NOON)
    with pytest.raises(NeededError) as refused:
        undo_batch(desk, batch, editor(desk, "second"), "", NOON)
    assert refused.value.by == [("activity", "walk")]
