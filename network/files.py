"""Files that appear whole or not at all, and that no kill leaves half of."""

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

BLOCK = 1 << 20
PREFIX, SUFFIX = ".rafidain-", ".partial"


def partial(folder: Path) -> Path:
    """A name in `folder` for a file that is not whole yet; those of killed processes go first."""
    clean(folder)
    return folder / f"{PREFIX}{os.getpid()}{SUFFIX}"


def clean(folder: Path) -> None:
    """Delete what processes left half done that are no longer there."""
    for path in folder.glob(f"{PREFIX}*{SUFFIX}*"):
        number = path.name.removeprefix(PREFIX).partition(".")[0]
        if not number.isdecimal() or not _lives(int(number)):
            path.unlink(missing_ok=True)


def drop(path: Path) -> None:
    """Delete a partial file with what SQLite may keep beside it."""
    for found in path.parent.glob(f"{path.name}*"):
        found.unlink(missing_ok=True)


def put(path: Path, content: bytes) -> None:
    """Write the file `path` for its owner only, whole or not at all, seen on the disk.

    Threads and processes may do so at once. Raises OSError, and leaves nothing behind then.
    """
    own = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        own.replace(path)
    finally:
        own.unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file and see it on the disk; only the owner may read the copy."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with source.open("rb") as origin, os.fdopen(os.open(target, flags, 0o600), "wb") as made:
        while block := origin.read(BLOCK):
            made.write(block)
    sync(target)


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def name_new(path: Path, name: Path) -> None:
    """Give a whole file its name; raises FileExistsError rather than overwrite anything."""
    sync(path)
    name.hardlink_to(path)
    path.unlink()
    sync(name.parent)


def digest(file: Path) -> str:
    """The SHA-256 of a file; 64 hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _lives(number: int) -> bool:
    if number == os.getpid():
        return False
    with suppress(ProcessLookupError):
        with suppress(PermissionError):
            os.kill(number, 0)
        return True
    return False
