"""The form of a source."""

from flask_babel import lazy_gettext
from wtforms.validators import Length, Optional, Regexp

from network.forms.fields import (
    TOO_LONG,
    BlankableField,
    LineField,
    ListField,
    WordField,
    address_field,
    needed,
)
from network.forms.record import RecordForm
from network.vocabulary import DocumentLanguage


class SourceForm(RecordForm):
    """A document; it is its own source."""

    # WTForms takes a field off a form by None, which the type of the field does not know.
    sources = None  # type: ignore[assignment]
    title = LineField(
        lazy_gettext("Title"), validators=[needed(), Length(max=1_000, message=TOO_LONG)]
    )
    title_language = WordField(lazy_gettext("Language of the title"), vocabulary=DocumentLanguage)
    language = WordField(lazy_gettext("Language of the document"), vocabulary=DocumentLanguage)
    publisher = LineField(
        lazy_gettext("Publisher"), validators=[needed(), Length(max=300, message=TOO_LONG)]
    )
    published = BlankableField(
        lazy_gettext("Date of the document"),
        validators=[
            Optional(),
            Regexp(
                r"^\d{4}(-\d\d){0,2}\Z",
                message=lazy_gettext(
                    "Please give the year in four digits, then the month, then the day."
                ),
            ),
        ],
    )
    url = address_field(lazy_gettext("Address"))

    def validate_sources(self, field: ListField) -> None:
        """A source cites nothing."""
