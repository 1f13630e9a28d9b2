"""What a file says of itself, and one row of it: a record with what belongs beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext

from network.locales import Language, Text, Writing, text_of
from network.models import Objective
from network.queries.downloads import Version


@dataclass(frozen=True)
class Publisher:
    """Who publishes: an identifier that begins those of the records, a name, IATI's type."""

    identifier: str
    name: str
    type: str


@dataclass(frozen=True)
class Release:
    """One file: what it holds, of when, in which language, by which filter.

    `kind` is the word of its address (activities, cities, ...); `asked` is the filter as pairs of
    a label and words, `query` the same as a query string; `as_of` is when the public data last
    changed, `changed` when one of the file's own records did; `left_out` counts the records that
    the format cannot hold. `home` is the address of the first page in the language and ends with
    a slash, `page` that of the same filter on the site, `address` that of the file. `past` is
    the query that makes pages show the past day of the file, empty for the present. `notes` are
    pairs of a label and what a reader of this file must know besides, `publisher` is who stands
    behind it where a format asks for that, `objectives` are those whose progress it tells.
    """

    kind: str
    title: str
    language: Language
    writing: Writing
    as_of: datetime | None
    asked: tuple[tuple[str, str], ...]
    query: str
    total: int
    left_out: int
    changed: datetime | None
    home: str
    page: str
    address: str
    past: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    publisher: Publisher | None = None
    objectives: tuple[Objective, ...] = ()

    def text(self, record: Any, field: str = "name") -> Text | None:
        """A text of `record` in the file's language, or in the next that has it."""
        return text_of(record.texts, field, self.language.code)

    def name(self, record: Any) -> str:
        """The name of `record`; one without a name goes by its slug."""
        return str(self.text(record) or record.slug)

    def page_of(self, folder: str, slug: str) -> str:
        """The address of a record's page, on the day that the file is of."""
        return f"{self.home}{folder}/{slug}{f'?{self.past}' if self.past else ''}"

    @property
    def filter_words(self) -> str:
        """The filter in one line of words."""
        if not self.asked:
            return gettext("Everything on record")
        return " · ".join(f"{label}: {words}" for label, words in self.asked)

    @property
    def license_words(self) -> str:
        """On what terms the data may be used."""
        return gettext(
            "CC BY 4.0: free to use with the words “Rafidain and the sources it cites”. "
            "Places: GeoNames, CC BY 4.0. Codes: OCHA, CC BY-IGO."
        )

    @property
    def left_out_words(self) -> list[str]:
        """How many activities a format that needs a date had to leave out, where it did."""
        if not self.left_out:
            return []
        return [
            ngettext(
                "%(number)s activity without a known date is left out.",
                "%(number)s activities without a known date are left out.",
                self.left_out,
                number=self.writing.number(self.left_out),
            )
        ]

    @property
    def citation(self) -> str:
        """How to name the file in a text."""
        day = self.writing.day(self.as_of.date()) if self.as_of else "–"
        return gettext(
            "Rafidain, social forums of the two rivers: %(title)s (%(filter)s). "
            "Data as of %(date)s. %(address)s",
            title=self.title,
            filter=self.filter_words,
            date=day,
            address=self.page,
        )


@dataclass(frozen=True)
class Row:
    """A record in a file; `activities` is how many of the asked ones it is in, where that counts.

    A record that was never published through a revision has no `version`.
    """

    record: Any
    release: Release
    version: Version | None = None
    activities: int | None = None

    @property
    def address(self) -> str:
        """The address of the record's page."""
        return self.release.page_of(self.release.kind, self.record.slug)
