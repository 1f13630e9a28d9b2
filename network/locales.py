"""The three languages: direction, digits, fallback, dates and numbers, catalogs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import negotiate_locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

LATIN_DIGITS = "0123456789"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"

# Names that the network itself uses, where Unicode's data says otherwise.
COUNTRY_NAMES = {"PS": {"en": "Palestine", "ar": "فلسطين", "ckb": "فەلەستین"}}


@dataclass(frozen=True)
class Language:
    """A language of the site; `fallback` lists the languages to try, its own first."""

    code: str
    own_name: str
    babel: str
    direction: str
    plural_locale: str
    fallback: tuple[str, ...]

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return "، " if self.direction == "rtl" else ", "

    @property
    def locale(self) -> Locale:
        """Babel's data for the language as it is used in Iraq."""
        return Locale.parse(self.babel)


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "en", "ltr", "en", ("en", "ar", "ckb")),
        Language("ar", "العربية", "ar_IQ", "rtl", "ar", ("ar", "en", "ckb")),
        # Browsers lack Sorani plurals; its two forms follow the rule of English.
        Language("ckb", "کوردی", "ckb_IQ", "rtl", "en", ("ckb", "en", "ar")),
    )
}
DEFAULT_LANGUAGE = "en"

# What browsers send for Sorani; Kurmanji (ku-Latn, kmr) is written otherwise and gets English.
ACCEPTED = {
    "en": "en",
    "ar": "ar",
    "ckb": "ckb",
    "ku": "ckb",
    "ku_arab": "ckb",
    "ku_iq": "ckb",
}
WRITTEN_IN_LATIN = {"ku_tr", "ku_sy", "ku_am"}


@dataclass(frozen=True)
class Text:
    """A text of a record as found for a reader: `language` may not be the one asked for."""

    value: str
    language: str

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, of the language that the text is in."""
        return LANGUAGES[self.language].direction

    def __str__(self) -> str:
        return self.value


def latin_digits(text: str) -> str:
    """A text with its Arabic-Indic and Persian digits as Latin ones."""
    return text.translate(
        str.maketrans(ARABIC_DIGITS + PERSIAN_DIGITS, LATIN_DIGITS + LATIN_DIGITS)
    )


def negotiate(accepted: list[str]) -> str:
    """The best language for the tags of an Accept-Language header, best first."""
    tags = [tag.replace("-", "_").lower() for tag in accepted]
    tags = [tag for tag in tags if "latn" not in tag and tag not in WRITTEN_IN_LATIN]
    found = negotiate_locale(tags, list(ACCEPTED), aliases={})
    return ACCEPTED.get((found or "").lower(), DEFAULT_LANGUAGE)


def text_of(texts: Mapping[str, Any], field: str, language: str) -> Text | None:
    """The text `field` of a record in `language`, or in the next language that has it."""
    for code in LANGUAGES[language].fallback:
        value = getattr(texts.get(code), field, None)
        if value:
            return Text(value, code)
    return None


@dataclass(frozen=True)
class Writing:
    """How numbers, dates and names are written in one language; `digits` is latn or arab."""

    language: Language
    digits: str = "latn"

    def number(self, value: int | float) -> str:
        """A number with its thousands separated, at most one decimal."""
        number = format_decimal(
            value, "#,##0.#", locale=self.language.babel, numbering_system=self.digits
        )
        # Babel chooses the separators by the numbering system, and leaves the digits Latin.
        return self._with_digits(number)

    def year(self, value: int) -> str:
        """A year, never grouped."""
        return self._with_digits(str(value))

    def degrees(self, value: float) -> str:
        """Degrees of latitude or longitude, with the two decimals that are public."""
        return self._with_digits(f"{value:.2f}")

    def day(self, value: date) -> str:
        """A day with the month in words."""
        return self._with_digits(format_date(value, "long", locale=self.language.babel))

    def moment(self, value: datetime) -> str:
        """A day with the time, hours from 0 to 23; in the zone that `value` is in."""
        time = self._with_digits(value.strftime("%H:%M"))
        return f"{self.day(value.date())}{self.language.comma}\u2066{time}\u2069"

    def month(self, value: date) -> str:
        """A month of a year, in words."""
        return self._with_digits(format_skeleton("yMMMM", value, locale=self.language.babel))

    def month_name(self, number: int) -> str:
        """The name of a month by itself, from 1 to 12."""
        return str(self.language.locale.months["stand-alone"]["wide"][number])

    def days(self, start: date, end: date) -> str:
        """The days from `start` to `end`, written once where they share month or year."""
        interval = str(format_interval(start, end, "yMMMMd", locale=self.language.babel))
        # English has intervals with short months only; single days are written with long ones.
        months = self.language.locale.months["format"]
        for number in {start.month, end.month}:
            short, long = months["abbreviated"][number], months["wide"][number]
            interval = re.sub(rf"\b{short}\b", long, interval)
        return self._with_digits(interval)

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166 two-letter code."""
        named = COUNTRY_NAMES.get(code, {}).get(self.language.code)
        return named or self.language.locale.territories.get(code) or code

    def plural_forms(self, words: Callable[[int], str]) -> dict[str, str]:
        """What `words(n)` says for each plural category that the language has.

        The browser chooses among these by category, so both sides use one catalog.
        """
        examples = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
        rule = self.language.locale.plural_form
        return {category: words(n) for category, n in examples.items() if rule(n) == category}

    def _with_digits(self, text: str) -> str:
        if self.digits == "latn":
            return text
        return text.translate(str.maketrans(LATIN_DIGITS, ARABIC_DIGITS))


@cache
def read_catalog(path: Path) -> Translations:
    """The translations of one .po file, read as they stand, so none can be stale."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


def read_catalogs(folder: Path) -> dict[str, Translations]:
    """The catalog of each language but English, by Babel's name of the language.

    Raises FileNotFoundError when the folder lacks one: an application that speaks less than
    its three languages must not start.
    """
    return {
        language.babel: read_catalog(folder / language.code / "LC_MESSAGES" / "messages.po")
        for language in LANGUAGES.values()
        if language.code != DEFAULT_LANGUAGE
    }
