"""The form of a theme."""

from flask_babel import lazy_gettext
from wtforms.validators import Optional

from network.forms.fields import LocalizedField, WholeNumberField
from network.forms.record import RecordForm


class ThemeForm(RecordForm):
    """A path of the forum."""

    position = WholeNumberField(lazy_gettext("Place in the list"), validators=[Optional()])
    name = LocalizedField(lazy_gettext("Name"), required=("en", "ar", "ckb"))
    description = LocalizedField(lazy_gettext("Description"), long=True)
