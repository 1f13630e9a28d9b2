"""The migrations: up, down and up again on both databases; the models equal their head."""

import subprocess
import sys

import pytest
from sqlalchemy import inspect

from network.config import PROJECT_FOLDER
from network.database import open_engine
from network.migrations import check, migrate
from network.models import Base

MIGRATE = """
import sys
from network.database import open_engine
from network.migrations import migrate
engine = open_engine(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
migrate(engine)
engine.dispose()
"""


@pytest.fixture
def engine(bare_url):
    engine = open_engine(bare_url)
    yield engine
    engine.dispose()


def tables(engine):
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_head_has_the_tables_of_the_models(engine):
    migrate(engine)
    assert tables(engine) == set(Base.metadata.tables)
    check(engine)


def test_migrations_go_down_to_nothing_and_up_again(engine):
    migrate(engine)
    migrate(engine, "base")
    assert tables(engine) == set()
    migrate(engine)
    check(engine)


def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    migrate(engine)
    check(engine)


def test_all_constraints_have_a_name(engine):
    migrate(engine)
    inspector = inspect(engine)
    for table in tables(engine):
        assert inspector.get_pk_constraint(table)["name"] == f"pk_{table}"
        for key in inspector.get_foreign_keys(table):
            assert key["name"].startswith(f"fk_{table}_")


def test_of_two_processes_that_migrate_at_once_one_waits(bare_url):
    command = [sys.executable, "-c", MIGRATE, bare_url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [subprocess.Popen(command, cwd=PROJECT_FOLDER, text=True, **pipes) for _ in "ab"]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _out, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
