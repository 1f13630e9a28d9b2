"""Cells of an import as a person says them: names for records, labels for words of a list."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from network.imports.kinds import FORUM_MARK, SEPARATOR, ImportKind
from network.imports.outcome import CellDate
from network.presenters.desk.choices import Choices
from network.presenters.presentation import date_words
from network.vocabulary import Precision
from network.web.language import page_language, page_writing


@dataclass(frozen=True)
class CellWords:
    """Says what the cells of one kind of file hold; what it has no word for stays as it is."""

    kind: ImportKind
    choices: Choices

    def say(self, column: str, value: str | CellDate) -> str:
        """What a cell in a column says."""
        if isinstance(value, CellDate):
            return _date(value)
        if not value:
            return ""
        if column in self.kind.words:
            return str(self.kind.words[column](value).label)
        if column in self.kind.flags:
            return gettext("Yes") if value == "yes" else gettext("No")
        parts = value.split(SEPARATOR) if column in self.kind.lists else [value]
        said = (self._part(column, part) for part in parts)
        return page_language().comma.join(words for words in said if words)

    def _part(self, column: str, part: str) -> str:
        kind = self.kind
        if column in (kind.country, kind.countries):
            return page_writing().country(part)
        if column in kind.roles:
            slug = part.removeprefix(FORUM_MARK)
            return self._name("organization" if slug == part else "forum", slug)
        referred = {**kind.one, **kind.many}.get(column)
        return self._name(referred, part) if referred else part

    def _name(self, kind: str, slug: str) -> str:
        return self.choices.said(kind, slug)


def _date(value: CellDate) -> str:
    """A date as far as it is known."""
    if value.day:
        return date_words(date.fromisoformat(value.day), Precision(value.precision))
    return gettext("Date not known") if value.precision == Precision.UNKNOWN else ""
