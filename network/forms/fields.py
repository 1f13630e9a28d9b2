"""The fields of our forms: texts by language, lists of slugs, words, numbers and days."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext
from wtforms import Field, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from network.locales import LANGUAGES, latin_digits
from network.slugs import LONGEST_SLUG
from network.vocabulary import Word

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
COUNTRY_PATTERN = r"^[A-Z]{2}\Z"
ADDRESS_PATTERN = r"^https?://[^\s/?#]+\.[^\s/?#]+([/?#]\S*)?\Z"
LIST_SEPARATOR = ";"
MOST_PEOPLE = 10_000_000
LONGEST_LINE, LONGEST_TEXT = 300, 5_000

MISSING = lazy_gettext("Please fill this in.")
NOT_IN_LIST = lazy_gettext("Please choose one from the list.")
NOT_AN_ADDRESS = lazy_gettext("Please write a web address that begins with http:// or https://.")
NOT_A_COUNTRY = lazy_gettext("Please write a country as its code of two capital letters, as IQ.")
NOT_A_SLUG = lazy_gettext("Small Latin letters, digits and single hyphens only.")
TOO_LONG = lazy_gettext("This is too long.")


def clean(value: str) -> str:
    """A text without the signs that no keyboard types and some databases refuse."""
    if value.isprintable():
        return value.strip()
    kept = (
        letter
        for letter in value.replace("\r\n", "\n")
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


class LocalizedField(Field):
    """One text in several languages: `name_en`, `name_ar`, ... become `{"en": ..., "ar": ...}`.

    `required` names the languages that must be there; `needed` asks for any one of them. An
    empty text is left out. `long` allows for more than a line.
    """

    def __init__(
        self,
        label: LazyString | str = "",
        *,
        required: Sequence[str] = (),
        needed: bool = False,
        long: bool = False,
        **options: Any,
    ) -> None:
        self.required, self.needed, self.long = required, needed, long
        super().__init__(label, **options)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Collect the texts of all languages from the form's data."""
        self.process_errors: list[str] = []
        values = {code: (formdata or {}).get(f"{self.name}_{code}") for code in LANGUAGES}
        self.data = {code: clean(value) for code, value in values.items() if value}
        self.data = {code: value for code, value in self.data.items() if value}

    def pre_validate(self, form: Any) -> None:
        """Refuse a form that lacks a required language, or a text that is too long."""
        missing = [LANGUAGES[code].own_name for code in self.required if code not in self.data]
        if missing:
            raise ValidationError(
                gettext("Please write this text in: %(languages)s.", languages=" / ".join(missing))
            )
        if self.needed and not self.data:
            raise ValidationError(gettext("Please write this in at least one language."))
        longest = LONGEST_TEXT if self.long else LONGEST_LINE
        if any(len(value) > longest for value in self.data.values()):
            raise ValidationError(TOO_LONG)


class ListField(Field):
    """Several values, given one by one or joined by semicolons."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Split, strip, and drop what is empty or said twice."""
        values = (clean(part) for value in valuelist for part in value.split(LIST_SEPARATOR))
        self.data = list(dict.fromkeys(value for value in values if value))

    def process_data(self, value: Any) -> None:
        """Begin with an empty list."""
        self.data = list(value or [])


class LineField(StringField):
    """A line of text, without signs that nobody types."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean the text."""
        self.data = clean(valuelist[0]) if valuelist else ""


class BlankableField(StringField):
    """A line of text; an empty one is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean the text."""
        self.data = (clean(valuelist[0]) if valuelist else "") or None

    def process_data(self, value: Any) -> None:
        """Begin with None."""
        self.data = value or None


class _NumberField(Field):
    """A number in digits of any script, within bounds; an empty one is None."""

    def __init__(
        self,
        label: LazyString | str = "",
        *,
        least: float = 0,
        most: float = MOST_PEOPLE,
        **options: Any,
    ) -> None:
        self.least, self.most = least, most
        super().__init__(label, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the digits."""
        self.data = None
        text = latin_digits(clean(valuelist[0])) if valuelist else ""
        self.data = self.read(text) if text else None

    def read(self, text: str) -> float:
        """The number that a text in Latin digits says; raises ValueError for anything else."""
        raise NotImplementedError

    def pre_validate(self, form: Any) -> None:
        """Refuse a number that is out of bounds."""
        if self.data is not None and not self.least <= self.data <= self.most:
            least, most = f"{self.least:.10g}", f"{self.most:.10g}"
            raise ValidationError(
                gettext("Please write a number from %(least)s to %(most)s.", least=least, most=most)
            )


class WholeNumberField(_NumberField):
    """A whole number."""

    def read(self, text: str) -> int:
        """The whole number in a text."""
        if not re.fullmatch(r"-?\d{1,12}", text, re.ASCII):
            raise ValueError(gettext("Please write a whole number in digits, or leave it empty."))
        return int(text)


class DegreesField(_NumberField):
    """A coordinate or a distance: a decimal number, with the decimal sign of any script."""

    def read(self, text: str) -> float:
        """The decimal number in a text."""
        text = text.replace("٫", ".").replace(",", ".")
        if not re.fullmatch(r"-?\d{1,6}(\.\d{1,20})?", text, re.ASCII):
            raise ValueError(gettext("Please write a number in digits."))
        return float(text)


class DayField(Field):
    """A day as `2017-07-15`, in digits of any script; None where it is empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day."""
        self.data = None
        text = latin_digits(clean(valuelist[0])) if valuelist else ""
        if not text:
            return
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError(
                gettext("Please give the year in four digits, then the month, then the day.")
            )
        try:
            self.data = date.fromisoformat(text)
        except ValueError:
            raise ValueError(gettext("There is no such day. Please check the date.")) from None


class WordField(SelectField):
    """One word of a closed list; empty means `default` where there is one."""

    def __init__(
        self,
        label: LazyString | str = "",
        *,
        vocabulary: type[Word],
        default: Word | None = None,
        **options: Any,
    ) -> None:
        self.vocabulary, self.fallback = vocabulary, default
        choices = [word.value for word in vocabulary]
        super().__init__(label, choices=choices, validate_choice=False, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the word, or the default for none."""
        given = valuelist[0].strip() if valuelist else ""
        self.data = given or (self.fallback.value if self.fallback else "")

    def process_data(self, value: Any) -> None:
        """Begin with the default."""
        self.data = value or (self.fallback.value if self.fallback else "")

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list."""
        if self.data not in {word.value for word in self.vocabulary}:
            raise ValidationError(NOT_IN_LIST)


def slug_field() -> StringField:
    """The record's slug, in kebab-case."""
    return StringField(
        lazy_gettext("Identifier"),
        validators=[
            Regexp(SLUG_PATTERN, message=NOT_A_SLUG),
            Length(max=LONGEST_SLUG, message=TOO_LONG),
        ],
    )


def country_field(label: LazyString) -> BlankableField:
    """A country as an ISO 3166 two-letter code, or None."""
    return BlankableField(
        label, validators=[Optional(), Regexp(COUNTRY_PATTERN, message=NOT_A_COUNTRY)]
    )


def address_field(label: LazyString) -> BlankableField:
    """A web address, or None."""
    return BlankableField(
        label,
        validators=[
            Optional(),
            Regexp(ADDRESS_PATTERN, message=NOT_AN_ADDRESS),
            Length(max=2_000, message=TOO_LONG),
        ],
    )


def needed() -> InputRequired:
    """What refuses an empty field."""
    return InputRequired(message=MISSING)
