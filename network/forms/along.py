"""A source that comes along with a record: a document by title and address, or an own record."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form
from wtforms.validators import Length

from network.days import today
from network.forms.dates import join_dates
from network.forms.fields import (
    MISSING,
    TOO_LONG,
    BlankableField,
    DayField,
    WordField,
    address_field,
)
from network.vocabulary import DocumentLanguage, Precision

PREFIX = "new_source_"
LENGTHS = {Precision.YEAR.value: len("2017"), Precision.MONTH.value: len("2017-07")}
DATES = {f"{PREFIX}date": f"{PREFIX}precision"}


class NewSourceForm(Form):
    """What a page asks of a new source; nothing of it where nothing was typed."""

    new_source_own = BooleanField(
        lazy_gettext("This is our own record: we were there"), false_values=("", "no", False)
    )
    new_source_title = BlankableField(
        lazy_gettext("Title of the document"), validators=[Length(max=1_000, message=TOO_LONG)]
    )
    new_source_url = address_field(lazy_gettext("Its address on the web"))
    new_source_language = WordField(
        lazy_gettext("Language of the document"), vocabulary=DocumentLanguage
    )
    new_source_date = DayField(lazy_gettext("Date of the document, or of your record"))
    new_source_precision = WordField(
        lazy_gettext("Precision"), vocabulary=Precision, default=Precision.UNKNOWN
    )

    @classmethod
    def of_typed(cls, typed: Iterable[Iterable[str]], language: str) -> "NewSourceForm":
        """The form as filled in on a page in `language`."""
        filled = join_dates(MultiDict([(name, value) for name, value in typed]), DATES)
        if not filled.get(f"{PREFIX}language"):
            filled[f"{PREFIX}language"] = language
        return cls(filled)

    @property
    def given(self) -> bool:
        """Whether anything was typed that makes a source."""
        fields = (self.new_source_own, self.new_source_title, self.new_source_url)
        return any("".join(field.raw_data or ()).strip() for field in fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate field by field, and then what a document or an own record needs."""
        valid: bool = super().validate(extra_validators)
        for name, problem in self._lacking() if valid else ():
            self[name].errors = [*self[name].errors, problem]
            valid = False
        return valid

    def snapshot(self, slug: str, language: str) -> dict[str, Any]:
        """The source as a document; `language` is that in which its title is written."""
        own, day = bool(self.new_source_own.data), self.new_source_date.data
        length = LENGTHS.get(self.new_source_precision.data, len("2017-07-15"))
        return {
            "texts": {},
            "slug": slug,
            "title": self.new_source_title.data or gettext("Own record of the network"),
            "title_language": language if own else self.new_source_language.data,
            "language": language if own else self.new_source_language.data,
            "publisher": gettext("The network itself") if own else _host(self.new_source_url.data),
            "published": day.isoformat()[:length] if day else None,
            "url": self.new_source_url.data,
        }

    def _lacking(self) -> Iterator[tuple[str, str]]:
        if self.new_source_own.data:
            if not self.new_source_date.data:
                yield "new_source_date", gettext("Please say of which day your record is.")
        else:
            if not self.new_source_title.data:
                yield "new_source_title", str(MISSING)
            if not self.new_source_url.data:
                yield (
                    "new_source_url",
                    gettext("Please give the address, or mark the source as your own record."),
                )
        if self.new_source_date.data and self.new_source_date.data > today():
            yield "new_source_date", gettext("This day is still ahead. Please check the date.")


def _host(address: str | None) -> str:
    return (address or "").partition("//")[2].partition("/")[0].removeprefix("www.")
