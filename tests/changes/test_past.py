"""The past: what was public on a day, rebuilt from the revisions, and nothing hidden."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from network.changes.hide import hide
from network.changes.past import opened, rebuild
from network.changes.publish import publish
from network.extensions import database
from network.models import Account, Activity, Edition, Forum
from network.queries.activities import activities
from network.queries.cube import build_cube
from network.queries.disclosure import told
from network.queries.downloads import row_count
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
            counts.append((past.scalar(row_count(activities(Filter()))), list(kinds)))
    assert counts == [(8, []), (9, ["training"]), (9, ["workshop"])]


def test_before_the_first_publication_there_was_nothing(session, small):
    with past_of(session, datetime(2001, 1, 1, tzinfo=UTC)) as past:
        assert past.scalar(row_count(activities(Filter()))) == 0
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


WHOLE = {"start": "2019-02-02", "participants": 90}
PART = {"start": "2019-02-02", "participants": 30, "part_of": "whole"}


def women_told(session, moment=None):
    """What an activity, a part and a moved part tell of women then, and whose parts they are."""
    past = past_of(session, moment) if moment else session
    found = past.scalars(select(Activity).where(Activity.slug.in_(["whole", "part"])))
    return {a.slug: (told(a).get("women"), a.part_of and a.part_of.slug) for a in found}


def test_a_part_is_silent_in_the_past_where_its_whole_was_corrected(app, session, small):
    add(app, FIRST, activity("whole", women=50, men=40, **WHOLE))
    add(app, FIRST, activity("part", women=14, men=16, **PART))
    assert women_told(session, FIRST + DAY / 2)["part"] == (14, "whole")
    add(app, FIRST + DAY, activity("whole", women=15, men=75, **WHOLE))
    session.rollback()
    assert women_told(session)["whole"] == (15, None)
    assert women_told(session, FIRST + DAY / 2) == {"whole": (None, None), "part": (None, "whole")}


def test_a_whole_is_silent_in_the_past_where_its_part_was_corrected(app, session, small):
    add(app, FIRST, activity("whole", women=16, men=74, **WHOLE))
    add(app, FIRST, activity("part", women=6, men=24, **PART))
    add(app, FIRST + DAY, activity("part", women=14, men=16, **PART))
    assert women_told(session, FIRST + DAY / 2)["whole"] == (None, None)


def test_the_past_no_longer_says_of_what_an_activity_was_a_part_by_mistake(app, session, small):
    add(app, FIRST, activity("whole", women=16, men=74, **WHOLE))
    add(app, FIRST, activity("part", women=14, men=16, **PART))
    alone = {name: value for name, value in PART.items() if name != "part_of"}
    add(app, FIRST + DAY, activity("part", women=14, men=16, **alone))
    assert women_told(session)["part"] == (14, None)
    assert women_told(session, FIRST + DAY / 2)["part"] == (None, None)


def test_a_part_that_only_says_more_in_words_leaves_the_past_as_it_was(app, session, small):
    add(app, FIRST, activity("whole", women=50, men=40, **WHOLE))
    add(app, FIRST, activity("part", women=14, men=16, **PART))
    add(app, FIRST + DAY, activity("part", "workshop", women=14, men=16, **PART))
    assert women_told(session, FIRST + DAY / 2)["part"] == (14, "whole")
