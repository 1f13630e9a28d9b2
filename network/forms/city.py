"""The forms of cities and governorates."""

from wtforms import BooleanField, FloatField, IntegerField, StringField
from wtforms.validators import NumberRange, Optional, Regexp

from network.forms.fields import COUNTRY_PATTERN, BlankableField, LocalizedField, word_field
from network.forms.record import RecordForm
from network.vocabulary import River

PUBLIC_DECIMALS = 2


class GovernorateForm(RecordForm):
    """A governorate of Iraq."""

    pcode = BlankableField(validators=[Optional(), Regexp(r"^IQG\d\d\Z")])
    name = LocalizedField(required=("en",))


class CityForm(RecordForm):
    """A city; its point is rounded to the two decimals that may be public."""

    geonames_id = IntegerField(validators=[Optional()])
    country = StringField(validators=[Regexp(COUNTRY_PATTERN)])
    governorate = BlankableField()
    latitude = FloatField(validators=[NumberRange(-90, 90)])
    longitude = FloatField(validators=[NumberRange(-180, 180)])
    river = word_field(River)
    river_kilometer = FloatField(validators=[Optional(), NumberRange(0, 5000)])
    planned = BooleanField(false_values=("", "no", False))
    name = LocalizedField(required=("en",))
    other_names = LocalizedField()
    description = LocalizedField()

    def snapshot(self) -> dict[str, object]:
        """The city with its public point."""
        document = super().snapshot()
        for axis in ("latitude", "longitude"):
            document[axis] = round(document[axis], PUBLIC_DECIMALS)
        return document
