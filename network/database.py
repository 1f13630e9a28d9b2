"""Opens the database: pragmas, transactions and one session a request."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, g
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import Session

# The patience comes first: to change the journal's mode, one may have to wait for others. It is
# longer than what writes longest, the publication of an import of ten thousand rows.
SQLITE_PRAGMAS = (
    "busy_timeout=60000",
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "trusted_schema=OFF",
)
# What was typed is never in the words of an error, which end up in a log. A request may need two
# connections, to read and to write: where all had one and waited for another, none would go on.
OPTIONS = {"hide_parameters": True, "max_overflow": -1}
# A page says within seconds that the server is away. libpq takes two seconds at least.
POSTGRESQL = {"connect_timeout": 3, "tcp_user_timeout": 10_000}


def open_engine(url: str) -> Engine:
    """Return an engine for `url`; SQLite gets its pragmas on every connection.

    SQLite's driver is kept from opening transactions by itself, so that the `begin` hook can
    choose between a reading and a writing (IMMEDIATE) one.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        given = {name: value for name, value in POSTGRESQL.items() if name not in address.query}
        return create_engine(url, pool_pre_ping=True, connect_args=given, **OPTIONS)
    if not address.database or "uri" in address.query:
        engine = create_engine(url, **OPTIONS)
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        file = Path(address.database)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, creator=lambda: _open_sqlite(file), **OPTIONS)
        event.listen(engine, "connect", lambda _connection, record: _know(file, record))
        event.listen(engine, "checkout", lambda *given: _refuse_other(file, given[1]))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_file(engine: Engine) -> None:
    """Make an empty SQLite database, unless one is there; no connection makes one by itself."""
    address = engine.url
    if address.get_backend_name() == "sqlite" and address.database and "uri" not in address.query:
        Path(address.database).touch(0o600)


def _open_sqlite(file: Path) -> sqlite3.Connection:
    """A connection to a file that is there; where it cannot be written, one that only reads."""
    try:
        return _connected(file, "mode=rw")
    except sqlite3.OperationalError:
        if not file.exists() or os.access(file.parent, os.W_OK):
            raise
    try:
        return _connected(file, "mode=ro")
    except sqlite3.OperationalError:
        # Nobody can write there, and without a log all is in the file.
        if Path(f"{file}-wal").exists():
            raise
    return _connected(file, "mode=ro&immutable=1")


def _connected(file: Path, options: str) -> sqlite3.Connection:
    address = f"file:{quote(str(file))}?{options}"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    try:
        _prepare_sqlite(connection, None)
        # Only this opens the log.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _know(file: Path, record: Any) -> None:
    """Note which file was opened, and whether it could be written."""
    record.info["file"] = _identity(file)
    record.info["writes"] = os.access(file.parent, os.W_OK)


def _refuse_other(file: Path, record: Any) -> None:
    """Open anew where another file has come in its place, or what only read may write again."""
    if record.info.get("file") != _identity(file):
        raise DisconnectionError
    if not record.info.get("writes") and os.access(file.parent, os.W_OK):
        raise DisconnectionError


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class Database:
    """The engine of one application, with sessions for reading and for writing."""

    def init_app(self, app: Flask, url: str) -> None:
        """Bind to `app`; the engine connects on first use."""
        app.extensions["database"] = open_engine(url)
        app.teardown_appcontext(_close)

    def engine(self, app: Flask) -> Engine:
        """The engine that `app` was bound to."""
        engine: Engine = app.extensions["database"]
        return engine

    def session(self, app: Flask) -> Session:
        """The reading session of the current request or command.

        It reads what `g.database_engine` opens where a request was given another engine.
        """
        if "database_session" not in g:
            g.database_session = Session(g.get("database_engine") or self.engine(app))
        session: Session = g.database_session
        return session

    @contextmanager
    def writing(self, app: Flask) -> Iterator[Session]:
        """A session whose transaction writes: committed at the end, rolled back on an error."""
        engine = self.engine(app).execution_options(writing=True)
        with Session(engine) as session, session.begin():
            yield session

    def forget_erased(self, app: Flask) -> None:
        """Let SQLite's log forget what was erased; elsewhere the server sees to it."""
        engine = self.engine(app)
        # A session that still reads an earlier state would keep that state in the log.
        _close()
        if engine.dialect.name == "sqlite":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _close(_error: BaseException | None = None) -> None:
    session = g.pop("database_session", None)
    if session is not None:
        # A server that went away meanwhile has nothing left to roll back.
        with suppress(DBAPIError):
            session.close()
