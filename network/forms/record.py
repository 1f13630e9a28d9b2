"""What every record's form does: validate a row of texts, give its snapshot, and the way back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import ValidationError

from network.forms.dates import join_dates, split_dates
from network.forms.fields import ListField, LocalizedField, slug_field
from network.locales import LANGUAGES

# What a record is called, or what it says where it has no name.
HEADINGS = ("name", "text")
# A record as texts: one value under each name of a field, or several in a list.
Row = dict[str, str | list[str]]


class RecordForm(Form):
    """A form whose result is a snapshot: a document with everything that a record says.

    `dates` are its days by name; each with the field that holds its precision, or None where
    it is a whole day or nothing.
    """

    dates: ClassVar[Mapping[str, str | None]] = {}

    slug = slug_field()
    sources = ListField(lazy_gettext("Sources"))

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "RecordForm":
        """The form as filled in by a row of a file, column by column."""
        return cls(MultiDict(row))

    def refill(self, row: Mapping[str, Any]) -> "RecordForm":
        """This form filled in anew by another row: to make its fields takes longer than to read."""
        self.process(MultiDict(row))
        return self

    @classmethod
    def of_typed(cls, typed: Iterable[Iterable[str]], slug: str) -> "RecordForm":
        """The form as filled in on a page; `typed` are pairs of a name and a value."""
        pairs = MultiDict([(name, value) for name, value in typed])
        filled = join_dates(pairs, cls.dates)
        filled["slug"] = slug
        return cls(filled)

    @classmethod
    def typed_of(cls, snapshot: dict[str, Any]) -> list[list[str]]:
        """What one would type on a page to get this snapshot."""
        row = split_dates(cls.row_of(snapshot), cls.dates)
        return [
            [name, value]
            for name, values in row.items()
            for value in (values if isinstance(values, list) else [values])
        ]

    @classmethod
    def row_of(cls, snapshot: dict[str, Any]) -> Row:
        """The row of texts whose form gives this snapshot."""
        row: Row = {}
        for key, value in snapshot.items():
            if key == "texts":
                for language, texts in value.items():
                    row |= {f"{field}_{language}": text for field, text in texts.items()}
            elif isinstance(value, list):
                row[key] = [str(entry) for entry in value]
            else:
                row[key] = _typed(value)
        return row

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate field by field, and then what the fields say together."""
        valid: bool = super().validate(extra_validators)
        if valid:
            for name, problem in (*self._nameless(), *self.contradictions()):
                self[name].errors = [*self[name].errors, problem]
                valid = False
        return valid

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """Fields, by name, that do not agree with others, each with what is wrong."""
        yield from ()

    def _nameless(self) -> Iterator[tuple[str, str]]:
        """A record has no texts in a language in which it has no name."""
        fields = [field for field in self if isinstance(field, LocalizedField)]
        for heading in (field for field in fields if field.short_name in HEADINGS):
            used = {code for field in fields for code in field.data}
            lacking = [
                LANGUAGES[code].own_name for code in LANGUAGES if code in used - {*heading.data}
            ]
            if lacking:
                yield (
                    heading.short_name,
                    gettext(
                        "Please write this in %(languages)s as well, as other texts are.",
                        languages=" / ".join(lacking),
                    ),
                )

    def validate_sources(self, field: ListField) -> None:
        """Every public record cites at least one source."""
        if not field.data:
            raise ValidationError(
                gettext("Please name at least one source, or mark it as your own record.")
            )

    def snapshot(self) -> dict[str, Any]:
        """The record as a JSON document; texts are gathered by language."""
        document: dict[str, Any] = {"texts": {}}
        for field in self:
            if isinstance(field, LocalizedField):
                for language, value in field.data.items():
                    document["texts"].setdefault(language, {})[field.short_name] = value
            else:
                document[field.short_name] = _plain(field.data)
        return document


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
