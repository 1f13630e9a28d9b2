"""The fields of our forms: texts by language, lists of slugs, words of a closed list."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import DateField, Field, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional, Regexp, ValidationError

from network.locales import LANGUAGES
from network.vocabulary import Word

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
LONGEST_SLUG = 80
COUNTRY_PATTERN = r"^[A-Z]{2}\Z"
LIST_SEPARATOR = ";"


class LocalizedField(Field):
    """One text in several languages: `name_en`, `name_ar`, ... become `{"en": ..., "ar": ...}`.

    `required` names the languages that must be there; an empty text is left out.
    """

    def __init__(self, *, required: Sequence[str] = (), **options: Any) -> None:
        self.required = required
        super().__init__(**options)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Collect the texts of all languages from the form's data."""
        self.process_errors: list[str] = []
        values = {code: (formdata or {}).get(f"{self.name}_{code}") for code in LANGUAGES}
        self.data = {code: value.strip() for code, value in values.items() if value}
        self.data = {code: value for code, value in self.data.items() if value}

    def pre_validate(self, form: Any) -> None:
        """Refuse a form that lacks a required language."""
        missing = [LANGUAGES[code].own_name for code in self.required if code not in self.data]
        if missing:
            raise ValidationError(
                gettext("Please write this text in: %(languages)s.", languages=" / ".join(missing))
            )


class ListField(Field):
    """Several values, given one by one or joined by semicolons."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Split, strip, and drop what is empty or said twice."""
        values = (part.strip() for value in valuelist for part in value.split(LIST_SEPARATOR))
        self.data = list(dict.fromkeys(value for value in values if value))

    def process_data(self, value: Any) -> None:
        """Begin with an empty list."""
        self.data = list(value or [])


class BlankableField(StringField):
    """A line of text; an empty one is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Strip the text."""
        self.data = (valuelist[0].strip() if valuelist else "") or None

    def process_data(self, value: Any) -> None:
        """Begin with None."""
        self.data = value or None


def slug_field() -> StringField:
    """The record's slug, in kebab-case."""
    return StringField(validators=[Regexp(SLUG_PATTERN), Length(max=LONGEST_SLUG)])


def country_field() -> BlankableField:
    """A country as an ISO 3166 two-letter code, or None."""
    return BlankableField(validators=[Optional(), Regexp(COUNTRY_PATTERN)])


def word_field(vocabulary: type[Word], default: Word | None = None) -> SelectField:
    """One word of `vocabulary`; empty means `default` where there is one."""

    def read(value: Any) -> Any:
        return value or (default.value if default else value)

    return SelectField(choices=[word.value for word in vocabulary], filters=[read])


def count_field() -> IntegerField:
    """A number of people, None where it is not known."""
    return IntegerField(validators=[Optional(), NumberRange(min=0, max=10_000_000)])


def date_field() -> DateField:
    """An ISO date, or None."""
    return DateField(validators=[Optional()])
