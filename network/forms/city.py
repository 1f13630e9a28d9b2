"""The forms of cities and governorates."""

from typing import Any

from flask_babel import LazyString, lazy_gettext
from wtforms import BooleanField, StringField
from wtforms.validators import Optional, Regexp

from network.forms.fields import (
    COUNTRY_PATTERN,
    NOT_A_COUNTRY,
    BlankableField,
    DegreesField,
    LocalizedField,
    WholeNumberField,
    WordField,
    needed,
)
from network.forms.record import RecordForm
from network.vocabulary import River

PUBLIC_DECIMALS = 2
NOT_A_PCODE = lazy_gettext("Please give the code as IQG and two digits.")


class GovernorateForm(RecordForm):
    """A governorate of Iraq."""

    pcode = BlankableField(
        lazy_gettext("P-code"), validators=[Optional(), Regexp(r"^IQG\d\d\Z", message=NOT_A_PCODE)]
    )
    name = LocalizedField(lazy_gettext("Name"), required=("en",))


class CityForm(RecordForm):
    """A city; its point is rounded to the two decimals that may be public."""

    geonames_id = WholeNumberField(LazyString(lambda: "GeoNames"), most=10**9)
    country = StringField(
        lazy_gettext("Country"), validators=[Regexp(COUNTRY_PATTERN, message=NOT_A_COUNTRY)]
    )
    governorate = BlankableField(lazy_gettext("Governorate"))
    latitude = DegreesField(lazy_gettext("Latitude"), least=-90, most=90, validators=[needed()])
    longitude = DegreesField(lazy_gettext("Longitude"), least=-180, most=180, validators=[needed()])
    river = WordField(lazy_gettext("River"), vocabulary=River)
    river_kilometer = DegreesField(lazy_gettext("River kilometer"), least=0, most=5000)
    planned = BooleanField(lazy_gettext("Planned"), false_values=("", "no", False))
    name = LocalizedField(lazy_gettext("Name"), needed=True)
    other_names = LocalizedField(lazy_gettext("Also known as"))
    description = LocalizedField(lazy_gettext("Description"), long=True)

    def snapshot(self) -> dict[str, Any]:
        """The city with its public point."""
        document = super().snapshot()
        for axis in ("latitude", "longitude"):
            if document[axis] is not None:
                document[axis] = round(document[axis], PUBLIC_DECIMALS)
        return document
