"""The forms of plans, objectives, groups and challenges."""

from flask_babel import lazy_gettext

from network.forms.fields import (
    BlankableField,
    LineField,
    LocalizedField,
    WholeNumberField,
    needed,
)
from network.forms.record import RecordForm


def _year(label: object) -> WholeNumberField:
    return WholeNumberField(label, least=1990, most=2100, validators=[needed()])


def _place() -> WholeNumberField:
    return WholeNumberField(lazy_gettext("Place in the list"), validators=[needed()])


class PlanForm(RecordForm):
    """A set of objectives for a period."""

    first_year = _year(lazy_gettext("First year"))
    last_year = _year(lazy_gettext("Last year"))
    name = LocalizedField(lazy_gettext("Name"), required=("en",))
    description = LocalizedField(lazy_gettext("Description"), long=True)


class ObjectiveForm(RecordForm):
    """An objective of a plan."""

    plan = LineField(lazy_gettext("Plan"), validators=[needed()])
    theme = LineField(lazy_gettext("Theme"), validators=[needed()])
    parent = BlankableField(lazy_gettext("Part of the objective"))
    position = _place()
    text = LocalizedField(lazy_gettext("Objective"), required=("en",), long=True)


class PlanGroupForm(RecordForm):
    """A working group of a plan."""

    plan = LineField(lazy_gettext("Plan"), validators=[needed()])
    theme = LineField(lazy_gettext("Theme"), validators=[needed()])
    session = WholeNumberField(lazy_gettext("Session"), validators=[needed()])
    position = _place()
    name = LocalizedField(lazy_gettext("Name"), required=("en",))


class PlanChallengeForm(RecordForm):
    """A challenge that a plan names."""

    plan = LineField(lazy_gettext("Plan"), validators=[needed()])
    position = _place()
    text = LocalizedField(lazy_gettext("Challenge"), required=("en",), long=True)
