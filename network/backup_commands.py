"""The commands `flask --app app backup` and `restore`: the whole database in one file, checked."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import URL, make_url

from network.config import Settings

BLOCK = 1 << 20


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write the whole database into FILE, while the site goes on, with a checksum beside it."""
    if file.exists():
        _stop(f"{file} exists. Choose another name, or move it away.")
    address = _address()
    # The name appears only when the file is whole.
    with tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder:
        copy = Path(folder) / "copy"
        _copy_sqlite(_file_of(address), copy) if _is_sqlite(address) else _dump(address, copy)
        _checksum_of(file).write_text(f"{_digest(copy)}  {file.name}\n", encoding="ascii")
        copy.replace(file)
    click.echo(f"The database is in {file}, its checksum in {_checksum_of(file)}.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def restore(file: Path) -> None:
    """Put the database of FILE in place; stop the site first. What was there is kept aside."""
    _refuse_damaged(file)
    address = _address()
    if not _is_sqlite(address):
        _load(address, file)
        click.echo(f"The database of {file} is in place.")
        return
    _check_sqlite(file)
    place = _file_of(address)
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = _set_aside(place)
    shutil.copyfile(file, place)
    click.echo(
        f"The database of {file} is in place." + (f" The one before: {aside}" if aside else "")
    )


def register(app: Flask) -> None:
    """Give `app` these commands."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)


def _address() -> URL:
    settings: Settings = current_app.extensions["settings"]
    return make_url(settings.database_url)


def _is_sqlite(address: URL) -> bool:
    return address.get_backend_name() == "sqlite"


def _file_of(address: URL) -> Path:
    return Path(address.database or "")


def _copy_sqlite(source: Path, target: Path) -> None:
    """A copy by SQLite's own backup, which a writing site does not disturb."""
    if not source.exists():
        _stop(f"There is no database at {source}.")
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
    _check_sqlite(target)


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        _stop(f"{file} is no sound database ({error}).")
    if found != "ok":
        _stop(f"{file} is damaged ({found}).")


def _dump(address: URL, target: Path) -> None:
    _run("pg_dump", "--format=custom", f"--file={target}", address=address)


def _load(address: URL, file: Path) -> None:
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run("pg_restore", *options, f"--dbname={address.database}", str(file), address=address)


def _run(program: str, *arguments: str, address: URL) -> None:
    """Run one of PostgreSQL's programs; the address goes by the environment, password and all."""
    if shutil.which(program) is None:
        _stop(f"{program} is needed. On Debian and Ubuntu: apt install postgresql-client")
    result = subprocess.run(  # noqa: S603  the program is one of two, and no shell reads this
        [program, *arguments],
        env=_environment(address),
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        _stop(f"{program}: {(result.stderr.strip().splitlines() or ['failed'])[0]}")


def _environment(address: URL) -> dict[str, str]:
    values = {
        "PGHOST": address.host,
        "PGPORT": str(address.port or ""),
        "PGUSER": address.username,
        "PGPASSWORD": address.password,
        "PGDATABASE": address.database,
    }
    return {**os.environ, **{name: value for name, value in values.items() if value}}


def _set_aside(place: Path) -> Path | None:
    """Move the present database out of the way, with what SQLite keeps beside it."""
    aside = None
    for part in (place, Path(f"{place}-wal"), Path(f"{place}-shm")):
        if part.exists():
            kept = Path(f"{part}.before-restore")
            part.replace(kept)
            aside = aside or kept
    return aside


def _refuse_damaged(file: Path) -> None:
    """Stop when FILE is not what its checksum says; without one there is nothing to compare."""
    beside = _checksum_of(file)
    if beside.exists() and beside.read_text(encoding="ascii").split()[:1] != [_digest(file)]:
        _stop(f"{file} is not what {beside} says: it was changed or damaged.")


def _checksum_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
