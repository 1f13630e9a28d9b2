"""Erased means that a search through every file finds nothing; else the page says what is left."""

from pathlib import Path

import pytest
from sqlalchemy import select

from network.changes.publish import latest_revision
from network.changes.remove import remove
from network.database import open_engine
from network.extensions import database
from network.models import Account, Revision
from tests.people import NOON
from tests.records import city

NAME = "Zarqa al-Yamama of the marshes"
SECRETS = (NAME.encode(), "زرقاء اليمامة في الأهوار".encode())
ARABIC = "زرقاء اليمامة في الأهوار"


@pytest.fixture
def binned(app, administrator, small, make_public):
    """A record with names of its own, in the bin; its number."""
    make_public(city("zarqa", "tigris", name_en=NAME, name_ar=ARABIC))
    with database.writing(app) as session:
        account = session.get_one(Account, administrator.account_id)
        remove(session, latest_revision(session, "city", "zarqa"), account, "No", NOON)
    with database.writing(app) as session:
        query = select(Revision.id).where(Revision.record_slug == "zarqa", Revision.removal)
        return session.scalars(query).one()


@pytest.fixture
def backups(app):
    folder = app.extensions["settings"].backup_folder
    yield folder
    for file in folder.glob("*"):
        file.unlink()


def erase(client, number):
    return client.send(f"/en/desk/bin/{number}")


def holding(url):
    """The files of a database that hold one of the names, plainly or escaped."""
    escaped = ARABIC.encode("ascii", "backslashreplace")
    file = url.removeprefix("sqlite:///")
    found = []
    for ending in ("", "-wal"):
        try:
            content = Path(file + ending).read_bytes()
        except FileNotFoundError:
            continue
        if any(word in content for word in (*SECRETS, escaped)):
            found.append(ending)
    return found


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_erased_is_said_when_nothing_is_left(app, administrator, binned, backups, database_url):
    assert holding(database_url)
    answer = erase(administrator, binned)
    assert (answer.status_code, "done=emptied" in answer.location) == (303, True)
    assert holding(database_url) == []


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_backup_that_still_holds_it_is_named(app, administrator, binned, backups):
    assert app.test_cli_runner().invoke(args=["backup"]).exit_code == 0
    (backup,) = (path for path in backups.iterdir() if path.suffix != ".sha256")
    answer = erase(administrator, binned)
    assert answer.status_code == 200
    assert str(backup) in answer.text
    assert "Erased, with its whole history" not in answer.text


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_while_somebody_reads_it_is_said_and_done_later(
    app, administrator, binned, backups, database_url
):
    later = []
    app.extensions["background"] = lambda work, *arguments: later.append((work, arguments))
    engine = open_engine(database_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM revision").all()
        answer = erase(administrator, binned)
        assert (answer.status_code, "Somebody was reading" in answer.text) == (200, True)
        assert holding(database_url)
    engine.dispose()
    ((work, arguments),) = later
    work(*arguments, (0,))
    assert holding(database_url) == []


@pytest.mark.parametrize(
    "databases", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
def test_a_server_is_not_vouched_for(app, administrator, binned, backups):
    answer = erase(administrator, binned)
    assert (answer.status_code, "cannot be searched from here" in answer.text) == (200, True)


@pytest.mark.usefixtures("small", "backups")
def test_with_another_key_nothing_is_erased_and_that_is_said(
    app, administrator, binned, make_public
):
    erase(administrator, binned)
    make_public(city("second", "tigris", name_en=NAME))
    with database.writing(app) as session:
        account = session.get_one(Account, administrator.account_id)
        remove(session, latest_revision(session, "city", "second"), account, "No", NOON)
    with database.writing(app) as session:
        query = select(Revision.id).where(Revision.record_slug == "second", Revision.removal)
        number = session.scalars(query).one()
    app.extensions["site_key"] = b"x" * 32
    answer = erase(administrator, number)
    assert (answer.status_code, "The key of the site" in answer.text) == (409, True)
