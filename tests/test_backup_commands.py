"""Backup and restore: the same database again, on either kind; damage is noticed."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from network.database import open_engine
from network.extensions import database
from network.models import City, Edition
from network.vocabulary import River
from tests.needs import miss
from tests.records import city


@pytest.fixture
def run(app, databases):
    if databases.name == "postgresql" and not shutil.which("pg_dump"):
        miss("there is no pg_dump: install Debian's package postgresql-client")
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(a) for a in arguments])


def contents(url):
    engine = open_engine(url)
    with Session(engine) as session:
        rows = session.execute(select(City.slug, City.river).order_by(City.slug)).all()
        number = session.scalar(select(Edition.number))
    engine.dispose()
    return number, [tuple(row) for row in rows]


def test_what_was_backed_up_comes_back(run, small, make_public, database_url, tmp_path):
    before = contents(database_url)
    written = run("backup", tmp_path / "monday")
    assert written.exit_code == 0, written.output
    make_public(city("hit", "tigris"))
    assert contents(database_url) != before
    put_back = run("restore", tmp_path / "monday")
    assert put_back.exit_code == 0, put_back.output
    assert contents(database_url)[1] == before[1]
    assert ("hit", River.EUPHRATES) in before[1]


def test_an_older_backup_is_not_overwritten(run, small, tmp_path):
    (tmp_path / "monday").write_bytes(b"kept")
    result = run("backup", tmp_path / "monday")
    assert result.exit_code == 1
    assert (tmp_path / "monday").read_bytes() == b"kept"


def test_a_damaged_backup_is_refused_and_nothing_is_touched(run, small, database_url, tmp_path):
    before = contents(database_url)
    file = tmp_path / "monday"
    run("backup", file)
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    result = run("restore", file)
    assert result.exit_code == 1
    assert "changed or damaged" in result.output
    assert contents(database_url) == before


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_is_no_database_is_refused(run, small, database_url, tmp_path):
    (tmp_path / "letter").write_text("Dear friends")
    result = run("restore", "--unchecked", tmp_path / "letter")
    assert result.exit_code == 1
    assert "no sound database" in result.output
    assert contents(database_url)[0] == 1


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_there_before_is_kept_aside(run, small, database_url, tmp_path):
    run("backup", tmp_path / "monday")
    result = run("restore", tmp_path / "monday")
    aside = result.output.rpartition("The one before: ")[2].strip()
    assert Path(aside).stat().st_size > 0


@pytest.fixture
def run_elsewhere(make_app, database_url):
    """Runs a command with another key of the site."""
    return make_app(database_url, NETWORK_SITE_KEY="ab" * 32).test_cli_runner()


def test_a_backup_of_another_key_is_restored_and_says_what_follows(
    run, editor, small, run_elsewhere, tmp_path
):
    assert run("backup", tmp_path / "monday").exit_code == 0
    database.engine(editor.application).dispose()
    result = run_elsewhere.invoke(args=["restore", str(tmp_path / "monday")])
    assert result.exit_code == 0, result.output
    assert "another key of the site" in result.output
    assert ": editor" in result.output
    assert run_elsewhere.invoke(args=["migrate"]).exit_code == 0
    assert run("migrate").exit_code == 1
