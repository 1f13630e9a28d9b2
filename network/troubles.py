"""What is the matter when the database or the disk fails: away for now, or no space to write."""

import errno
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# By SQLite's own names of errors; the extended ones begin with them.
SQLITE_FULL = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")
SQLITE_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PROTOCOL")
# By PostgreSQL's codes: the disk is full; it takes no writing. What an administrator or the
# server itself ended, lacks connections for, or has somebody else's hand on.
POSTGRESQL_FULL = ("53100", "25006")
POSTGRESQL_AWAY = ("08", "53", "55", "57", "58", "40", "3D000")
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)


class Trouble(StrEnum):
    """What is the matter, as far as it passes by itself or by an administrator's doing."""

    AWAY = "away"
    FULL = "full"


def trouble_of(error: BaseException) -> Trouble | None:
    """What an error tells of the database or the disk; None where it is a fault of ours."""
    if isinstance(error, OSError):
        return Trouble.FULL if error.errno in DISK_FULL else None
    if isinstance(error, PoolTimeoutError):
        return Trouble.AWAY
    if not isinstance(error, DBAPIError):
        cause = error.__cause__ if isinstance(error, SQLAlchemyError) else None
        return trouble_of(cause) if cause else None
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return _first(str(name), SQLITE_FULL, SQLITE_AWAY)
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return _first(str(code), POSTGRESQL_FULL, POSTGRESQL_AWAY)
    # Without a code the connection failed before the server could say anything.
    lost = error.connection_invalidated or type(error.orig).__name__ == "OperationalError"
    return Trouble.AWAY if lost else None


def _first(said: str, full: tuple[str, ...], away: tuple[str, ...]) -> Trouble | None:
    if said.startswith(full):
        return Trouble.FULL
    return Trouble.AWAY if said.startswith(away) else None
