"""Forms: text in, domain values out; a typed page and an imported row run the same one."""

from network.forms.activity import ActivityForm
from network.forms.along import NewSourceForm
from network.forms.city import CityForm, GovernorateForm
from network.forms.forum import ForumForm
from network.forms.organization import OrganizationForm
from network.forms.plan import (
    ObjectiveForm,
    PlanChallengeForm,
    PlanForm,
    PlanGroupForm,
    ProgressForm,
)
from network.forms.record import RecordForm
from network.forms.source import SourceForm
from network.forms.theme import ThemeForm

FORMS: dict[str, type[RecordForm]] = {
    "source": SourceForm,
    "theme": ThemeForm,
    "governorate": GovernorateForm,
    "city": CityForm,
    "forum": ForumForm,
    "organization": OrganizationForm,
    "activity": ActivityForm,
    "plan": PlanForm,
    "objective": ObjectiveForm,
    "progress": ProgressForm,
    "plan_group": PlanGroupForm,
    "plan_challenge": PlanChallengeForm,
}

__all__ = ["FORMS", "NewSourceForm", "RecordForm"]
