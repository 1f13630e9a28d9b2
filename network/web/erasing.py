"""Whether what was erased is really gone: the files are searched, and what is left is said."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import make_url

from network.config import Settings
from network.extensions import database, in_background
from network.rights import BESIDE
from network.traces import Traces, search
from network.web.pasts import Pasts

# Seconds between attempts to empty the log that readers kept from being emptied.
PAUSES = (5, 15, 30, 60, 120, 180, 190)


@dataclass(frozen=True)
class Erasing:
    """Where traces may be: in the database's own files, in backups, on a server."""

    forgotten: bool
    found: Sequence[Path]
    unread: Sequence[Path]
    server: bool

    @property
    def clean(self) -> bool:
        """Whether a search of everything found nothing."""
        return self.forgotten and not (self.found or self.unread or self.server)


def verify_erased(words: Sequence[str]) -> Erasing:
    """Let the files forget what was erased, and look for `words` in all of them.

    Where a reader is in the way, forgetting goes on in the background.
    """
    settings: Settings = current_app.extensions["settings"]
    pasts: Pasts = current_app.extensions["pasts"]
    with suppress(OSError):
        pasts.forget()
    forgotten = database.forget_erased(current_app)
    if not forgotten:
        in_background(_forget_later)
    file = _database_file(settings)
    own = search(words, _own(file)) if file else Traces()
    kept = search(words, [*_kept(settings, file), *pasts.files()])
    return Erasing(
        forgotten,
        kept.found if not forgotten else (*own.found, *kept.found),
        kept.unread,
        file is None,
    )


def _forget_later(app: Flask, pauses: Sequence[float] = PAUSES) -> None:
    with app.app_context():
        for pause in pauses:
            time.sleep(pause)
            if database.forget_erased(app):
                return


def _database_file(settings: Settings) -> Path | None:
    address = make_url(settings.database_url)
    is_file = address.get_backend_name() == "sqlite" and address.database
    return Path(str(address.database)).absolute() if is_file else None


def _own(file: Path) -> list[Path]:
    return [path for ending in BESIDE if (path := Path(f"{file}{ending}")).exists()]


def _kept(settings: Settings, file: Path | None) -> list[Path]:
    """Backups, and databases that restoring set aside; checksums tell nothing."""
    folder = settings.backup_folder
    kept = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".sha256"]
    if file:
        kept += file.parent.glob(f"{file.name}.before-restore*")
    return sorted(kept)
