"""The commands `flask --app app backup` and `restore`: the whole database in one file, checked."""

import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import URL, make_url

from network import files, postgresql_programs, restore_postgresql, restore_sqlite
from network.changes.restoring import Returning
from network.changes.site_key import LOCKED
from network.changes.withheld import FILE
from network.clock import now
from network.config import Settings
from network.extensions import database, reading
from network.postgresql_programs import ProgramError
from network.queries.accounts import active_administrators
from network.restored import RefusedError, Restoration


@click.command("backup")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path | None) -> None:
    """Write the whole database into FILE, while the site goes on, with a checksum beside it.

    Without FILE, it goes into the folder of backups, with the hour in its name.
    """
    file = (file or _dated()).absolute()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.exists():
        _stop(f"{file} exists. Choose another name, or move it away.")
    address = _address()
    # The name appears only when the file is whole.
    copy = files.partial(file.parent)
    try:
        if _is_sqlite(address):
            _copy_sqlite(_file_of(address), copy)
        else:
            postgresql_programs.dump(address, copy)
        _checksum_of(file).write_text(f"{files.digest(copy)}  {file.name}\n", encoding="ascii")
        files.sync(_checksum_of(file))
        files.name_new(copy, file)
    except ProgramError as error:
        _stop(str(error))
    finally:
        files.drop(copy)
    click.echo(f"The database is in {file}, its checksum in {_checksum_of(file)}.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--unchecked", is_flag=True, help="Restore a file that has no checksum beside it.")
@click.option(
    "--publish-them",
    is_flag=True,
    help="Publish again what was hidden or removed since the backup; what was erased stays erased.",
)
@with_appcontext
def restore(file: Path, unchecked: bool, publish_them: bool) -> None:
    """Put the database of FILE in place; stop the site first. What was there is kept aside.

    What has been hidden, removed or erased since the backup stays so. Everybody is signed out.
    """
    _refuse_damaged(file, unchecked)
    settings: Settings = current_app.extensions["settings"]
    asked = Restoration(
        file,
        current_app.extensions["site_key"],
        settings.instance_folder / FILE,
        now(),
        publish_them,
    )
    database.engine(current_app).dispose()
    address = _address()
    try:
        found, aside = (
            restore_sqlite.restore(_file_of(address), asked)
            if _is_sqlite(address)
            else restore_postgresql.restore(address, asked)
        )
    except (RefusedError, ProgramError) as error:
        _stop(f"{error}.")
    _tell(found, publish_them)
    _tell_locked(found.locked)
    if reading().scalars(active_administrators()).first() is None:
        click.echo(
            "Nobody in it is an administrator: flask --app app accounts invite --role administrator"
        )
    click.echo(
        f"The database of {file} is in place." + (f" The one before: {aside}" if aside else "")
    )


def register(app: Flask) -> None:
    """Give `app` these commands."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)


def _tell(found: Returning, publish_them: bool) -> None:
    """Say what the backup would have made public; what was erased is not named."""
    if found.erased:
        click.echo(f"Erased for good, and not brought back: {len(found.erased)} records.")
    for words, keys in (("Hidden", found.hidden), ("Removed", found.removed)):
        for kind, slug in keys:
            click.echo(f"{words} since: {kind} {slug}")
    if found.hidden or found.removed:
        click.echo(
            "These are public now, as you asked."
            if publish_them
            else "These stay as they are. To publish them, restore with --publish-them."
        )


def _tell_locked(logins: Sequence[str]) -> None:
    """Say what follows from another key of the site."""
    if logins:
        click.echo(
            f"The backup was made with another key of the site. {LOCKED}: {', '.join(logins)}"
        )


def _dated() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.backup_folder / f"network-{now():%Y-%m-%dT%H-%M-%S}"


def _address() -> URL:
    settings: Settings = current_app.extensions["settings"]
    return make_url(settings.database_url)


def _is_sqlite(address: URL) -> bool:
    return address.get_backend_name() == "sqlite"


def _file_of(address: URL) -> Path:
    return Path(address.database or "").absolute()


def _copy_sqlite(source: Path, target: Path) -> None:
    """A copy by SQLite's own backup, which a writing site does not disturb."""
    if not source.exists():
        _stop(f"There is no database at {source}.")
    try:
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
            origin.backup(copy)
            # The copy is one file, so that its checksum speaks for all of it.
            copy.execute("PRAGMA journal_mode=DELETE")
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        _stop(f"{source} is no sound database ({error}).")
    if found != "ok":
        _stop(f"{source} is damaged ({found}).")


def _refuse_damaged(file: Path, unchecked: bool) -> None:
    """Stop when FILE is not what its checksum says, or has none and that was not said."""
    beside = _checksum_of(file)
    if not beside.exists():
        if not unchecked:
            _stop(f"There is no {beside} to check {file} by. To do without: --unchecked")
        return
    if beside.read_text(encoding="ascii", errors="replace").split()[:1] != [files.digest(file)]:
        _stop(f"{file} is not what {beside} says: it was changed or damaged.")


def _checksum_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
