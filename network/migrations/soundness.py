"""Whether a database is ours: a schema that our migrations make, and nothing that acts alone."""

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from network.migrations import FOLDER, migrate
from network.migrations.append_only import TABLE, refused_triggers

# What a server would run or compute by itself, or read from elsewhere.
FOREIGN_OBJECTS = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind NOT IN ('r', 'i', 'S', 't')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
UNION ALL SELECT evtname FROM pg_event_trigger
UNION ALL SELECT rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
"""


class ForeignError(ValueError):
    """A database that our migrations did not make; says in a few words what is wrong."""


def refuse_foreign(engine: Engine) -> None:
    """Raise ForeignError where the database of `engine` is not sound or not one of ours."""
    lite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if lite:
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if found != "ok":
                raise ForeignError(f"it is damaged ({found})")
            foreign = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index', 'trigger') "
                "OR sql LIKE 'CREATE VIRTUAL%'"
            ).scalars()
        else:
            foreign = connection.execute(text(FOREIGN_OBJECTS)).scalars()
        has_table = inspect(connection).has_table(TABLE)
        triggers = refused_triggers(connection, has_table=has_table)
    if names := sorted(foreign):
        raise ForeignError(f"it holds what is not ours ({', '.join(names[:5])})")
    if triggers:
        named = ", ".join(triggers[:5])
        raise ForeignError(f"a trigger is not ours, was changed or is missing ({named})")
    revision = _revision(engine)
    _refuse_other_tables(engine, revision)
    if lite:
        with engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise ForeignError("a row refers to one that is not there")


def _revision(engine: Engine) -> str:
    if not inspect(engine).has_table("alembic_version"):
        raise ForeignError("it is not a database of this site")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    known = {entry.revision for entry in ScriptDirectory(str(FOLDER)).walk_revisions()}
    if len(found) != 1 or found[0] not in known:
        raise ForeignError("it is of a later version, or of another program")
    return str(found[0])


def _refuse_other_tables(engine: Engine, revision: str) -> None:
    """Tables and what binds them must be as the migrations make them up to this revision."""
    model = create_engine("sqlite://")
    try:
        steps = ScriptDirectory(str(FOLDER)).iterate_revisions(revision, "base")
        migrate(model, f"+{len(list(steps))}")
        expected, found = _tables(model, engine.dialect.name), _tables(engine)
    finally:
        model.dispose()
    wrong = sorted(
        table for table in expected.keys() | found.keys() if expected.get(table) != found.get(table)
    )
    if wrong:
        raise ForeignError(f"these tables are not as we make them: {', '.join(wrong[:5])}")


def _tables(engine: Engine, dialect: str = "") -> dict[str, set[object]]:
    """What each table consists of, as far as it can be compared with the same on `dialect`."""
    inspector, alike = inspect(engine), (dialect or engine.dialect.name) == "sqlite"
    tables: dict[str, set[object]] = {}
    for table in inspector.get_table_names():
        keys = inspector.get_foreign_keys(table)
        indexes = inspector.get_indexes(table)
        tables[table] = {
            *(column["name"] for column in inspector.get_columns(table)),
            *((tuple(k["constrained_columns"]), k["referred_table"]) for k in keys),
            *(
                (index["name"], bool(index["unique"]))
                for index in indexes
                if not index.get("duplicates_constraint")
            ),
        }
        if alike:
            # Each database writes a condition in words of its own.
            checks = inspector.get_check_constraints(table)
            tables[table] |= {("check", check["sqltext"]) for check in checks}
    return tables
