"""The history of the tables, and the function that brings a database to its head."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from network.database import make_file

FOLDER = Path(__file__).parent
# Any number will do, as long as every process that migrates asks for the same lock.
POSTGRESQL_LOCK = 7_135_120


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to `revision`; of two processes at once, one waits for the other."""
    make_file(engine)
    with engine.execution_options(writing=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRESQL_LOCK})
        current = _config(connection)
        if revision == "head" or revision.startswith("+"):
            command.upgrade(current, revision)
        else:
            command.downgrade(current, revision)


def check(engine: Engine) -> None:
    """Raise alembic.util.CommandError when the models differ from the head's tables."""
    with engine.begin() as connection:
        command.check(_config(connection))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
