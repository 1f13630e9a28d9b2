"""The tables: what anyone may read, and the revisions that it came from."""

from network.models.activity import (
    Activity,
    ActivityCountry,
    ActivityForum,
    ActivityOrganization,
    ActivityText,
)
from network.models.base import Base
from network.models.city import City, CityText, Governorate, GovernorateText
from network.models.edition import Edition
from network.models.forum import Forum, ForumText
from network.models.organization import Organization, OrganizationText
from network.models.plan import (
    Objective,
    ObjectiveText,
    Plan,
    PlanChallenge,
    PlanChallengeText,
    PlanGroup,
    PlanGroupText,
    PlanText,
)
from network.models.revision import Revision
from network.models.source import Source
from network.models.theme import Theme, ThemeText

__all__ = [
    "Activity",
    "ActivityCountry",
    "ActivityForum",
    "ActivityOrganization",
    "ActivityText",
    "Base",
    "City",
    "CityText",
    "Edition",
    "Forum",
    "ForumText",
    "Governorate",
    "GovernorateText",
    "Objective",
    "ObjectiveText",
    "Organization",
    "OrganizationText",
    "Plan",
    "PlanChallenge",
    "PlanChallengeText",
    "PlanGroup",
    "PlanGroupText",
    "PlanText",
    "Revision",
    "Source",
    "Theme",
    "ThemeText",
]
