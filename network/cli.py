"""The commands: `flask --app app COMMAND`."""

import socket
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import click
from alembic.util import CommandError
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session
from waitress import serve as serve_forever

from network import account_commands, backup_commands
from network.changes.publish import PublishError
from network.config import DATA_FOLDER, SettingError, Settings
from network.database import open_engine
from network.demo import make_demo
from network.extensions import database
from network.migrations import migrate
from network.models import Edition
from network.programme import ProgrammeError, read_programme, seed
from network.troubles import Trouble, trouble_of

THREADS = 8


def register_commands(app: Flask) -> None:
    """Give `app` its commands."""
    for command in (migrate_command, seed_command, demo_command):
        app.cli.add_command(command)
    account_commands.register(app)
    backup_commands.register(app)
    _speak_plainly(app.cli)


def _speak_plainly(command: click.Command) -> None:
    """Let a command say in one line that the database or the disk fails it."""
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _speak_plainly(part)
    elif command.callback is not None and command.callback.__module__.startswith("network."):
        command.callback = _plain(command.callback)


def _plain(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def run(*given: Any, **options: Any) -> Any:
        try:
            return callback(*given, **options)
        except (DatabaseError, OSError) as error:
            if trouble_of(error) is None:
                raise
            _stop(_database_advice(error))

    return run


@click.command("migrate")
@with_appcontext
def migrate_command() -> None:
    """Bring the tables of the database up to date."""
    _migrate()
    click.echo("The database is up to date.")


@click.command("seed")
@with_appcontext
def seed_command() -> None:
    """Load the documented programme; again and again without harm."""
    click.echo(f"{_seed()} records published.")


@click.command("demo")
@click.option("--activities", default=100_000, show_default=True, type=click.IntRange(1, 1_000_000))
@with_appcontext
def demo_command(activities: int) -> None:
    """Make a database of made-up records, for measuring; the site's own is left alone."""
    settings: Settings = current_app.extensions["settings"]
    path = settings.instance_folder / "demo.sqlite"
    if path.exists():
        _stop(f"{path} exists. Move it away to make another one.")
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with (
        Session(engine.execution_options(writing=True)) as session,
        session.begin(),
        click.progressbar(length=activities, hidden=not sys.stdout.isatty()) as bar,
    ):
        make_demo(session, activities, bar.update)
    engine.dispose()
    click.echo(f"Serve it with: make run NETWORK_DATABASE_URL=sqlite:///{path}")


def serve(make_app: Callable[[], Flask]) -> None:
    """Prepare the database if there is none, and serve on HOST and PORT until stopped.

    Whatever is in the way is said in one plain line.
    """
    try:
        app = make_app()
    except (SettingError, FileNotFoundError) as error:
        _stop(f"Rafidain cannot start: {error}")
    except OSError as error:
        _stop(f"{error.filename} cannot be written ({error.strerror}). Check the folder's rights.")
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        _refuse_taken_port(settings)
        _migrate()
        count = _seed()
        address = account_commands.first_address()
    if count:
        click.echo(f"{count} records of the documented programme published.")
    if address:
        click.echo(f"Open this once, within 48 hours, to become the administrator:\n{address}")
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"Rafidain is open at http://{host}:{settings.port}/ (stop with Ctrl-C)")
    serve_forever(app, host=settings.host, port=settings.port, threads=THREADS, ident=None)


def _migrate() -> None:
    try:
        migrate(database.engine(current_app))
    except (DatabaseError, CommandError) as error:
        _stop(_database_advice(error))


def _seed() -> int:
    try:
        proposals = read_programme(DATA_FOLDER)
        with database.writing(current_app) as session:
            if session.scalar(select(Edition.demo)):
                return 0
            return seed(session, proposals)
    except (ProgrammeError, PublishError) as error:
        _stop(f"data/programme: {error}")
    except DatabaseError as error:
        _stop(_database_advice(error))


def _refuse_taken_port(settings: Settings) -> None:
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        _stop(
            f"Cannot listen on {settings.host} port {settings.port} ({error.strerror}). "
            f"Choose another port: make run PORT={settings.port + 1}"
        )


def _database_advice(error: Exception) -> str:
    """What is wrong with the database, in one line with what to do."""
    settings: Settings = current_app.extensions["settings"]
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    if trouble_of(error) == Trouble.FULL and "readonly" not in cause:
        return f"There is no space left to write ({cause}). Nothing was changed."
    if not settings.database_url.startswith("sqlite"):
        return f"The database does not answer ({cause}). Check NETWORK_DATABASE_URL."
    file = settings.database_url.removeprefix("sqlite:///")
    if "not a database" in cause or "malformed" in cause:
        return (
            f"The database {file} is damaged ({cause}). Put a backup in its place, or move it away."
        )
    if isinstance(error, OperationalError) and ("readonly" in cause or "unable to open" in cause):
        return f"The database {file} cannot be written ({cause}). Check the rights of its folder."
    return f"The database {file} cannot be used ({cause})."


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
