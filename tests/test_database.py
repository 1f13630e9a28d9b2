"""The database: pragmas on every connection, one writer at a time, all or nothing."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from network.database import open_engine
from network.extensions import database
from network.models import Activity, ActivityText, Source
from tests.databases import build
from tests.records import source

PRAGMAS = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 60000,
    "secure_delete": 1,
    "trusted_schema": 0,
}


@pytest.fixture
def sqlite_only(databases):
    if databases.name != "sqlite":
        pytest.skip("of SQLite alone")


def test_every_connection_to_sqlite_has_the_pragmas(sqlite_only, app):
    engine = database.engine(app)
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in PRAGMAS}
            assert found == PRAGMAS


def test_a_writing_transaction_begins_immediate(sqlite_only, app):
    engine = database.engine(app)
    with database.writing(app) as writer, engine.connect() as other:
        writer.execute(text("SELECT 1"))
        other.exec_driver_sql("PRAGMA busy_timeout=0")
        with pytest.raises(OperationalError, match="locked"):
            other.execute(text("DELETE FROM source"))


def test_readers_do_not_wait_for_a_writer(app, small, session):
    with database.writing(app) as writer:
        writer.add(
            Source(slug="new", title="New", title_language="en", language="en", publisher="A")
        )
        writer.flush()
        assert session.scalar(select(func.count()).select_from(Source)) == 2


def test_two_writers_wait_for_each_other(app, session):
    def write(slug):
        with database.writing(app) as writer:
            writer.add(
                Source(slug=slug, title="A", title_language="en", language="en", publisher="B")
            )

    writers = [threading.Thread(target=write, args=(f"source-{n}",)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert session.scalar(select(func.count()).select_from(Source)) == 4


def test_an_error_while_writing_leaves_nothing(app, make_public, session):
    def fail():
        with database.writing(app) as writer:
            writer.add(
                Source(slug="a", title="A", title_language="en", language="en", publisher="B")
            )
            writer.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert session.scalars(select(Source)).all() == []
    assert make_public(source("a")) == 1


def test_a_reference_to_nothing_is_refused_by_the_database(app):
    def refer():
        with database.writing(app) as writer:
            writer.add(ActivityText(activity_id=99, locale="en", folded="", name="", sort_key=""))

    with pytest.raises(IntegrityError):
        refer()


def test_a_word_outside_its_list_is_refused_by_the_database(app, small):
    def misspell():
        with database.writing(app) as writer:
            writer.execute(text("UPDATE activity SET kind = 'party'"))

    with pytest.raises(IntegrityError):
        misspell()


def test_a_request_leaves_no_connection_open(app, client, small):
    for _ in range(3):
        client.get("/en/")
    assert database.engine(app).pool.checkedout() == 0


def test_texts_of_all_scripts_come_back_as_they_were(make_public, session):
    title = "بغداد هەولێر \u200f𝄞 'quoted' \"%s\" \\"
    make_public(source("report", title=title))
    assert session.scalars(select(Source.title)).one() == title
    assert session.scalar(select(func.count()).select_from(Activity)) == 0


def test_what_was_typed_is_in_no_error(database_url):
    engine = open_engine(database_url)
    statement = text("INSERT INTO nowhere (name) VALUES (:name)")
    with engine.connect() as connection, pytest.raises(DatabaseError) as problem:
        connection.execute(statement, {"name": "what was typed"})
    engine.dispose()
    assert "nowhere" in str(problem.value)
    assert "what was typed" not in str(problem.value)


# A process whose files may have a few bytes only is as on a full disk.
READ_WITHOUT_SPACE = """
import resource, sys
from network.database import open_engine
engine = open_engine(sys.argv[1])
for limit in (16, resource.RLIM_INFINITY):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for _ in range(2):
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT count(*) FROM organization").scalar()
            print(type(connection.connection.dbapi_connection).__name__, rows)
"""


def test_a_full_disk_can_be_read_and_is_written_again_when_there_is_space(sqlite_only, tmp_path):
    url = f"sqlite:///{tmp_path / 'network.sqlite'}"
    build(url, "small")
    command = [sys.executable, "-c", READ_WITHOUT_SPACE, url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    kinds, rows = zip(*(line.split() for line in done.stdout.splitlines()), strict=True)
    assert (kinds, set(rows)) == (("Reader", "Reader", "Connection", "Connection"), {"2"})
