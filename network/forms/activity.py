"""The form of an activity."""

import re
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from network.days import today
from network.forms.fields import (
    COUNTRY_PATTERN,
    BlankableField,
    DayField,
    ListField,
    LocalizedField,
    WholeNumberField,
    WordField,
    address_field,
    country_field,
)
from network.forms.record import RecordForm, Row
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

    dates = {"start": "precision", "end": None, "registration_deadline": None}

    kind = WordField(lazy_gettext("Kind of activity"), vocabulary=ActivityKind)
    status = WordField(lazy_gettext("Status"), vocabulary=Status, default=Status.HELD)
    confidence = WordField(
        lazy_gettext("How sure we are"), vocabulary=Confidence, default=Confidence.HIGH
    )
    start = DayField(lazy_gettext("First day"))
    end = DayField(lazy_gettext("Last day"))
    precision = WordField(
        lazy_gettext("Precision"), vocabulary=Precision, default=Precision.UNKNOWN
    )
    city = BlankableField(lazy_gettext("City"))
    country = country_field(lazy_gettext("Country"))
    project = BlankableField(lazy_gettext("Project"))
    registration_url = address_field(lazy_gettext("Registration"))
    registration_deadline = DayField(lazy_gettext("Registration until"))
    part_of = BlankableField(lazy_gettext("Part of"))
    participants = WholeNumberField(lazy_gettext("Participants"))
    women = WholeNumberField(lazy_gettext("Women"))
    men = WholeNumberField(lazy_gettext("Men"))
    youth = WholeNumberField(lazy_gettext("Youth"))
    iraqi = WholeNumberField(lazy_gettext("Iraqi"))
    international = WholeNumberField(lazy_gettext("International"))
    qualifier = WordField(
        lazy_gettext("How exact the figures are"),
        vocabulary=Qualifier,
        default=Qualifier.UNKNOWN,
    )
    countries = ListField(lazy_gettext("Participating countries"))
    themes = ListField(lazy_gettext("Themes"))
    forums = ListField(lazy_gettext("Forums taking part"))
    organizers = ListField(Role.ORGANIZER.label)
    partners = ListField(Role.PARTNER.label)
    funders = ListField(Role.FUNDER.label)
    hosts = ListField(Role.HOST.label)
    forums_formed = ListField(lazy_gettext("Led to the forum"))
    outcomes = ListField(lazy_gettext("Led to"))
    name = LocalizedField(lazy_gettext("Title"), needed=True)
    summary = LocalizedField(lazy_gettext("Summary"), long=True)
    audience = LocalizedField(lazy_gettext("Who may come"), long=True)
    principles = LocalizedField(lazy_gettext("On what principles"), long=True)
    doubt = LocalizedField(lazy_gettext("What is uncertain"), long=True)

    def validate_countries(self, field: ListField) -> None:
        """Countries are ISO 3166 codes."""
        for code in field.data:
            if not re.match(COUNTRY_PATTERN, code):
                raise ValidationError(
                    gettext("%(code)s is not a country's code of two letters.", code=code)
                )

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """Dates that do not follow each other, groups that are more than all."""
        start, end = self.start.data, self.end.data
        if (start is None) != (self.precision.data == Precision.UNKNOWN):
            yield "start", gettext("A date and its precision are given together or not at all.")
        if end and (start is None or end < start):
            yield (
                "end",
                gettext("The last day is before the first day, or there is no first day."),
            )
        if start and self.status.data == Status.HELD and start > today():
            yield "start", gettext("This day is still ahead. Choose “Announced” as the status.")
        for one, other in PAIRS_OF_GROUPS:
            together = (self[one].data or 0) + (self[other].data or 0)
            if self.participants.data is not None and together > self.participants.data:
                yield other, gettext("The two groups together are more than the total.")

    def snapshot(self) -> dict[str, Any]:
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

    @classmethod
    def row_of(cls, snapshot: dict[str, Any]) -> Row:
        """The row of the activity, with a column for each role."""
        forums, organizations = snapshot.get("forums") or [], snapshot.get("organizations") or []
        lists: dict[str, Any] = {
            column: [
                *(f"forum:{entry['forum']}" for entry in forums if entry["role"] == role),
                *(entry["organization"] for entry in organizations if entry["role"] == role),
            ]
            for column, role in ROLE_FIELDS.items()
        }
        taking_part = [entry["forum"] for entry in forums if entry["role"] == Role.PARTICIPANT]
        return super().row_of(snapshot) | lists | {"forums": taking_part}
