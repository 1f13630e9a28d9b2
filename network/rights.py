"""Files of the instance are their owner's alone: made so, mended where they are not, or refused."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from network.config import SettingError, Settings

FILE, FOLDER = 0o600, 0o700
FOREIGN = 0o077
# What SQLite keeps beside a database.
BESIDE = ("", "-wal", "-shm", "-journal")


def keep_private(settings: Settings, file: Path | None, secrets: Iterable[Path]) -> None:
    """Let nobody but the owner read what this process makes, nor what is there already.

    `file` is the database where it is one. Raises SettingError naming what cannot be mended, and
    a folder of the database in which others could exchange it.
    """
    os.umask(FOREIGN)
    for folder in (settings.instance_folder, settings.backup_folder):
        if folder.is_dir():
            _narrow(folder, FOLDER)
    for path in (*secrets, *_files(settings.backup_folder), *_within(settings.instance_folder)):
        _narrow(path, FOLDER if path.is_dir() else FILE)
    if file is not None:
        for ending in BESIDE:
            _narrow(Path(f"{file}{ending}"), FILE)
        for kept in file.parent.glob(f"{file.name}.before-restore*"):
            _narrow(kept, FILE)
        _refuse_shared(file.parent)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []


def _within(folder: Path) -> list[Path]:
    """What lies in a folder itself: compiled templates are code, and only their folder is asked."""
    return list(folder.iterdir()) if folder.is_dir() else []


def _narrow(path: Path, mode: int) -> None:
    try:
        # What goes away meanwhile, as a log does, needs no mending.
        with suppress(FileNotFoundError):
            if stat.S_IMODE(path.stat().st_mode) & FOREIGN:
                path.chmod(mode)
    except OSError as error:
        raise SettingError(
            f"others may read {path}, and that cannot be changed ({error.strerror}). "
            f"Say: chmod {mode:o} {path}"
        ) from None


def _refuse_shared(folder: Path) -> None:
    """Folders outside the instance are not ours to change, but must be safe against others."""
    if not folder.is_dir():
        return
    mode = folder.stat().st_mode
    if mode & 0o022 and not mode & stat.S_ISVTX:
        raise SettingError(
            f"others may exchange files in {folder}, where the database is. "
            f"Say: chmod go-w {folder}"
        )
