"""The form of a source."""

from wtforms import StringField
from wtforms.validators import URL, InputRequired, Optional, Regexp

from network.forms.fields import BlankableField, ListField
from network.forms.record import RecordForm

LANGUAGE = r"^(en|ar|ckb|it|fr|es)\Z"


class SourceForm(RecordForm):
    """A document; it is its own source."""

    # WTForms takes a field off a form by None, which the type of the field does not know.
    sources = None  # type: ignore[assignment]
    title = StringField(validators=[InputRequired()])
    title_language = StringField(validators=[Regexp(LANGUAGE)])
    language = StringField(validators=[Regexp(LANGUAGE)])
    publisher = StringField(validators=[InputRequired()])
    published = BlankableField(validators=[Optional(), Regexp(r"^\d{4}(-\d\d){0,2}\Z")])
    url = BlankableField(validators=[Optional(), Regexp(r"^https?://\S+\Z"), URL()])

    def validate_sources(self, field: ListField) -> None:
        """A source cites nothing."""
