"""The forms of plans, objectives, groups and challenges."""

from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

from network.forms.fields import BlankableField, LocalizedField
from network.forms.record import RecordForm


class PlanForm(RecordForm):
    """A set of objectives for a period."""

    first_year = IntegerField(validators=[NumberRange(1990, 2100)])
    last_year = IntegerField(validators=[NumberRange(1990, 2100)])
    name = LocalizedField(required=("en",))
    description = LocalizedField()


class ObjectiveForm(RecordForm):
    """An objective of a plan."""

    plan = StringField(validators=[InputRequired()])
    theme = StringField(validators=[InputRequired()])
    parent = BlankableField()
    position = IntegerField()
    text = LocalizedField(required=("en",))


class PlanGroupForm(RecordForm):
    """A working group of a plan."""

    plan = StringField(validators=[InputRequired()])
    theme = StringField(validators=[InputRequired()])
    session = IntegerField()
    position = IntegerField()
    name = LocalizedField(required=("en",))


class PlanChallengeForm(RecordForm):
    """A challenge that a plan names."""

    plan = StringField(validators=[InputRequired()])
    position = IntegerField()
    text = LocalizedField(required=("en",))
