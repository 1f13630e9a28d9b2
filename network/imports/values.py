"""One cell in, the value that a form reads out: or the reason why there is none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from flask_babel import force_locale, gettext

from network.cells import restored, writable
from network.folding import fold
from network.imports.dates import read_date
from network.imports.kinds import FORUM_MARK, SEPARATOR, ImportKind
from network.imports.records import Records
from network.locales import COUNTRY_NAMES, LANGUAGES, Language, latin_digits
from network.vocabulary import Precision, Word

_BETWEEN = re.compile(r"[;؛\n]")
_THOUSANDS = re.compile(r"\d{1,3}([,٬]\d{3})+\Z")
YES = ("yes", "true", "1", "نعم", "بەڵێ")
NO = ("no", "false", "0", "لا", "نەخێر")


@dataclass(frozen=True)
class Guess:
    """A name that is not on record, and the record whose name is most like it."""

    said: str
    slug: str
    name: str


@dataclass
class Value:
    """What a cell says, as its form reads it; `reasons` tell why it cannot be taken."""

    text: str = ""
    reasons: list[str] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    precision: Precision | None = None


@dataclass
class CellReader:
    """Reads the cells of one file; with `guessing`, likely matches are taken for what is meant."""

    kind: ImportKind
    records: Records
    language: Language
    guessing: bool = False
    known: dict[tuple[str, str], Value] = field(default_factory=dict)

    def read(self, column: str, cell: str) -> Value:
        """The value of a cell in the column of a field."""
        text = writable(restored(cell)).replace("\r\n", "\n").strip()
        if not text:
            return Value()
        if column in self.kind.as_they_are:
            return Value(text)
        # Most rows name the same few cities, themes and words.
        if (column, text) not in self.known:
            self.known[column, text] = self._reader(column)(column, text)
        return self.known[column, text]

    def _reader(self, column: str) -> Callable[[str, str], Value]:
        kind = self.kind
        chosen: tuple[tuple[bool, Callable[[str, str], Value]], ...] = (
            (column in kind.words, self._word),
            (column in kind.dates, self._date),
            (column in kind.numbers, _number),
            (column in kind.flags, _flag),
            (column in (*kind.one, *kind.many, *kind.roles), self._references),
            (column in (kind.country, kind.countries), _countries),
        )
        return next(read for holds, read in chosen if holds)

    def _word(self, column: str, text: str) -> Value:
        vocabulary = self.kind.words[column]
        value = _words(vocabulary).get(fold(text))
        if value is None:
            choices = self.language.comma.join(_word_label(word) for word in vocabulary)
            reason = gettext(
                "“%(text)s” is not one of the words here. Choose: %(words)s.",
                text=text,
                words=choices,
            )
            return Value(text, [reason])
        return Value(value)

    def _date(self, _column: str, text: str) -> Value:
        found = read_date(text)
        if found is None:
            reason = gettext(
                "“%(text)s” is not a date that can be understood. Write year-month-day, "
                "as 2019-05-31, or only the year.",
                text=text,
            )
            return Value(text, [reason])
        return Value(found[0], precision=found[1])

    def _references(self, column: str, text: str) -> Value:
        value = Value()
        single = column in self.kind.one
        parts = [text] if single else [part.strip() for part in _BETWEEN.split(text)]
        slugs = [self._reference(column, part, value) for part in parts if part]
        value.text = SEPARATOR.join(dict.fromkeys(slugs))
        return value

    def _reference(self, column: str, said: str, value: Value) -> str:
        """The slug of a record that a cell names; what is wrong is noted in `value`."""
        for kind, mark, name in self._targets(column, said):
            found = self.records.find(kind, name)
            if len(found) == 1:
                return mark + next(iter(found))
            if found:
                value.reasons.append(
                    gettext(
                        "“%(text)s” is the name of several records. Write the identifier of one: "
                        "%(slugs)s.",
                        text=said,
                        slugs=self.language.comma.join(sorted(found)),
                    )
                )
                return said
        return self._guessed(column, said, value)

    def _targets(self, column: str, said: str) -> Iterator[tuple[str, str, str]]:
        """Where a name may be looked up: kind of record, mark before its slug, the name."""
        if column in self.kind.roles:
            name = said.removeprefix(FORUM_MARK)
            if name == said:
                yield "organization", "", name
            yield "forum", FORUM_MARK, name
        else:
            yield {**self.kind.one, **self.kind.many}[column], "", said

    def _guessed(self, column: str, said: str, value: Value) -> str:
        for kind, mark, name in self._targets(column, said):
            slug = self.records.guess(kind, name)
            if slug:
                label = self.records.label(kind, slug, self.language.fallback)
                value.guesses.append(Guess(said, slug, label))
                if self.guessing:
                    return mark + slug
                reason = gettext(
                    "There is no “%(text)s” on record. Is “%(name)s” meant?", text=said, name=label
                )
                value.reasons.append(reason)
                return said
        value.reasons.append(
            gettext(
                "There is no “%(text)s” on record. Correct the name, or add it first.", text=said
            )
        )
        return said


def _number(_column: str, text: str) -> Value:
    plain = latin_digits(text).replace("٫", ".")
    if _THOUSANDS.match(plain):
        plain = plain.replace(",", "").replace("٬", "")
    try:
        float(plain)
    except ValueError:
        reason = gettext(
            "“%(text)s” is not a number. Write digits alone, or leave the cell empty.", text=text
        )
        return Value(text, [reason])
    return Value(plain)


def _flag(_column: str, text: str) -> Value:
    if text.casefold() in YES:
        return Value("yes")
    if text.casefold() in NO:
        return Value("no")
    return Value(text, [gettext("Write yes or no instead of “%(text)s”.", text=text)])


def _countries(_column: str, text: str) -> Value:
    value = Value()
    codes = []
    for part in (part.strip() for part in _BETWEEN.split(text)):
        code = _country_codes().get(fold(part))
        if code:
            codes.append(code)
        elif part:
            value.reasons.append(
                gettext(
                    "“%(text)s” is not a country. Write its name, or its code of two letters.",
                    text=part,
                )
            )
    value.text = SEPARATOR.join(dict.fromkeys(codes))
    return value


def _word_label(word: Word) -> str:
    # The precisions of a date have no label: only files name them.
    return str(word.value if isinstance(word, Precision) else word.label)


@cache
def _words(vocabulary: type[Word]) -> dict[str, str]:
    """The words of a closed list by code, and by label in every language."""
    known = {}
    for language in LANGUAGES.values():
        with force_locale(language.babel):
            known.update({fold(_word_label(word)): word.value for word in vocabulary})
    return known | {fold(word.value): word.value for word in vocabulary}


@cache
def _country_codes() -> dict[str, str]:
    """ISO 3166 codes by themselves, and by the country's name in every language."""
    known = {}
    for language in LANGUAGES.values():
        for code, name in language.locale.territories.items():
            if len(code) == 2 and code.isalpha():
                own_name = COUNTRY_NAMES.get(code, {}).get(language.code, name)
                known[fold(own_name)] = known[code.casefold()] = code
    return known
