"""Recognizes what the columns of a file are, by key or by label in any of the languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from network.folding import fold
from network.imports.kinds import IMPORT_KINDS, ImportKind
from network.imports.reading import SheetRow, Table
from network.imports.refusals import Refusal, RefusedError
from network.locales import LANGUAGES

# For each kind the columns of its files: their keys, each with its label by language.
Labels = Mapping[str, Mapping[str, Mapping[str, str]]]

# What a row may say of a document that it rests on and that is not on record yet.
SOURCE_COLUMNS = ("source_title", "source_publisher", "source_url", "source_date")


@dataclass(frozen=True)
class Headings:
    """The columns of a file of one kind.

    `places` says where the column of each field stands; `notes` where the note on a withheld
    figure does; `titles` are the headings as they stand in the file, `words` what the page's
    language calls the columns. `unknown` are headings that say nothing to us, `left_out` those
    of our own files that follow from others.
    """

    kind: ImportKind
    titles: Sequence[str]
    words: Mapping[str, str]
    places: Mapping[str, int]
    notes: Mapping[str, int]
    unknown: tuple[str, ...]
    left_out: tuple[str, ...]

    def title(self, column: str) -> str:
        """The heading over a column, or what we call a column that the file lacks."""
        if column in self.kind.texts:
            column = next(
                (f"{column}_{code}" for code in LANGUAGES if f"{column}_{code}" in self.places),
                column,
            )
        if column in self.places:
            return self.titles[self.places[column]]
        return self.words.get(column, column)

    def cell(self, row: SheetRow, column: str) -> str:
        """What a row says in a column; nothing where the file lacks it."""
        place = self.places.get(column)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def has_note(self, row: SheetRow, column: str) -> bool:
        """Whether the row says why its figure in a column is left out."""
        place = self.notes.get(column)
        return place is not None and place < len(row.cells) and bool(row.cells[place].strip())


@dataclass(frozen=True)
class Known:
    """The headings of one kind of record: as they are written, and folded.

    Each is the key of a column with the language that the heading is in. What is written exactly
    as a key or a label is that; the label of one column may well be the key of another, folded.
    """

    written: Mapping[str, tuple[str, str]]
    folded: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, labels: Mapping[str, Mapping[str, str]], language: str) -> "Known":
        """The headings that `labels` give; keys are in the page's language."""
        written = {
            words[code]: (key, code) for code in LANGUAGES for key, words in labels.items()
        } | {key: (key, language) for key in labels}
        return cls(written, {fold(heading): found for heading, found in written.items()})

    def find(self, title: str) -> tuple[str, str] | None:
        """What a heading means, None where it says nothing to us."""
        plain = title.rstrip("* ")
        return self.written.get(plain) or self.folded.get(fold(plain))


def recognized(table: Table, labels: Labels, kind: str | None, language: str) -> Headings:
    """The headings in the first row, of `kind` or else of the kind that they fit best.

    Raises RefusedError for a table without rows or header, or with two headings alike.
    """
    if not table.rows:
        raise RefusedError(Refusal.EMPTY)
    titles = [title.strip() for title in table.rows[0].cells]
    _refuse_twins(titles)
    name = kind or max(IMPORT_KINDS, key=lambda name: _fit(titles, labels[name], language))
    best = _headings(IMPORT_KINDS[name], titles, labels[name], language)
    if not best.places or not any(key.startswith(("slug", "name")) for key in best.places):
        raise RefusedError(Refusal.NO_HEADER)
    if len(table.rows) < 2:
        raise RefusedError(Refusal.EMPTY)
    return best


def rows_of(table: Table) -> list[SheetRow]:
    """The rows under the header; one that holds nothing but HXL tags is left out."""
    return [row for row in table.rows[1:] if not all(_is_tag(cell) for cell in row.cells)]


def _is_tag(cell: str) -> bool:
    return not cell.strip() or cell.strip().startswith("#")


def _refuse_twins(titles: Sequence[str]) -> None:
    seen = set()
    for title in titles:
        if title and title.casefold() in seen:
            raise RefusedError(Refusal.TWIN_HEADERS, name=title)
        seen.add(title.casefold())


def _fit(titles: Sequence[str], labels: Mapping[str, Mapping[str, str]], language: str) -> int:
    """How many of the headings a kind of record knows."""
    known = Known.of(labels, language)
    return sum(known.find(title) is not None for title in titles)


def _headings(
    kind: ImportKind, titles: Sequence[str], labels: Mapping[str, Mapping[str, str]], language: str
) -> Headings:
    known = Known.of(labels, language)
    keys = [known.find(title) for title in titles]
    present = {key for found in keys if found for key, _language in [found]}
    places: dict[str, int] = {}
    notes: dict[str, int] = {}
    unknown, left_out = [], []
    for place, found in enumerate(keys):
        if found is None:
            unknown.extend([titles[place]] if titles[place] else [])
            continue
        column = _column(kind, *found, present)
        if column is None:
            left_out.append(titles[place])
        elif column in places:
            raise RefusedError(Refusal.TWIN_HEADERS, name=titles[place])
        else:
            places[column] = place
        if found[0].endswith("_note"):
            notes[found[0].removesuffix("_note")] = place
    words = {key: label[language] for key, label in labels.items()}
    return Headings(kind, titles, words, places, notes, tuple(unknown), tuple(left_out))


def _column(kind: ImportKind, key: str, language: str, present: set[str]) -> str | None:
    """The column that a heading fills; None for what our own files add to the others.

    A file made by hand may name things where ours have a code beside the name.
    """
    if key in kind.columns or key in SOURCE_COLUMNS:
        return key
    if key in kind.texts:
        in_languages = {f"{key}_{code}" for code in LANGUAGES}
        return None if in_languages & present else f"{key}_{language}"
    field = key.removesuffix("s").removesuffix("_name")
    return field if field != key and field in kind.columns and field not in present else None
