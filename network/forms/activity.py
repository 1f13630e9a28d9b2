"""The form of an activity."""

import re
from collections.abc import Iterator

from wtforms.validators import URL, Optional, Regexp, ValidationError

from network.forms.fields import (
    COUNTRY_PATTERN,
    BlankableField,
    ListField,
    LocalizedField,
    count_field,
    country_field,
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
# The two groups of a pair share nobody.
PAIRS_OF_GROUPS = (("women", "men"), ("iraqi", "international"))


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
    country = country_field()
    project = BlankableField()
    registration_url = BlankableField(validators=[Optional(), Regexp("^https?://"), URL()])
    registration_deadline = date_field()
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
    audience = LocalizedField()
    principles = LocalizedField()
    doubt = LocalizedField()

    def validate_countries(self, field: ListField) -> None:
        """Countries are ISO 3166 codes."""
        for code in field.data:
            if not re.match(COUNTRY_PATTERN, code):
                raise ValidationError(f"{code} is not a country's code of two letters.")

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """Dates that do not follow each other, groups that are more than all."""
        start, end = self.start.data, self.end.data
        if (start is None) != (self.precision.data == Precision.UNKNOWN):
            yield "start", "A date and its precision are given together or not at all."
        if end and (start is None or end < start):
            yield "end", "The last day is before the first day, or there is no first day."
        for one, other in PAIRS_OF_GROUPS:
            together = (self[one].data or 0) + (self[other].data or 0)
            if self.participants.data is not None and together > self.participants.data:
                yield other, "The two groups together are more than the total."

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
