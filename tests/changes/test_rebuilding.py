"""A past is rebuilt in a process of its own, and is the same as one that is rebuilt here."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from network.changes.past import opened
from network.changes.rebuilding import RebuildError, rebuilt, rebuilt_here
from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from network.models import Base


def rows(content):
    """All rows of a past, by table."""
    with Session(opened(content)) as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table))))
            for table in Base.metadata.sorted_tables
        }


def test_a_process_of_its_own_rebuilds_the_same(database_url, small):
    moment = datetime.now(UTC)
    found = rows(rebuilt(database_url, moment))
    assert found["activity"]
    assert found == rows(rebuilt_here(database_url, moment))


def test_where_there_is_no_database_it_says_so(tmp_path):
    with pytest.raises(RebuildError, match="unable to open database file"):
        rebuilt(f"sqlite:///{tmp_path / 'none.sqlite'}", datetime.now(UTC))


def test_the_site_has_its_pasts_rebuilt_apart(instance_folder, database_url):
    environment = {"INSTANCE_FOLDER": str(instance_folder), "DATABASE_URL": database_url}
    app = create_app(read_settings({f"NETWORK_{key}": environment[key] for key in environment}))
    assert app.extensions["rebuilt"] is rebuilt
    database.engine(app).dispose()
