"""Every migration goes down and up again with rows in every table, on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import JSON, Enum, MetaData, func, select, text

from network.database import open_engine
from network.migrations import FOLDER, check, migrate
from network.models import Base
from network.models.base import Moment
from network.sealing import seal, unseal
from network.tokens import key_for

# From the head down.
REVISIONS = [entry.revision for entry in ScriptDirectory(str(FOLDER)).walk_revisions()]
EXAMPLES = {
    bool: True,
    int: 1,
    float: 1.0,
    str: "a",
    bytes: b"a",
    date: date(2024, 5, 1),
    datetime: datetime(2024, 5, 1, 12, tzinfo=UTC),
}

KEY = bytes(range(32))
SECRET = "A" * 32


def example(column) -> Any:
    """Something that a column takes."""
    if column.name == "totp_secret":
        return seal(key_for("second factors", KEY), SECRET, "account 1")
    if column.foreign_keys:
        return 1
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class))
    if isinstance(column.type, JSON):
        return {"slug": "a", "edition": 1}
    if isinstance(column.type, Moment):
        return EXAMPLES[datetime]
    return EXAMPLES[column.type.python_type]


@pytest.fixture
def engine(bare_url):
    engine = open_engine(bare_url)
    yield engine
    engine.dispose()


@pytest.fixture
def full(engine):
    """A database at the head with a row in every table, all joined to each other."""
    migrate(engine)
    with engine.execution_options(writing=True).begin() as connection:
        for table in Base.metadata.sorted_tables:
            row = {column.name: example(column) for column in table.columns}
            connection.execute(table.insert(), row)
    return engine


def counts(engine):
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in found.tables.items()
            if name != "alembic_version"
        }


def test_every_step_goes_down_and_up_again_and_loses_no_row_of_what_stays(full):
    assert set(counts(full).values()) == {1}
    for below in (*REVISIONS[1:], "base"):
        before = counts(full)
        migrate(full, below, site_key=KEY)
        after = counts(full)
        assert after == {name: before[name] for name in after}
        migrate(full, "+1", site_key=KEY)
        again = counts(full)
        assert {name: again[name] for name in after} == after
        migrate(full, below, site_key=KEY)
    migrate(full)
    check(full)


def secret(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT totp_secret FROM account")).scalar()


def test_secrets_are_readable_below_their_sealing_and_sealed_above_it(full):
    migrate(full, "0007", site_key=KEY)
    assert secret(full) == SECRET
    migrate(full, site_key=KEY)
    assert unseal(key_for("second factors", KEY), secret(full), "account 1") == SECRET


@pytest.mark.parametrize("key", [None, bytes(32)])
def test_without_the_right_key_nothing_is_unsealed_and_nothing_is_lost(full, key):
    before = secret(full)
    with pytest.raises(CommandError, match="key of the site"):
        migrate(full, "0007", site_key=key)
    assert secret(full) == before
    check(full)


def test_references_are_watched_again_after_a_migration(full):
    with full.connect() as connection:
        if full.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    migrate(full, "-1", site_key=KEY)
    with full.connect() as connection:
        if full.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
