"""The commands as people run them: real processes, one plain line for what is in the way."""

import os
import socket
import sqlite3
import sys
from contextlib import closing

import pytest

from network.database import open_engine
from network.migrations import migrate
from tests.servers import SCRIPTS, ask, free_port, run, serving, status_of

APPLICATION = (sys.executable, "app.py")
FLASK = (SCRIPTS / "flask", "--app", "app")


def assert_one_line(result, *words):
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    for word in words:
        assert word in result.stderr


def test_a_fresh_folder_becomes_a_site_that_answers(tmp_path):
    with serving(*APPLICATION, NETWORK_INSTANCE_FOLDER=str(tmp_path)) as port:
        answer, body = ask(port, "/ckb/", Accept="text/html")
        assert answer.status == 200
        assert "بەغدا" in body.decode()
        assert ask(port, "/")[0].status == 302
        assert status_of(port, b"/en/?\x80") == 400
    assert (tmp_path / "network.sqlite").exists()


def test_an_occupied_port_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = run(*APPLICATION, NETWORK_INSTANCE_FOLDER=str(tmp_path), PORT=port)
    assert_one_line(result, port, "make run PORT=")


@pytest.mark.parametrize(
    "content", [b"this is no database " * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_database_is_said_in_one_line(tmp_path, content):
    (tmp_path / "network.sqlite").write_bytes(content)
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path), "PORT": str(free_port())}
    assert_one_line(run(*APPLICATION, **settings), "network.sqlite", "damaged")
    assert (tmp_path / "network.sqlite").read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path / "new"), "PORT": str(free_port())}
    assert_one_line(run(*APPLICATION, **settings), "cannot be written")


def test_a_folder_that_is_a_file_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path / "file"), "PORT": str(free_port())}
    assert_one_line(run(*APPLICATION, **settings), "cannot be written")


def test_a_wrong_setting_is_said_in_one_line(tmp_path):
    result = run(*APPLICATION, NETWORK_INSTANCE_FOLDER=str(tmp_path), PORT="many")
    assert_one_line(result, "PORT")


def test_a_database_that_does_not_answer_is_said_in_one_line(tmp_path):
    url = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/network"
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path), "PORT": str(free_port())}
    assert_one_line(run(*APPLICATION, **settings, NETWORK_DATABASE_URL=url), "does not answer")


def test_a_database_from_a_later_version_is_said_in_one_line(tmp_path):
    with closing(sqlite3.connect(tmp_path / "network.sqlite")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('later')")
        connection.commit()
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path), "PORT": str(free_port())}
    assert_one_line(run(*APPLICATION, **settings), "network.sqlite")


def test_seeding_twice_publishes_once(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/network.sqlite")
    migrate(engine)
    engine.dispose()
    first, second = (run(*FLASK, "seed", NETWORK_INSTANCE_FOLDER=str(tmp_path)) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert int(first.stdout.split()[0]) > 400
    assert second.stdout == "0 records published.\n"


def test_seeding_before_migrating_says_what_to_do(tmp_path):
    result = run(*FLASK, "seed", NETWORK_INSTANCE_FOLDER=str(tmp_path))
    assert_one_line(result, "network.sqlite")


@pytest.mark.parametrize("command", ["migrate", "seed"])
def test_every_command_explains_itself(app, command):
    result = app.test_cli_runner().invoke(args=[command, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_migrating_from_the_command_says_that_it_is_done(app):
    result = app.test_cli_runner().invoke(args=["migrate"])
    assert (result.exit_code, result.output) == (0, "The database is up to date.\n")
