"""The commands as people run them: real processes, one plain line for what is in the way."""

import os
import re
import socket
import sqlite3
import sys
from contextlib import closing

import pytest
from sqlalchemy import select

from network.changes.tombstones import set_tombstone
from network.changes.withheld import FILE, keep_withheld
from network.cli import _seed_if_empty
from network.database import open_engine
from network.extensions import database
from network.migrations import is_behind, migrate
from network.models import Account, Edition
from tests.cast import PASSWORD, make_account
from tests.desk import open_ticket, posted
from tests.servers import SCRIPTS, ask, free_port, run, serving, status_of

APPLICATION = (sys.executable, "app.py")
KEYS = ("ab" * 32, "cd" * 32)
FLASK = (SCRIPTS / "flask", "--app", "app")


def assert_one_line(result, *words):
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    for word in words:
        assert word in result.stderr


def test_a_fresh_folder_becomes_a_site_that_answers_and_asks_for_an_administrator(tmp_path):
    said = tmp_path / "said"
    with (
        said.open("w") as output,
        serving(*APPLICATION, output=output, NETWORK_INSTANCE_FOLDER=str(tmp_path)) as port,
    ):
        answer, body = ask(port, "/ckb/", Accept="text/html")
        assert answer.status == 200
        assert "بەغدا" in body.decode()
        assert ask(port, "/")[0].status == 302
        assert status_of(port, b"/en/?\x80") == 400
        (path,) = re.findall(rf"http://127\.0\.0\.1:{port}(/en/desk/\S+)", said.read_text())
        assert ask(port, path)[0].status == 200
    assert (tmp_path / "site.key").stat().st_mode & 0o777 == 0o600
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


def test_a_used_database_is_listed_first_and_a_start_adds_nothing(app, session):
    make_account(app, "somebody")
    runner = app.test_cli_runner()
    listed = runner.invoke(args=["seed"])
    assert (listed.exit_code, "forum najaf-social-forum" in listed.output) == (1, True)
    assert session.scalar(select(Edition.number)) is None
    with app.app_context():
        assert _seed_if_empty() == 0
    assert runner.invoke(args=["seed", "--list"]).exit_code == 0
    assert runner.invoke(args=["seed", "--publish"]).exit_code == 0
    session.rollback()
    assert session.scalar(select(Edition.number)) == 1


def test_a_start_with_another_key_is_refused_in_one_line_and_changes_nothing(tmp_path):
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path), "PORT": str(free_port())}
    assert run(*FLASK, "migrate", **settings).returncode == 0
    before = (tmp_path / "network.sqlite").read_bytes()
    other = {**settings, "NETWORK_SITE_KEY": "ab" * 32}
    for command in ((*FLASK, "migrate"), APPLICATION, (*APPLICATION, "serve")):
        assert_one_line(run(*command, **other), "key of the site", "NETWORK_SITE_KEY")
    assert (tmp_path / "network.sqlite").read_bytes() == before
    assert "present key now" in run(*FLASK, "accounts", "new-key", **other).stdout
    assert run(*FLASK, "migrate", **other).returncode == 0


def test_a_page_that_was_overwritten_is_noticed_before_seeding(tmp_path):
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path)}
    for command in ("migrate", "seed"):
        assert run(*FLASK, command, **settings).returncode == 0
    with (tmp_path / "network.sqlite").open("r+b") as file:
        file.seek(4096 * 40)
        file.write(b"\xff" * 4096 * 20)
    assert_one_line(run(*FLASK, "seed", **settings), "network.sqlite", "damaged")
    assert_one_line(run(*APPLICATION, **settings, PORT=str(free_port())), "damaged")


def test_seeding_before_migrating_says_what_to_do(tmp_path):
    result = run(*FLASK, "seed", NETWORK_INSTANCE_FOLDER=str(tmp_path))
    assert_one_line(result, "network.sqlite")


COMMANDS = ("migrate", "seed", "accounts")
ACCOUNT_COMMANDS = ("create", "list", "invite", "reset")


