"""What keeps security events as they are: triggers, which a restored database must have, too.

Whoever makes the table anew, as SQLite's batch migrations do, has to make them anew.
"""

from sqlalchemy import Connection, text

TABLE = "security_event"
KEPT = "security events are kept for a year, unchanged"
# By name, as SQLite keeps them.
SQLITE_TRIGGERS = {
    f"{TABLE}_is_not_changed": (
        f"CREATE TRIGGER {TABLE}_is_not_changed BEFORE UPDATE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    ),
    f"{TABLE}_is_not_replaced": (
        f"CREATE TRIGGER {TABLE}_is_not_replaced BEFORE INSERT ON {TABLE} "  # noqa: S608  constants
        f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    ),
    f"{TABLE}_is_not_deleted": (
        f"CREATE TRIGGER {TABLE}_is_not_deleted BEFORE DELETE ON {TABLE} "
        "WHEN OLD.at > datetime('now', '-365 days') "
        f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    ),
}
FUNCTION = f"{TABLE}_is_kept"
BODY = f"""
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.at <= now() - interval '365 days' THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION '{KEPT}';
END
"""
# By name, as PostgreSQL writes them.
POSTGRESQL_TRIGGERS = {
    f"{TABLE}_is_kept": (
        f"CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE OR UPDATE ON public.{TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
    ),
    f"{TABLE}_is_not_emptied": (
        f"CREATE TRIGGER {TABLE}_is_not_emptied BEFORE TRUNCATE ON public.{TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    ),
}
FOUND = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
FOUND_FUNCTIONS = """
SELECT p.proname, p.prosrc, l.lanname = 'plpgsql' AND NOT p.prosecdef AND p.proconfig IS NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
"""


def keep_as_they_are(connection: Connection) -> None:
    """Let the database refuse to change what the table holds, and to delete it within a year."""
    if connection.dialect.name == "sqlite":
        statements = list(SQLITE_TRIGGERS.values())
    else:
        made = f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$"
        statements = [made, *POSTGRESQL_TRIGGERS.values()]
    for statement in statements:
        connection.exec_driver_sql(statement)


def let_go(connection: Connection) -> None:
    """Undo it after the table is gone, and its triggers with it."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"DROP FUNCTION {FUNCTION}()")


def refused_triggers(connection: Connection, *, has_table: bool) -> list[str]:
    """The names of triggers and functions that are not ours, changed, or missing."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='trigger'"))
        return _differing(SQLITE_TRIGGERS if has_table else {}, {(n, sql) for n, sql in rows})
    triggers = {(name, sql) for name, sql in connection.execute(text(FOUND))}
    functions = {
        (name, body if harmless else "")
        for name, body, harmless in connection.execute(text(FOUND_FUNCTIONS))
    }
    return sorted(
        {
            *_differing(POSTGRESQL_TRIGGERS if has_table else {}, triggers),
            *_differing({FUNCTION: BODY} if has_table else {}, functions),
        }
    )


def _differing(ours: dict[str, str], found: set[tuple[str, str]]) -> list[str]:
    return sorted({name for name, _sql in found ^ set(ours.items())})
