"""The documents that rows rest on: known ones by name, new ones through the form of sources."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext

from network.cells import restored
from network.folding import fold
from network.imports.headings import SOURCE_COLUMNS, Headings
from network.imports.kinds import SEPARATOR
from network.imports.outcome import PlannedRow
from network.imports.reading import SheetRow
from network.imports.records import Records
from network.locales import latin_digits

# The columns of a source's form for those of a row.
FIELDS = {"title": "source_title", "url": "source_url", "published": "source_date"}


@dataclass
class Citations:
    """Finds or makes the source that a row describes; `fill` is the form of sources."""

    records: Records
    fill: Callable[[Mapping[str, str]], Any]
    language: str
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def lay(
        self,
        row: SheetRow,
        headings: Headings,
        planned: PlannedRow,
        after: dict[str, str],
    ) -> None:
        """Add the row's source to those of its record."""
        said = {column: restored(headings.cell(row, column)).strip() for column in SOURCE_COLUMNS}
        title = said.get("source_title") or said.get("source_url")
        if not title:
            return
        slug = self._found(said) or self._made(title, said, headings, planned)
        known = [part for part in after.get("sources", "").split(SEPARATOR) if part]
        if slug and slug not in known:
            after["sources"] = SEPARATOR.join([*known, slug])

    def new_among(self, cited: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The snapshots of the new sources among those cited."""
        wanted = set(cited)
        return (snapshot for slug, snapshot in self.made.items() if slug in wanted)

    def _found(self, said: Mapping[str, str]) -> str | None:
        for key in ("source_url", "source_title"):
            found = self.records.find("source", said[key]) if said.get(key) else set()
            if len(found) == 1:
                return next(iter(found))
        return None

    def _made(
        self, title: str, said: Mapping[str, str], headings: Headings, planned: PlannedRow
    ) -> str | None:
        url = said.get("source_url", "")
        identity = hashlib.sha256(fold(url or title).encode()).hexdigest()[:10]
        row = {
            "slug": f"source-{identity}",
            "title": title,
            "title_language": self.language,
            "language": self.language,
            "publisher": said.get("source_publisher") or _publisher(url),
            "published": latin_digits(said.get("source_date", "")),
            "url": url,
        }
        form = self.fill(row)
        if form.validate():
            self.made[row["slug"]] = form.snapshot()
            return row["slug"]
        for name, reasons in form.errors.items():
            planned.refuse(headings.title(FIELDS.get(name, "source_title")), str(reasons[0]))
        return None


def _publisher(url: str) -> str:
    """Who published a document where the row does not say: the site, or the network itself."""
    return urlsplit(url).hostname or str(gettext("The network itself"))