@pytest.mark.parametrize(
    "command",
    [[name] for name in COMMANDS] + [["accounts", name] for name in ACCOUNT_COMMANDS],
    ids=" ".join,
)
def test_every_command_explains_itself(app, command):
    result = app.test_cli_runner().invoke(args=[*command, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_migrating_from_the_command_says_that_it_is_done(app):
    result = app.test_cli_runner().invoke(args=["migrate"])
    assert (result.exit_code, result.output) == (0, "The database is up to date.\n")


def accounts(app, *words):
    return app.test_cli_runner().invoke(args=["accounts", *words])


def path_of(result):
    return result.output.strip().removeprefix("http://127.0.0.1:5000")


def test_the_address_of_the_first_administrator_is_printed_until_there_is_one(app, client):
    first, second = (path_of(accounts(app, "create")) for _ in "ab")
    assert open_ticket(client, first).status_code == 410
    assert open_ticket(client, second).status_code == 200
    make_account(app, "somebody")
    result = accounts(app, "create")
    assert (result.exit_code, result.stdout) == (1, "")


def test_accounts_are_listed_with_what_they_may_do(app, administrator, najaf):
    make_account(app, "gone", active=False)
    assert accounts(app, "list").output.splitlines() == [
        "administrator\tadministrator\tsecond factor",
        "najaf\tcoordinator\tnajaf-social-forum\tno second factor",
        "gone\tcoordinator\tno second factor\tswitched off",
    ]


def test_an_invitation_names_forums_that_are_on_record(app, client, seeded):
    result = accounts(app, "invite", "--forum", "najaf-social-forum", "--note", "a friend")
    assert result.exit_code == 0
    assert open_ticket(client, path_of(result)).status_code == 200
    for wrong in (["--forum", "nowhere"], ["--role", "owner"]):
        assert accounts(app, "invite", *wrong).exit_code > 0


def test_a_reset_voids_the_password_and_ends_the_sessions_at_once(app, client, najaf):
    with database.writing(app) as session:
        kept = app.extensions["passwords"].keep(PASSWORD)
        session.get_one(Account, najaf.account_id).password_hash = kept
    assert posted(client, "/en/desk/sign-in", login="najaf", password=PASSWORD).status_code == 303
    assert accounts(app, "reset", "najaf").exit_code == 0
    assert (najaf.get("/en/desk/").status_code, client.get("/en/desk/").status_code) == (303, 303)
    assert posted(client, "/en/desk/sign-in", login="najaf", password=PASSWORD).status_code == 422


def test_a_reset_leaves_the_second_factor_unless_told_otherwise(app, administrator, session):
    def factor():
        session.rollback()
        return session.get_one(Account, administrator.account_id).totp_secret

    assert accounts(app, "reset", "Administrator").exit_code == 0
    assert factor()
    assert accounts(app, "reset", "administrator", "--second-factor").exit_code == 0
    assert factor() is None
    assert accounts(app, "reset", "nobody").exit_code == 1


@pytest.mark.parametrize("command", [(*FLASK, "migrate"), (*FLASK, "accounts", "list")])
def test_a_command_under_a_wrong_setting_says_so_in_one_line(command, tmp_path):
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path), "NETWORK_PROXIES": "1"}
    assert_one_line(run(*command, **settings), "NETWORK_PUBLIC_URL")


def test_a_server_whose_tables_are_not_there_or_old_says_what_to_do_first(tmp_path):
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path), "PORT": str(free_port())}
    assert_one_line(run(*APPLICATION, "serve", **settings), "flask --app app migrate")
    engine = open_engine(f"sqlite:///{tmp_path}/network.sqlite")
    migrate(engine)
    assert not is_behind(engine)
    migrate(engine, "-1")
    assert is_behind(engine)
    engine.dispose()
    assert_one_line(run(*APPLICATION, "serve", **settings), "flask --app app migrate")


@pytest.mark.parametrize("content", [b"", b"k" * 31])
def test_a_key_that_is_cut_off_is_refused(tmp_path, content):
    (tmp_path / "site.key").write_bytes(content)
    settings = {"NETWORK_INSTANCE_FOLDER": str(tmp_path)}
    assert_one_line(run(*FLASK, "migrate", **settings), "site.key", "NETWORK_SITE_KEY")
    assert not (tmp_path / "network.sqlite").exists()


def test_where_the_key_is_lost_for_good_what_was_erased_can_be_let_go_of(make_app, database_url):
    former, present = (
        make_app(database_url, NETWORK_SITE_KEY=key).test_cli_runner() for key in KEYS
    )
    with former.app.app_context(), database.writing(former.app) as session:
        set_tombstone(session, ("forum", "najaf-social-forum"))
        keep_withheld(session, former.app.extensions["settings"].instance_folder / FILE)
    assert "forum najaf-social-forum" not in former.invoke(args=["seed", "--list"]).output
    present.invoke(args=["accounts", "new-key"])
    refused = present.invoke(args=["seed", "--list"])
    assert (refused.exit_code, "new-key --forget" in refused.output) == (1, True)
    assert "Forgotten: 1" in present.invoke(args=["accounts", "new-key", "--forget"]).output
    assert "forum najaf-social-forum" in present.invoke(args=["seed", "--list"]).output
