"""Wrong codes after the right password: each doubles the time until the next is looked at."""

from datetime import timedelta

from network.changes.backing_off import waiting_time
from network.changes.events import record
from network.event_kinds import EventKind
from network.extensions import database
from tests.people import NOON

MINUTE = timedelta(minutes=1)


def test_each_wrong_code_doubles_the_wait_up_to_an_hour(app):
    moment, waits = NOON, []
    with database.writing(app) as session:
        for _ in range(14):
            record(session, EventKind.WRONG_CODE, moment, about="editor")
            record(session, EventKind.WRONG_CODE, moment, about="another")
            wait = waiting_time(session, "editor", moment)
            waits.append(wait // MINUTE)
            moment += wait
            assert waiting_time(session, "editor", moment) == timedelta(0)
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_so_a_guesser_has_less_than_forty_guesses_a_day(app):
    moment, count = NOON, 0
    with database.writing(app) as session:
        while moment < NOON + timedelta(days=1):
            record(session, EventKind.WRONG_CODE, moment, about="editor")
            moment += waiting_time(session, "editor", moment)
            count += 1
    assert count < 40


def test_a_clock_that_was_ahead_locks_nobody_out(app):
    with database.writing(app) as session:
        for _ in range(9):
            record(session, EventKind.WRONG_CODE, NOON + timedelta(days=400), about="editor")
        assert waiting_time(session, "editor", NOON) == timedelta(0)
