"""The form of a forum."""

from network.forms.fields import BlankableField, LocalizedField, date_field, word_field
from network.forms.record import RecordForm
from network.vocabulary import Level, Precision, Stage


class ForumForm(RecordForm):
    """A social forum, local or national."""

    level = word_field(Level)
    stage = word_field(Stage)
    city = BlankableField()
    founded = date_field()
    founded_precision = word_field(Precision, Precision.UNKNOWN)
    last_confirmed = date_field()
    name = LocalizedField(required=("en",))
    description = LocalizedField()
    doubt = LocalizedField()
