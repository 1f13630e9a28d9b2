"""The history of the tables, and the function that brings a database to its head."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from network.database import make_file

FOLDER = Path(__file__).parent
# Any number will do, as long as every process that migrates asks for the same lock.
POSTGRESQL_LOCK = 7_135_120


def migrate(engine: Engine, revision: str = "head", *, site_key: bytes | None = None) -> None:
    """Bring the tables to `revision`; of two processes at once, one waits for the other.

    Steps that encrypt rows or read encrypted ones need the site's key; where there are such rows
    and no key, or another one, alembic.util.CommandError is raised and nothing has changed.
    """
    make_file(engine)
    with _changing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRESQL_LOCK})
        current = _config(connection)
        current.attributes["site_key"] = site_key
        if revision == "head" or revision.startswith("+"):
            command.upgrade(current, revision)
        else:
            command.downgrade(current, revision)


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """A transaction that changes tables.

    SQLite changes one by making another in its place. Were foreign keys enforced meanwhile, what
    refers to it would go with it; so they are checked at the end instead.
    """
    with engine.execution_options(writing=True).connect() as connection:
        driver = connection.connection.driver_connection
        lite = connection.dialect.name == "sqlite" and driver is not None
        if lite and driver:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if lite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise CommandError("a row refers to one that is not there")
        finally:
            if lite and driver:
                driver.execute("PRAGMA foreign_keys=ON")


def is_behind(engine: Engine) -> bool:
    """Whether a database has no tables yet, or those of an earlier revision."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        return True
    script = ScriptDirectory(str(FOLDER))
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    earlier = {entry.revision for entry in script.walk_revisions()} - set(script.get_heads())
    return not found or bool(earlier & set(found))


def check(engine: Engine) -> None:
    """Raise alembic.util.CommandError when the models differ from the head's tables."""
    with engine.begin() as connection:
        command.check(_config(connection))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
