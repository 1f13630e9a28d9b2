"""Restoring a file of SQLite: at every moment, the old or the new database is in place, whole."""

import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from network import files
from network.changes.restoring import Returning
from network.restored import RefusedError, Restoration, events_now, prepare, remember, withheld_now


def restore(place: Path, asked: Restoration) -> tuple[Returning, Path | None]:
    """Put a copy of the backup at `place`; what is withheld now, and where the old database is.

    Raises RefusedError, and then nothing has changed.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    # Without a database, one in memory knows of nothing, and the file tells.
    present = f"sqlite:///{place}" if place.exists() else "sqlite://"
    withheld, events = withheld_now(present, asked), events_now(present)
    made = files.partial(place.parent)
    try:
        files.copy(asked.file, made)
        found = prepare(f"sqlite:///{made}", asked, withheld, events)
        _fold_in(made)
        files.sync(made)
        aside = _set_aside(place, asked)
        made.replace(place)
        files.sync(place.parent)
    finally:
        files.drop(made)
    remember(f"sqlite:///{place}", asked)
    return found, aside


def _fold_in(file: Path) -> None:
    """Bring everything from the log into the file itself, and leave no log; nobody else has it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")


def _set_aside(place: Path, asked: Restoration) -> Path | None:
    """Give the present database a second name, dated; its first one stays until it is replaced."""
    if not place.exists():
        return None
    try:
        _fold_in(place)
    except sqlite3.OperationalError:
        raise RefusedError("the database is in use. Stop the site first") from None
    except sqlite3.DatabaseError:
        # It is damaged, which may be why somebody restores; it is kept as it is, log and all.
        pass
    stamp = f"{asked.now:%Y-%m-%dT%H-%M-%S}"
    for number in count(1):
        name = f"{place.name}.before-restore-{stamp}" + (f"-{number}" if number > 1 else "")
        aside = place.with_name(name)
        with suppress(FileExistsError):
            aside.hardlink_to(place)
            break
    for ending in ("-wal", "-shm"):
        # A log that is left would be played into the new database.
        beside = Path(f"{place}{ending}")
        if beside.exists():
            beside.replace(f"{aside}{ending}")
    files.sync(place.parent)
    return aside
