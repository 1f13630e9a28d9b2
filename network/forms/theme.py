"""The form of a theme."""

from wtforms import IntegerField

from network.forms.fields import LocalizedField
from network.forms.record import RecordForm


class ThemeForm(RecordForm):
    """A path of the forum."""

    position = IntegerField()
    name = LocalizedField(required=("en", "ar", "ckb"))
    description = LocalizedField()
