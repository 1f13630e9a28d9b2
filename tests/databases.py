"""Databases for the tests: each content is built once a session and copied for every test."""

import itertools
import os
import shutil
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.orm import Session

from network.changes.publish import publish
from network.database import open_engine
from network.extensions import database
from network.migrations import migrate
from network.vocabulary import Origin
from tests.contents import contents

# For tests of what is written of rows, however these were read: one database does.
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def build(url, name):
    """Make the tables of an empty database and publish the contents `name` into them."""
    engine = open_engine(url)
    try:
        migrate(engine)
        with Session(engine.execution_options(writing=True)) as session, session.begin():
            publish(session, contents(name), Origin.SEED, "seed")
    finally:
        engine.dispose()


@contextmanager
def statements(app):
    """The statements that `app` runs inside a `with` block."""
    collected = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            collected.append(statement)

    event.listen(database.engine(app), "before_cursor_execute", note)
    yield collected
    event.remove(database.engine(app), "before_cursor_execute", note)


class SqliteDatabases:
    """Databases as files in one folder."""

    name = "sqlite"

    def __init__(self, folder):
        self.folder = folder
        self.numbers = itertools.count(1)

    def bare(self):
        """The address of a database without tables."""
        return f"sqlite:///{self.folder / f'{next(self.numbers)}.sqlite'}"

    def copy(self, contents):
        """The address of a new database with `contents`."""
        original = self.folder / f"{contents}.sqlite"
        if not original.exists():
            build(f"sqlite:///{original}", contents)
        url = self.bare()
        shutil.copyfile(original, make_url(url).database)
        return url

    def drop(self, url):
        """Remove a database."""
        for file in self.folder.glob(f"{make_url(url).database.rpartition('/')[2]}*"):
            file.unlink()

    def close(self):
        """The folder is pytest's to remove."""


class PostgresqlDatabases:
    """Databases on the server at `server`, named after this process."""

    name = "postgresql"

    def __init__(self, server):
        self.server = make_url(server)
        self.engine = create_engine(server, isolation_level="AUTOCOMMIT")
        self.numbers = itertools.count(1)
        self.originals = {}
        # A copy of the files takes half the time of one through the log, which servers before
        # PostgreSQL 15 do not know.
        with self.engine.connect() as connection:
            version = connection.dialect.server_version_info
        self.copying = " STRATEGY FILE_COPY" if version >= (15,) else ""

    def bare(self, template="template0"):
        """The address of a database without tables.

        It sorts as dictionaries do, unlike SQLite: the code must not lean on the server's order.
        """
        name = f"rafidain_test_{os.getpid()}_{next(self.numbers)}"
        statement = f'CREATE DATABASE "{name}" TEMPLATE "{template}"{self.copying}'
        if template == "template0":
            statement += " ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'"
        with self.engine.connect() as connection:
            connection.execute(text(statement))
        return self.server.set(database=name).render_as_string(hide_password=False)

    def copy(self, contents):
        """The address of a new database with `contents`."""
        if contents not in self.originals:
            self.originals[contents] = self.bare()
            build(self.originals[contents], contents)
        return self.bare(make_url(self.originals[contents]).database)

    def drop(self, url):
        """Remove a database."""
        with self.engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)'))

    def close(self):
        """Remove the originals and leave the server."""
        for url in self.originals.values():
            self.drop(url)
        self.engine.dispose()
