"""A backup on its way in: checked, brought up to date, and kept to what people decided since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from network.changes.events import events_of, take_in
from network.changes.restoring import Returning, carry_over, returning
from network.changes.tombstones import KeyLostError
from network.changes.withheld import Withheld, keep_withheld
from network.database import SITE_KEY, open_engine
from network.migrations import migrate
from network.migrations.soundness import ForeignError, refuse_foreign
from network.models import SecurityEvent


class RefusedError(RuntimeError):
    """A backup is not put in place; says in one line why."""


@dataclass(frozen=True)
class Restoration:
    """What is to be restored: the backup, the site's key, what is withheld, the hour."""

    file: Path
    site_key: bytes
    withheld_file: Path
    now: datetime
    publish_them: bool = False


def prepare(
    url: str, asked: Restoration, withheld: Withheld, events: Sequence[dict[str, Any]]
) -> Returning:
    """Make the database at `url`, a copy of the backup, one that may take the present's place.

    `events` are the security events of the present one, which are not lost.

    Returns what of it is withheld at present. Raises RefusedError where it is not ours.
    """
    engine = open_engine(url)
    try:
        refuse_foreign(engine)
        migrate(engine, site_key=asked.site_key)
        with _session(engine, asked) as session, session.begin():
            found = returning(session, withheld)
            take_in(session, events)
            carry_over(session, withheld, asked.now, publish_them=asked.publish_them)
    except (ForeignError, KeyLostError) as error:
        raise RefusedError(f"{asked.file} is not restored: {error}") from None
    except DatabaseError as error:
        raise RefusedError(f"{asked.file} is no sound database ({error.orig})") from None
    else:
        return found
    finally:
        engine.dispose()


def withheld_now(url: str, asked: Restoration) -> Withheld:
    """What is withheld at present: as the database says, and the file for what it does not know.

    Of a database that cannot be read, the file alone tells. Raises RefusedError where the site's
    key is another one than before.
    """
    engine = open_engine(url)
    try:
        of_file = Withheld.of_file(asked.withheld_file, asked.site_key)
        tables = inspect(engine).get_table_names()
        if "hiding" in tables and "tombstone" not in tables:
            raise RefusedError("the present database is of an earlier version. Migrate it first")
        if "tombstone" in tables:
            with _session(engine, asked) as session:
                keep_withheld(session, asked.withheld_file)
                return Withheld.of_file(asked.withheld_file, asked.site_key)
    except KeyLostError as error:
        raise RefusedError(f"{asked.file} is not restored: {error}") from None
    except DatabaseError:
        return of_file
    else:
        return of_file
    finally:
        engine.dispose()


def events_now(url: str) -> Sequence[dict[str, Any]]:
    """The security events of the present database; none of one that cannot be read."""
    engine = open_engine(url)
    try:
        if inspect(engine).has_table(SecurityEvent.__tablename__):
            with Session(engine) as session:
                return events_of(session)
    except DatabaseError:
        pass
    finally:
        engine.dispose()
    return ()


def remember(url: str, asked: Restoration) -> None:
    """Write down what the restored database withholds."""
    engine = open_engine(url)
    try:
        with _session(engine, asked) as session:
            keep_withheld(session, asked.withheld_file)
    finally:
        engine.dispose()


def _session(engine: Engine, asked: Restoration) -> Session:
    return Session(engine.execution_options(writing=True), info={SITE_KEY: asked.site_key})
