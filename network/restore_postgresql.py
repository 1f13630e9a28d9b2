"""Restoring on PostgreSQL: into a database beside, which then takes the name of the present one."""

import os
from contextlib import suppress
from itertools import count

from sqlalchemy import URL, Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from network.changes.restoring import Returning
from network.postgresql_programs import ProgramError, load, refuse_foreign_entries
from network.restored import RefusedError, Restoration, events_now, prepare, remember, withheld_now

LONGEST_NAME = 63
MAINTENANCE = "postgres"


def restore(address: URL, asked: Restoration) -> tuple[Returning, str]:
    """Put the database of the backup in place; what is withheld now, and the old one's new name.

    Raises RefusedError or ProgramError, and then nothing has changed. The account of the site
    needs the right to create databases.
    """
    refuse_foreign_entries(address, asked.file)
    name = str(address.database)
    withheld, events = withheld_now(_url(address), asked), events_now(_url(address))
    engine = create_engine(
        address.set(database=MAINTENANCE), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    beside = address.set(database=f"{name[:40]}_restoring_{os.getpid()}")
    try:
        with engine.connect() as connection:
            _clean(connection, name)
            _create(connection, name, str(beside.database))
        try:
            load(beside, asked.file)
            found = prepare(_url(beside), asked, withheld, events)
            with engine.connect() as connection:
                aside = _swap(connection, name, str(beside.database), asked)
        except (ProgramError, RefusedError):
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE IF EXISTS {_quoted(beside.database)}"))
            raise
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise RefusedError(
            f"{asked.file} is not restored: {reason}. The account needs the right CREATEDB"
        ) from None
    finally:
        engine.dispose()
    remember(_url(address), asked)
    return found, aside


def _clean(connection: Connection, name: str) -> None:
    """Drop what killed restores left; one that goes on keeps its own, as it is in use."""
    pattern = f"^{name[:40]}_restoring_[0-9]+$"
    query = text("SELECT datname FROM pg_database WHERE datname ~ :pattern")
    for left in connection.execute(query, {"pattern": pattern}).scalars().all():
        with suppress(DBAPIError):
            connection.execute(text(f"DROP DATABASE {_quoted(left)}"))


def _create(connection: Connection, name: str, beside: str) -> None:
    """An empty database that sorts as the present one does."""
    row = connection.execute(
        text("SELECT datcollate, datctype FROM pg_database WHERE datname = :name"), {"name": name}
    ).one()
    words = "', '".join(value.replace("'", "''") for value in row).split("', '")
    connection.execute(
        text(
            f"CREATE DATABASE {_quoted(beside)} TEMPLATE template0 ENCODING 'UTF8' "
            f"LC_COLLATE '{words[0]}' LC_CTYPE '{words[1]}'"
        )
    )


def _swap(connection: Connection, name: str, beside: str, asked: Restoration) -> str:
    """Both names change in one transaction; who still reads the present database is sent away."""
    stamp = f"{asked.now:%Y%m%d_%H%M%S}"
    taken = set(connection.execute(text("SELECT datname FROM pg_database")).scalars())
    names = (f"{name[:30]}_before_{stamp}" + (f"_{n}" if n > 1 else "") for n in count(1))
    aside = next(found for found in names if found not in taken)
    quoted, quoted_aside = _quoted(name), _quoted(aside)
    connection.execute(
        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
        {"name": name},
    )
    # One string with several statements is one transaction for the server.
    connection.execute(
        text(
            f"ALTER DATABASE {quoted} RENAME TO {quoted_aside}; "
            f"ALTER DATABASE {_quoted(beside)} RENAME TO {quoted}"
        )
    )
    return aside


def _quoted(name: object) -> str:
    text_of = str(name).replace('"', '""')
    return f'"{text_of}"'


def _url(address: URL) -> str:
    return address.render_as_string(hide_password=False)
