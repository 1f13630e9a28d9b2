"""The form of an activity."""

from wtforms import DateField, IntegerField
from wtforms.validators import ValidationError

from network.forms.fields import (
    BlankableField,
    ListField,
    LocalizedField,
    count_field,
    date_field,
    word_field,
)
from network.forms.record import RecordForm
from network.vocabulary import ActivityKind, Confidence, Precision, Qualifier, Role, Status

# One column of a file for each role in which forums and organizations take part.
ROLE_FIELDS = {
    "organizers": Role.ORGANIZER,
    "partners": Role.PARTNER,
    "funders": Role.FUNDER,
    "hosts": Role.HOST,
}


class ActivityForm(RecordForm):
    """An activity with its date, place, people and outcomes.

    The lists of the roles may name forums and organizations alike, `forum:` before a forum.
    """

    kind = word_field(ActivityKind)
    status = word_field(Status, Status.HELD)
    confidence = word_field(Confidence, Confidence.HIGH)
    start = date_field()
    end = date_field()
    precision = word_field(Precision, Precision.UNKNOWN)
    city = BlankableField()
    country = BlankableField()
    project = BlankableField()
    part_of = BlankableField()
    participants = count_field()
    women = count_field()
    men = count_field()
    youth = count_field()
    iraqi = count_field()
    international = count_field()
    qualifier = word_field(Qualifier, Qualifier.UNKNOWN)
    countries = ListField()
    themes = ListField()
    forums = ListField()
    organizers = ListField()
    partners = ListField()
    funders = ListField()
    hosts = ListField()
    forums_formed = ListField()
    outcomes = ListField()
    name = LocalizedField(required=("en", "ar"))
    summary = LocalizedField()
    doubt = LocalizedField()

    def validate_start(self, field: DateField) -> None:
        """A date and what is known of it belong together."""
        if (field.data is None) != (self.precision.data == Precision.UNKNOWN):
            raise ValidationError("A date and its precision are given together or not at all.")

    def validate_end(self, field: DateField) -> None:
        """An activity ends on the day it starts, or later."""
        if field.data and self.start.data and field.data < self.start.data:
            raise ValidationError("The last day is before the first day.")

    def validate_men(self, field: IntegerField) -> None:
        """Women and men together are no more than all."""
        together = (self.women.data or 0) + (field.data or 0)
        if self.participants.data is not None and together > self.participants.data:
            raise ValidationError("Women and men together are more than the total.")

    def snapshot(self) -> dict[str, object]:
        """The activity; its forums and organizations are listed with their roles."""
        document = super().snapshot()
        forums = [{"forum": slug, "role": Role.PARTICIPANT.value} for slug in document["forums"]]
        organizations = []
        for column, role in ROLE_FIELDS.items():
            for name in document.pop(column):
                kind, _, slug = name.rpartition(":")
                if kind == "forum":
                    forums.append({"forum": slug, "role": role.value})
                else:
                    organizations.append({"organization": slug, "role": role.value})
        return document | {"forums": forums, "organizations": organizations}
