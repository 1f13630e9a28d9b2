"""What every record's form does: validate a row of texts, give its snapshot."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import ValidationError

from network.forms.fields import ListField, LocalizedField, slug_field


class RecordForm(Form):
    """A form whose result is a snapshot: a document with everything that a record says."""

    slug = slug_field()
    sources = ListField()

    @classmethod
    def of_row(cls, row: Mapping[str, str]) -> "RecordForm":
        """The form as filled in by a row of a file, column by column."""
        return cls(MultiDict(row))

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate field by field, and then what the fields say together."""
        valid: bool = super().validate(extra_validators)
        if valid:
            for name, problem in self.contradictions():
                self[name].errors = [*self[name].errors, problem]
                valid = False
        return valid

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """Fields, by name, that do not agree with others, each with what is wrong."""
        yield from ()

    def validate_sources(self, field: ListField) -> None:
        """Every public record cites at least one source."""
        if not field.data:
            raise ValidationError("A record needs at least one source.")

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
