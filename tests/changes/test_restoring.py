"""Restoring does not overrule what was hidden, removed or erased since the backup."""

from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.orm import Session

from network.changes.events import record
from network.changes.hide import hide
from network.changes.publish import latest_revision
from network.changes.remove import empty_bin, remove
from network.changes.tombstones import Tombstones
from network.database import SITE_KEY, open_engine
from network.event_kinds import EventKind
from network.extensions import database
from network.models import (
    Account,
    City,
    DeskSession,
    Edition,
    Forum,
    Revision,
    SecurityEvent,
    Ticket,
)
from network.queries.hidings import hidings
from network.queries.seen import removed
from tests.people import NOON


@pytest.fixture
def run(app, databases):
    yield lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])
    if databases.name != "postgresql":
        return
    # What restoring sets aside is not the server's of the tests to keep.
    engine = create_engine(databases.server, isolation_level="AUTOCOMMIT")
    name = make_url(app.extensions["settings"].database_url).database
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT datname FROM pg_database WHERE starts_with(datname, :stem)"),
            {"stem": f"{name[:30]}_before_"},
        )
        for aside in found.scalars().all():
            connection.execute(text(f'DROP DATABASE "{aside}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture
def decided(app, run, editor, small, tmp_path):
    """A backup, and then: a forum is hidden, a city removed, another one erased."""
    assert run("backup", tmp_path / "monday").exit_code == 0
    with database.writing(app) as session:
        account = session.get_one(Account, editor.account_id)
        hide(session, "tikrit-forum", account, "threats", NOON)
        remove(session, latest_revision(session, "city", "anah"), account, "No", NOON)
        removal = remove(session, latest_revision(session, "city", "hit"), account, "No", NOON)
        empty_bin(session, removal)
    return tmp_path / "monday"


@pytest.fixture
def read(app, database_url):
    @contextmanager
    def open_session():
        engine = open_engine(database_url)
        try:
            with Session(engine, info={SITE_KEY: app.extensions["site_key"]}) as session:
                yield session
        finally:
            engine.dispose()

    return open_session


def test_what_was_hidden_removed_or_erased_since_stays_so(decided, run, read, app):
    with read() as session:
        mark = session.scalar(select(Edition.mark))
    result = run("restore", decided)
    assert result.exit_code == 0, result.output
    assert "forum tikrit-forum" in result.output
    assert "city anah" in result.output
    assert "city hit" not in result.output
    with read() as session:
        assert {"anah", "hit"} & set(session.scalars(select(City.slug))) == set()
        assert set(session.scalars(select(Forum.slug))) == {"national-forum"}
        assert [hiding.forum for hiding in session.scalars(hidings())] == ["tikrit-forum"]
        binned = session.scalars(removed(select(Revision)))
        assert [entry.record_slug for entry in binned] == ["anah"]
        assert session.scalars(select(Revision).where(Revision.record_slug == "hit")).all() == []
        assert Tombstones.read(session).hold(("city", "hit"))
        assert session.scalar(select(Edition.mark)) != mark
    assert app.test_client().get("/en/cities/hit").status_code == 404


def test_what_is_asked_for_is_published_but_nothing_erased(decided, run, read):
    result = run("restore", "--publish-them", decided)
    assert result.exit_code == 0, result.output
    with read() as session:
        assert "anah" in set(session.scalars(select(City.slug)))
        assert "hit" not in set(session.scalars(select(City.slug)))
        assert "tikrit-forum" in set(session.scalars(select(Forum.slug)))


@pytest.mark.usefixtures("editor", "small")
def test_restoring_ends_all_sessions_and_tickets(run, read, tmp_path):
    assert run("accounts", "invite").exit_code == 0
    assert run("backup", tmp_path / "monday").exit_code == 0
    assert run("restore", tmp_path / "monday").exit_code == 0
    with read() as session:
        assert session.scalar(select(func.count()).select_from(DeskSession)) == 0
        assert session.scalar(select(func.count()).select_from(Ticket)) == 0
        assert session.scalar(select(func.count()).select_from(Account)) == 1


def test_without_a_checksum_nothing_is_restored_unless_that_is_said(run, small, read, tmp_path):
    run("backup", tmp_path / "monday")
    (tmp_path / "monday.sha256").unlink()
    assert run("restore", tmp_path / "monday").exit_code == 1
    assert run("restore", "--unchecked", tmp_path / "monday").exit_code == 0


def test_with_another_key_nothing_is_restored(decided, run, read, app):
    app.extensions["site_key"] = b"x" * 32
    result = run("restore", decided)
    assert result.exit_code == 1
    assert "key" in result.output
    with read() as session:
        assert "tikrit-forum" not in set(session.scalars(select(Forum.slug)))


def test_no_security_event_is_lost_and_the_restore_is_one(decided, app, run, read):
    with database.writing(app) as session:
        record(session, EventKind.ERASED, NOON, by="administrator")
    assert run("restore", decided).exit_code == 0
    with read() as session:
        kinds = set(session.scalars(select(SecurityEvent.kind)))
    assert kinds == {EventKind.ERASED, EventKind.RESTORED}


def test_a_database_whose_events_could_be_changed_is_refused(app, run, small, tmp_path):
    lite = database.engine(app).dialect.name == "sqlite"
    with database.engine(app).execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(
            "DROP TRIGGER security_event_is_not_changed"
            if lite
            else "CREATE OR REPLACE FUNCTION security_event_is_kept() RETURNS trigger "
            "LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
    assert run("backup", tmp_path / "monday").exit_code == 0
    result = run("restore", tmp_path / "monday")
    assert (result.exit_code, "security_event_is" in result.output) == (1, True)


FOREIGN = {
    "trigger": "CREATE TRIGGER spy AFTER INSERT ON city BEGIN DELETE FROM account; END",
    "view": "CREATE VIEW spy AS SELECT * FROM account",
    "virtual table": "CREATE VIRTUAL TABLE spy USING fts5(words)",
    "table": "CREATE TABLE spy (words TEXT)",
    "index": "CREATE UNIQUE INDEX spy ON desk_session(complete)",
    "foreign key that is gone": (
        "UPDATE sqlite_master SET sql = replace(sql, 'FOREIGN KEY', 'CHECK (1) --') "
        "WHERE name = 'desk_session'"
    ),
    "condition that is gone": (
        "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (', 'CHECK (1 OR ') WHERE name = 'city'"
    ),
    "column": "ALTER TABLE city ADD COLUMN spy TEXT",
    "later version": "UPDATE alembic_version SET version_num = '9999'",
    "lost reference": "UPDATE city SET governorate_id = 4711",
}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.usefixtures("small")
def test_a_file_that_is_not_ours_is_refused_and_nothing_changes(
    run, read, database_url, tmp_path, statement
):
    run("backup", tmp_path / "monday")
    engine = create_engine(f"sqlite:///{tmp_path / 'monday'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql(statement)
    engine.dispose()
    with read() as session:
        before = session.scalar(select(Edition.mark))
    result = run("restore", tmp_path / "monday")
    assert (result.exit_code, "changed or damaged" in result.output) == (1, True)
    result = run("restore", "--unchecked", tmp_path / "monday")
    assert result.exit_code == 1
    (tmp_path / "monday.sha256").unlink()
    result = run("restore", "--unchecked", tmp_path / "monday")
    assert (result.exit_code, "is not restored" in result.output) == (1, True), result.output
    with read() as session:
        assert session.scalar(select(Edition.mark)) == before


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_while_the_site_writes_nothing_is_restored(run, small, read, database_url, tmp_path):
    run("backup", tmp_path / "monday")
    engine = open_engine(database_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM city").all()
        result = run("restore", tmp_path / "monday")
    engine.dispose()
    assert (result.exit_code, "Stop the site" in result.output) == (1, True)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_earlier_database_that_was_set_aside_is_overwritten(run, small, clock, tmp_path):
    run("backup", tmp_path / "monday")
    asides = set()
    for _ in range(3):
        result = run("restore", tmp_path / "monday")
        asides.add(result.output.rpartition("The one before: ")[2].strip())
    assert len(asides) == 3
