"""Hiding a forum: everything of it is off the tables at once, and back as it was."""

from sqlalchemy import select

from network.changes.hide import hide, unhide
from network.changes.publish import Proposal, publish
from network.models import (
    Activity,
    Base,
    City,
    Edition,
    Forum,
    Organization,
    Revision,
)
from network.queries.cube import Cube
from network.queries.filter import Filter
from network.queries.revisions import published
from network.vocabulary import Origin
from tests.people import NOON, editor, person
from tests.records import activity, organization


def slugs(session, model):
    return set(session.scalars(select(model.slug)))


def contents(session):
    """Every row of the public tables, as plain values; numbers of rows may change."""
    session.flush()
    kept = ("account", "revision", "hid", "edition")
    return {
        table.name: sorted(_row(table, row) for row in session.execute(select(table)))
        for table in Base.metadata.sorted_tables
        if not table.name.startswith(kept)
    }


def _row(table, row):
    return [str(value) for name, value in row._mapping.items() if not name.endswith("id")]


def test_a_hidden_forum_takes_its_teams_and_activities_along(desk):
    hide(desk, "tikrit-forum", person(desk, "tikrit"), "Threats", NOON)
    assert "tikrit-forum" not in slugs(desk, Forum)
    assert "runners" not in slugs(desk, Organization)
    assert "training-tikrit" not in slugs(desk, Activity)
    assert {"season-hillah", "festival-basra"} <= slugs(desk, Activity)
    assert "tikrit" in slugs(desk, City)


def test_parts_go_with_a_hidden_whole(desk):
    hide(desk, "national-forum", person(desk, "basra"), "Threats", NOON)
    assert not {"season-hillah", "race-hillah"} & slugs(desk, Activity)


def test_hiding_makes_a_new_edition_whose_cube_knows_nothing_of_it(desk):
    edition = select(Edition).execution_options(populate_existing=True)
    before = desk.scalars(edition).one()
    number, activities = before.number, Cube.of(before.cube).tally(Filter()).activities
    hide(desk, "tikrit-forum", person(desk, "tikrit"), "Threats", NOON)
    after = desk.scalars(edition).one()
    assert after.number == number + 1
    assert Cube.of(after.cube).tally(Filter()).activities == activities - 1


def test_what_was_hidden_comes_back_as_it_was(desk):
    before = contents(desk)
    hiding = hide(desk, "national-forum", person(desk, "basra"), "Threats", NOON)
    assert contents(desk) != before
    unhide(desk, hiding, editor(desk), NOON)
    assert contents(desk) == before


def test_links_of_others_to_what_was_hidden_come_back(desk):
    hiding = hide(desk, "national-forum", person(desk, "basra"), "Threats", NOON)
    training = select(Activity).where(Activity.slug == "training-tikrit")
    assert desk.scalars(training).one().outcomes == []
    unhide(desk, hiding, editor(desk), NOON)
    assert [entry.slug for entry in desk.scalars(training).one().outcomes] == ["season-hillah"]


def test_what_is_published_while_its_forum_is_hidden_stays_off_the_tables(desk):
    account = editor(desk)
    hiding = hide(desk, "tikrit-forum", account, "Threats", NOON)
    publish(
        desk,
        [organization("swimmers", forums="tikrit-forum"), activity("swim", forums="tikrit-forum")],
        Origin.DESK,
        now=NOON,
    )
    assert "swimmers" not in slugs(desk, Organization)
    assert "swim" not in slugs(desk, Activity)
    assert desk.scalars(published("activity", "swim")).one()
    unhide(desk, hiding, account, NOON)
    assert "swimmers" in slugs(desk, Organization)
    assert "swim" in slugs(desk, Activity)


def test_a_change_of_another_record_may_still_name_what_is_hidden(desk):
    hide(desk, "national-forum", editor(desk), "Threats", NOON)
    snapshot = (
        desk.scalars(select(Revision).where(Revision.record_slug == "training-tikrit"))
        .one()
        .snapshot
    )
    publish(desk, [Proposal("activity", {**snapshot, "women": 4})], Origin.DESK, now=NOON)
    assert desk.scalars(select(Activity).where(Activity.slug == "training-tikrit")).one().women == 4


def test_a_forum_under_two_hidings_stays_hidden_until_both_end(desk):
    account = editor(desk)
    one = hide(desk, "tikrit-forum", account, "Threats", NOON)
    two = hide(desk, "tikrit-forum", account, "Threats again", NOON)
    unhide(desk, one, account, NOON)
    assert "tikrit-forum" not in slugs(desk, Forum)
    unhide(desk, two, account, NOON)
    assert "tikrit-forum" in slugs(desk, Forum)
