"""Security events: written with what they tell, never changed, gone after a year."""

import ast
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from network.changes.events import KEPT, events_of, forget_events, record, take_in
from network.config import PROJECT_FOLDER
from network.event_kinds import EventKind
from network.extensions import database
from network.models import SecurityEvent

# Where accounts, factors and what is withheld are changed by people and by commands.
RECORDING = [
    *(f"views/desk/{name}.py" for name in ("accounts", "factor", "hiding", "own", "tickets")),
    "account_commands.py",
]
# What changes nothing that anybody would look up: one's name and language, that a forum is at work.
QUIET = {"change in own", "confirm in hiding", "show in hiding"}


@pytest.fixture
def kinds(session):
    def read():
        session.rollback()
        found = select(SecurityEvent.kind).order_by(SecurityEvent.id)
        return list(session.scalars(found))

    return read


@pytest.fixture
def recorded(app):
    """An event of now and one of more than a year ago."""
    with database.writing(app) as writer:
        record(writer, EventKind.SIGNED_IN, datetime.now(UTC), about="editor")
        record(writer, EventKind.INVITED, datetime.now(UTC) - KEPT - timedelta(days=3))


@pytest.mark.parametrize(
    "statement",
    [
        update(SecurityEvent).values(about="nobody"),
        update(SecurityEvent).values(at=datetime(2020, 1, 1, tzinfo=UTC)),
        delete(SecurityEvent).where(SecurityEvent.kind == EventKind.SIGNED_IN),
        delete(SecurityEvent),
    ],
)
def test_nobody_changes_what_was_recorded_or_deletes_what_is_younger_than_a_year(
    app, recorded, kinds, statement
):
    with pytest.raises(DBAPIError, match="kept for a year"), database.writing(app) as writer:
        writer.execute(statement)
    assert kinds() == [EventKind.SIGNED_IN, EventKind.INVITED]


def test_nothing_takes_the_place_of_an_event_and_the_table_is_not_emptied(app, recorded, kinds):
    lite = database.engine(app).dialect.name == "sqlite"
    statement = (
        "INSERT OR REPLACE INTO security_event SELECT id, at, kind, by, 'nobody', detail, "
        "reference FROM security_event"
        if lite
        else "TRUNCATE security_event"
    )
    with pytest.raises(DBAPIError, match="kept for a year"), database.writing(app) as writer:
        writer.execute(text(statement))
    assert kinds() == [EventKind.SIGNED_IN, EventKind.INVITED]


def test_after_a_year_an_event_goes_and_no_clock_of_ours_makes_it_go_earlier(app, recorded, kinds):
    with database.writing(app) as writer:
        record(writer, EventKind.SWITCHED_ON, datetime.now(UTC) - timedelta(days=2))
        forget_events(writer, datetime.now(UTC) + timedelta(days=800))
    assert kinds() == [EventKind.SIGNED_IN, EventKind.SWITCHED_ON]


def test_a_clock_that_is_years_ahead_for_a_day_deletes_nothing(app, kinds):
    ahead = datetime.now(UTC)
    right = ahead - timedelta(days=800)
    told = [
        (EventKind.INVITED, right - timedelta(days=300)),
        (EventKind.SWITCHED_ON, right),
        (EventKind.SIGNED_IN, ahead - timedelta(hours=20)),
        (EventKind.SIGNED_IN, ahead),
    ]
    with database.writing(app) as writer:
        for kind, moment in told:
            record(writer, kind, moment)
        forget_events(writer, ahead)
    assert kinds() == [kind for kind, _moment in told]


def erase_in_vain(app):
    with database.writing(app) as writer:
        record(writer, EventKind.ERASED, datetime.now(UTC))
        writer.execute(text("SELECT no_such_column FROM account"))


def test_what_fails_leaves_no_event(app, kinds):
    with pytest.raises(DBAPIError):
        erase_in_vain(app)
    assert kinds() == []


def test_a_flood_is_told_ten_times_in_five_minutes(app, kinds):
    moment = datetime.now(UTC)
    with database.writing(app) as writer:
        for second in range(40):
            record(writer, EventKind.WRONG_PASSWORD, moment + timedelta(seconds=second), about="a")
        record(writer, EventKind.WRONG_PASSWORD, moment, about="b")
        record(writer, EventKind.WRONG_PASSWORD, moment + timedelta(minutes=6), about="a")
    assert len(kinds()) == 12


def test_events_that_a_backup_lacks_are_taken_in_once(app, recorded, kinds):
    with database.writing(app) as writer:
        events = events_of(writer)
        later = {**events[0], "kind": EventKind.ERASED}
        for _ in range(2):
            take_in(writer, [*events, later])
    assert sorted(kinds()) == ["erased", "invited", "signed-in"]


def writing_blocks(path):
    """Each block that writes in a module, by the function that holds it; what it calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for block in (node for node in ast.walk(function) if isinstance(node, ast.With)):
            if "database.writing" in ast.unparse(block.items[0]):
                calls = (node for node in ast.walk(block) if isinstance(node, ast.Call))
                yield f"{function.name} in {path.stem}", {ast.unparse(call.func) for call in calls}


def test_whatever_changes_accounts_or_hides_records_it_in_the_same_transaction():
    found = {}
    for name in RECORDING:
        for place, calls in writing_blocks(PROJECT_FOLDER / "network" / name):
            found[place] = found.get(place, False) or bool({"note", "record"} & calls)
    assert len(found) > 15
    assert {place for place, noted in found.items() if not noted} <= QUIET
