"""The past: what was public on a day, rebuilt from the revisions, and nothing hidden."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from network.changes.hide import hide
from network.changes.past import opened, rebuild
from network.changes.publish import publish
from network.extensions import database
from network.models import Account, Activity, Edition, Forum
from network.queries.activities import activity_count
from network.queries.cube import build_cube
from network.queries.filter import Filter
from network.vocabulary import Origin
from tests.cast import make_account
from tests.records import activity

FIRST = datetime(2030, 1, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def past_of(session, moment):
    return Session(opened(rebuild(session, moment)))


def add(app, moment, *proposals):
    with database.writing(app) as session:
        publish(session, proposals, Origin.DESK, now=moment)


def test_the_tables_of_now_are_rebuilt_whole(session, seeded):
    now = datetime.now(UTC)
    with past_of(session, now) as past:
        assert build_cube(past) == build_cube(session)
        assert past.scalar(select(Edition.number)) == session.scalar(select(Edition.number))


def test_what_was_published_later_was_not_there(app, session, small):
    add(app, FIRST, activity("new", start="2019-01-01"))
    add(app, FIRST + DAY, activity("new", "workshop", start="2018-01-01", participants=9))
    counts = []
    for moment in (FIRST - DAY, FIRST + DAY / 2, FIRST + 2 * DAY):
        with past_of(session, moment) as past:
            kinds = past.scalars(select(Activity.kind).where(Activity.slug == "new")).all()
            counts.append((past.scalar(activity_count(Filter())), list(kinds)))
    assert counts == [(8, []), (9, ["training"]), (9, ["workshop"])]


def test_before_the_first_publication_there_was_nothing(session, small):
    with past_of(session, datetime(2001, 1, 1, tzinfo=UTC)) as past:
        assert past.scalar(activity_count(Filter())) == 0
        assert past.scalar(select(Edition.number)) == 0


def test_what_is_hidden_now_is_hidden_in_the_past_too(app, session, small):
    number = make_account(app, "someone")
    with database.writing(app) as writing:
        account = writing.get_one(Account, number)
        hide(writing, "tikrit-forum", account, "threats", FIRST)
    with past_of(session, FIRST + DAY) as past:
        assert set(past.scalars(select(Forum.slug))) == {"national-forum"}
        assert past.scalars(select(Activity).where(Activity.slug == "training-tikrit")).all() == []


def test_what_belonged_to_a_hidden_forum_then_is_hidden_although_it_no_longer_does(
    app, session, small
):
    add(app, FIRST, activity("walk", start="2019-01-01", forums="tikrit-forum"))
    add(app, FIRST + DAY, activity("walk", start="2019-01-01"))
    number = make_account(app, "someone")
    with database.writing(app) as writing:
        account = writing.get_one(Account, number)
        hide(writing, "tikrit-forum", account, "threats", FIRST + 2 * DAY)
    for moment, seen in ((FIRST + DAY / 2, []), (FIRST + 3 * DAY, ["walk"])):
        with past_of(session, moment) as past:
            found = past.scalars(select(Activity.slug).where(Activity.slug == "walk")).all()
            assert list(found) == seen


def test_a_past_day_tells_no_figure_that_gives_a_small_group_away_beside_a_later_one(
    app, session, small
):
    add(app, FIRST, activity("camp", start="2005-01-01", women=14, youth=9))
    add(app, FIRST + DAY, activity("camp", start="2005-01-01", participants=17, women=14, youth=9))
    add(app, FIRST, activity("walk", start="2005-01-01", participants=30, women=10, youth=12))
    add(app, FIRST + DAY, activity("walk", start="2005-01-01", participants=33, women=13, youth=12))
    with past_of(session, FIRST + DAY / 2) as past:
        rows = select(Activity.slug, Activity.participants, Activity.women, Activity.youth)
        found = past.execute(rows.where(Activity.first_year == 2005).order_by(Activity.slug))
        assert [tuple(row) for row in found] == [("camp", None, None, 9), ("walk", 30, None, 12)]
