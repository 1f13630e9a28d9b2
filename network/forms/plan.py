"""The forms of plans, objectives, groups and challenges."""

from collections.abc import Iterator
from typing import ClassVar

from flask_babel import gettext, lazy_gettext

from network.forms.fields import (
    BlankableField,
    DayField,
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
    indicator = LocalizedField(lazy_gettext("Indicator: what is counted"))
    baseline = WholeNumberField(lazy_gettext("Baseline: what it counted at first"))
    baseline_year = WholeNumberField(lazy_gettext("Year of the baseline"), least=1990, most=2100)
    target = WholeNumberField(lazy_gettext("Target: what it is to count"))

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """A number without an indicator says nothing, nor does a baseline without its year."""
        if not self.indicator.data:
            for name in ("baseline", "target"):
                if self[name].data is not None:
                    yield name, gettext("Please say first what is counted, as the indicator.")
        if self.baseline.data is not None and self.baseline_year.data is None:
            yield "baseline_year", gettext("Please give the year of the baseline.")


class ProgressForm(RecordForm):
    """What the indicator of an objective counted on a day."""

    dates: ClassVar = {"day": None}

    objective = LineField(lazy_gettext("Objective"), validators=[needed()])
    day = DayField(lazy_gettext("Day"), validators=[needed()])
    value = WholeNumberField(lazy_gettext("Value"), validators=[needed()])
    note = LocalizedField(lazy_gettext("Note"), long=True)


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
