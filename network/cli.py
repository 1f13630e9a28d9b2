"""The commands: `flask --app app COMMAND`."""

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any, NoReturn

import click
from alembic.util import CommandError
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from network import account_commands, backup_commands
from network.changes.publish import PublishError
from network.changes.seeding import Seeding, is_empty, is_used, plan_seeding, seed
from network.changes.site_key import OtherKeyError, check_key, note_key
from network.changes.tombstones import KeyLostError
from network.changes.withheld import FILE, Withheld
from network.config import DATA_FOLDER, SettingError, Settings
from network.database import make_file, open_engine, refuse_damaged
from network.demo import make_demo
from network.extensions import database, reading
from network.garbage import collector
from network.migrations import is_behind, migrate
from network.models import Edition, SiteKeyMark
from network.programme import ProgrammeError, read_programme
from network.serving import become_the_server, is_handed_over
from network.troubles import Trouble, trouble_of


def register_commands(app: Flask) -> None:
    """Give `app` its commands."""
    for command in (migrate_command, seed_command, demo_command):
        app.cli.add_command(command)
    account_commands.register(app)
    backup_commands.register(app)
    _wrap(app.cli)


def _wrap(group: click.Group) -> None:
    """Let commands hold collections off, and say in one line that the database or a disk fails."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            _wrap(command)
        elif command.callback and not hasattr(command.callback, "wrapped"):
            # Commands are made once, applications are not.
            command.callback = _plain(collector.held()(command.callback))
            command.callback.wrapped = True  # type: ignore[attr-defined]


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
@click.option("--list", "only_list", is_flag=True, help="Say what would be published; no more.")
@click.option("--publish", "sure", is_flag=True, help="Publish into a database that people use.")
@with_appcontext
def seed_command(only_list: bool, sure: bool) -> None:
    """Load the documented programme; again and again without harm.

    Where people have used the database, what would be published is listed, and published only
    with --publish. What was erased, removed or hidden stays away.
    """
    plan, used = _plan_seeding()
    if only_list or (used and not sure and plan.news):
        _list(plan)
        if not only_list:
            _stop(
                "People have used this database. To publish these: flask --app app seed --publish"
            )
        return
    click.echo(f"{_seed()} records published.")
    if plan.left_out:
        click.echo(_left_out(plan))


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
        make_demo(session, activities, lambda count: _tell(bar, count))
    engine.dispose()
    click.echo(f"Serve it with: make run NETWORK_DATABASE_URL=sqlite:///{path}")


def begun(make_app: Callable[[], Flask]) -> Flask:
    """The application; where the settings forbid it, one plain line and the end of the process."""
    try:
        return make_app()
    except (SettingError, FileNotFoundError) as error:
        _stop(f"Rafidain cannot start: {error}")
    except OSError as error:
        _stop(f"{error.filename} cannot be written ({error.strerror}). Check the folder's rights.")


def serve(make_app: Callable[[], Flask], *, prepare: bool) -> None:
    """Serve on HOST and PORT until stopped; with `prepare`, get the database ready before.

    Whatever is in the way is said in one plain line.
    """
    app = begun(make_app)
    settings: Settings = app.extensions["settings"]
    _refuse_taken_port(settings)
    if prepare:
        with app.app_context(), collector.held():
            _prepare()
    else:
        # A database that is away comes back by itself; the pages say so meanwhile.
        with app.app_context(), suppress(DatabaseError):
            if is_behind(database.engine(app)):
                _stop("The tables are not up to date. First: .venv/bin/flask --app app migrate")
            _refuse_other_key()
        if not is_handed_over():
            click.echo("For reloads that lose no request: sysctl net.ipv4.tcp_migrate_req=1")
    database.engine(app).dispose()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"Rafidain is open at http://{host}:{settings.port}/ (stop with Ctrl-C)")
    become_the_server(settings.host, settings.port, settings.workers)


def _prepare() -> None:
    _migrate()
    count = _seed_if_empty()
    address = account_commands.first_address()
    if count:
        click.echo(f"{count} records of the documented programme published.")
    if address:
        click.echo(f"Open this once, within 48 hours, to become the administrator:\n{address}")


def _refuse_other_key() -> None:
    """Stop where the database was used with another key of the site, before anything changes."""
    try:
        if inspect(database.engine(current_app)).has_table(SiteKeyMark.__tablename__):
            check_key(reading())
            # Whoever still reads a table keeps a server from changing it.
            reading().rollback()
    except OtherKeyError as error:
        _stop(f"Rafidain cannot start: {error}")


def _migrate() -> None:
    try:
        refuse_damaged(database.engine(current_app))
        # Where there is no database yet, there is nothing to ask about its key.
        make_file(database.engine(current_app))
        _refuse_other_key()
        migrate(database.engine(current_app), site_key=current_app.extensions["site_key"])
        with database.writing(current_app) as session:
            note_key(session)
        if database.engine(current_app).dialect.name == "sqlite":
            # What a reader kept in the log when it was erased goes now, at the latest.
            database.forget_erased(current_app)
    except (DatabaseError, CommandError) as error:
        _stop(_database_advice(error))


def _seed_if_empty() -> int:
    """Seed a database that nobody has used and that holds nothing yet: a start overrules nobody."""
    with _telling_what_is_wrong():
        if not is_empty(reading()):
            return 0
    plan, _used = _plan_seeding()
    if plan.left_out:
        click.echo(_left_out(plan))
    return _seed()


def _plan_seeding() -> tuple[Seeding, bool]:
    with _telling_what_is_wrong():
        refuse_damaged(database.engine(current_app))
        if reading().scalar(select(Edition.demo)):
            return Seeding([], []), False
        plan = plan_seeding(reading(), read_programme(DATA_FOLDER), _withheld())
        return plan, is_used(reading())


def _seed() -> int:
    with _telling_what_is_wrong():
        proposals = read_programme(DATA_FOLDER)
        with database.writing(current_app) as session:
            if session.scalar(select(Edition.demo)):
                return 0
            return seed(session, proposals, _withheld())


def _withheld() -> Withheld:
    settings: Settings = current_app.extensions["settings"]
    return Withheld.of_file(settings.instance_folder / FILE, current_app.extensions["site_key"])


def _list(plan: Seeding) -> None:
    for entry in plan.news:
        click.echo(f"{entry.kind} {entry.slug}")
    click.echo(f"{len(plan.news)} records would be published.")
    if plan.left_out:
        click.echo(_left_out(plan))


def _left_out(plan: Seeding) -> str:
    return (
        f"{len(plan.left_out)} documented records stay away: they were hidden, removed or erased "
        "here, or need one that was."
    )


@contextmanager
def _telling_what_is_wrong() -> Iterator[None]:
    try:
        yield
    except KeyLostError as error:
        _stop(f"Nothing is seeded: {error}.")
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


def _tell(bar: Any, count: int) -> None:
    bar.update(count)
    collector.collect_if_due()


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
