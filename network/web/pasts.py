"""The past days that were asked for lately, shared by all processes of a site."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from network.changes.past import opened
from network.files import put
from network.queries.atlas import Atlas, read_atlas
from network.queries.downloads import moment as aware
from network.queries.revisions import publications

# Each takes some megabytes of memory, and as much of the disk.
MOST_KEPT = 8
Past = tuple[Engine, Atlas]


class Pasts:
    """Rebuilt pasts by the last publication before them, of one edition of the present.

    A publication, a hiding or an erasing makes another edition, and with it every past is thrown
    away, in memory and in `folder`. All days between two publications share one.
    """

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        # Another database may have the same edition; its address, hashed, is in the names.
        self.source = hashlib.sha256(database_url.encode()).hexdigest()[:12]
        self.edition = ""
        self.moments: list[datetime] = []
        self.kept: dict[datetime | None, Past] = {}
        self.lock = Lock()

    def turn_to(self, edition: str) -> None:
        """Throw away what was seen from other editions."""
        if edition == self.edition:
            return
        with self.lock:
            if edition != self.edition:
                self.edition, self.kept, self.moments = edition, {}, []
                for file in self.files():
                    if not file.name.startswith(self._stem(edition)):
                        file.unlink(missing_ok=True)

    def forget(self) -> None:
        """Throw everything away now: what was hidden or erased must not wait in a file.

        Raises OSError where a file cannot be deleted.
        """
        with self.lock:
            self.edition, self.kept, self.moments = "", {}, []
            for file in self.files():
                file.unlink(missing_ok=True)

    def key(self, present: Session, moment: datetime) -> datetime | None:
        """The last publication until `moment`, which tells one past from another."""
        moments = self.moments
        if not moments:
            found = present.scalars(publications())
            self.moments = moments = [aware(entry) for entry in found if entry]
        place = bisect_right(moments, moment.astimezone(UTC))
        return moments[place - 1] if place else None

    def find(self, key: datetime | None) -> Past | None:
        """A past that this process has at hand."""
        with self.lock:
            past = self.kept.pop(key, None)
            if past:
                self.kept[key] = past
        return past

    def make(
        self,
        key: datetime | None,
        edition: str,
        rebuilt: Callable[[], bytes],
        check: Callable[[], None],
    ) -> Past:
        """A past from the folder, or else from what `rebuilt` returns: a whole SQLite file.

        `check` raises where the edition has changed meanwhile. It is asked after the file is
        there, as whoever changes it deletes only files that are there; then the file goes, too.
        """
        name = f"{self._stem(edition)}{key.timestamp() if key else 'before'}.sqlite"
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            content = rebuilt()
            self._share(name, content)
        try:
            check()
        except Exception:
            (self.folder / name).unlink(missing_ok=True)
            raise
        engine = opened(content)
        with Session(engine) as session:
            past = engine, read_atlas(session)
        with self.lock:
            if edition == self.edition:
                self.kept[key] = past
                while len(self.kept) > MOST_KEPT:
                    del self.kept[next(iter(self.kept))]
        return past

    def files(self) -> list[Path]:
        """The files in the folder, half written ones among them."""
        return list(self.folder.glob("*.sqlite*")) if self.folder.is_dir() else []

    def _share(self, name: str, content: bytes) -> None:
        """Leave a past to the other processes; where there is no space, each rebuilds its own."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            put(self.folder / name, content)
            files = sorted(self.files(), key=lambda file: file.stat().st_mtime)
            for file in files[:-MOST_KEPT]:
                file.unlink(missing_ok=True)

    def _stem(self, edition: str) -> str:
        return f"{self.source}-{edition}-"
