"""The form of an organization."""

from flask_babel import lazy_gettext

from network.forms.fields import BlankableField, ListField, LocalizedField, WordField
from network.forms.record import RecordForm
from network.vocabulary import OrganizationKind


class OrganizationForm(RecordForm):
    """A member team, an association, a union, a partner, a funder."""

    kind = WordField(lazy_gettext("Kind of organization"), vocabulary=OrganizationKind)
    city = BlankableField(lazy_gettext("City"))
    forums = ListField(lazy_gettext("Member of the forums"))
    name = LocalizedField(lazy_gettext("Name"), needed=True)
    aim = LocalizedField(lazy_gettext("Aim"), long=True)
