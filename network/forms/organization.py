"""The form of an organization."""

from network.forms.fields import BlankableField, ListField, LocalizedField, word_field
from network.forms.record import RecordForm
from network.vocabulary import OrganizationKind


class OrganizationForm(RecordForm):
    """A member team, an association, a union, a partner, a funder."""

    kind = word_field(OrganizationKind)
    city = BlankableField()
    forums = ListField()
    name = LocalizedField(required=("en",))
    aim = LocalizedField()
