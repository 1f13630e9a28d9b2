"""Opens the database: pragmas, transactions and one session a request."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, g
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.orm import Session

from network.troubles import SQLITE_FULL

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
# Under these a session that writes knows the site's key, and that it published something.
SITE_KEY, PUBLISHED = "site_key", "published"
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
    file = _file(address)
    if file is None:
        engine = create_engine(url, **OPTIONS)
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, creator=lambda: _open_sqlite(file), **OPTIONS)
        event.listen(engine, "connect", partial(_know, file))
        event.listen(engine, "checkout", lambda *given: _refuse_other(file, given[1]))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _file(address: URL) -> Path | None:
    """The file of a SQLite database; None where it is in memory, or on a server."""
    lite = address.get_backend_name() == "sqlite" and "uri" not in address.query
    return Path(address.database) if lite and address.database else None


def make_file(engine: Engine) -> None:
    """Make an empty SQLite database, unless one is there; no connection makes one by itself."""
    file = _file(engine.url)
    if file:
        file.touch(0o600)


class Reader(sqlite3.Connection):
    """A connection that cannot write, to be opened anew where that is possible again."""


def _open_sqlite(file: Path) -> sqlite3.Connection:
    """A connection to a file that is there; where nothing can be written, one that only reads."""
    try:
        return _connected(file, "mode=rw")
    except sqlite3.OperationalError as error:
        # Even to read, the index of its log has to be written where nobody has it open.
        is_full = error.sqlite_errorname.startswith(SQLITE_FULL)
        if not file.exists() or (os.access(file.parent, os.W_OK) and not is_full):
            raise
    try:
        return _connected(file, "mode=ro", Reader)
    except sqlite3.OperationalError:
        # Nobody can write there, and without a log all is in the file.
        log = Path(f"{file}-wal")
        if log.exists() and log.stat().st_size:
            raise
    return _connected(file, "mode=ro&immutable=1", Reader)


def _connected(
    file: Path, options: str, kind: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    address = f"file:{quote(str(file))}?{options}"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=kind)
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


def _know(file: Path, connection: Any, record: Any) -> None:
    """Note which file was opened, and whether only to read."""
    record.info["file"] = _identity(file)
    record.info["reads"] = isinstance(connection, Reader)
    record.info["fresh"] = True


def _refuse_other(file: Path, record: Any) -> None:
    """Open anew where another file has come in its place, or what only read may write again."""
    fresh = record.info.pop("fresh", False)
    if record.info.get("file") != _identity(file):
        raise DisconnectionError
    if record.info.get("reads") and not fresh and os.access(file.parent, os.W_OK):
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


def refuse_damaged(engine: Engine) -> None:
    """Raise DatabaseError where SQLite finds a file damaged; a server sees to that by itself.

    A file that is not there is not damaged.
    """
    file = _file(engine.url)
    if engine.dialect.name != "sqlite" or (file and not file.exists()):
        return
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            cause = sqlite3.DatabaseError(f"malformed: {found}".splitlines()[0])
            raise DatabaseError("PRAGMA quick_check", None, cause)


# How long one who erases waits for those who read, in milliseconds; then it is tried again later.
FORGETTING = 2_000
# Where what is erased was kept.
ERASED_FROM = ("revision", "upload", "upload_outcome", "hidden_record")


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
            g.database_session = Session(
                g.get("database_engine") or self.engine(app),
                info={SITE_KEY: app.extensions["site_key"]},
            )
        session: Session = g.database_session
        return session

    @contextmanager
    def writing(self, app: Flask) -> Iterator[Session]:
        """A session whose transaction writes: committed at the end, rolled back on an error."""
        with self.writing_session(app) as session:
            with session.begin():
                yield session
            if session.info.get(PUBLISHED):
                app.extensions["after_publication"](session)

    def close(self) -> None:
        """End what this request reads; it begins anew with what is there then."""
        _close()

    def writing_session(self, app: Flask) -> Session:
        """A session that writes, whose transaction the caller begins and ends."""
        engine = self.engine(app).execution_options(writing=True)
        return Session(engine, info={SITE_KEY: app.extensions["site_key"]})

    def forget_erased(self, app: Flask) -> bool:
        """Let the database's files forget what was erased; False where a reader is in the way.

        SQLite's log is emptied; on PostgreSQL the tables are written anew.
        """
        engine = self.engine(app)
        # A session that still reads an earlier state would keep that state in the log.
        _close()
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if engine.dialect.name == "sqlite":
                return _empty_log(connection)
            return _write_anew(connection)


def _empty_log(connection: Connection) -> bool:
    connection.exec_driver_sql(f"PRAGMA busy_timeout={FORGETTING}")
    try:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    except OperationalError:
        return False
    finally:
        connection.exec_driver_sql(f"PRAGMA {SQLITE_PRAGMAS[0]}")
    return not busy


def _write_anew(connection: Connection) -> bool:
    try:
        connection.exec_driver_sql(f"SET lock_timeout = {FORGETTING}")
        for table in ERASED_FROM:
            connection.exec_driver_sql(f"VACUUM FULL {table}")
    except OperationalError:
        return False
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
    return True


def _close(_error: BaseException | None = None) -> None:
    session = g.pop("database_session", None)
    if session is not None:
        # A server that went away meanwhile has nothing left to roll back.
        with suppress(DBAPIError):
            session.close()
