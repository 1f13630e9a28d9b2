"""The tables: what anyone may read, and the revisions that it came from."""

from network.models.account import (
    Account,
    AccountForum,
    Attempt,
    DeskSession,
    RecoveryCode,
    Ticket,
)
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
from network.models.hiding import HiddenRecord, Hiding
from network.models.organization import Organization, OrganizationText
from network.models.place_search import PlaceAnswer, PlaceTurn
from network.models.plan import (
    Objective,
    ObjectiveText,
    Plan,
    PlanChallenge,
    PlanChallengeText,
    PlanGroup,
    PlanGroupText,
    PlanText,
    Progress,
    ProgressText,
)
from network.models.report import Report
from network.models.revision import Revision
from network.models.security_event import SecurityEvent
from network.models.site_key import SiteKeyMark
from network.models.source import Source
from network.models.theme import Theme, ThemeText
from network.models.tombstone import Tombstone
from network.models.upload import Upload, UploadOutcome

__all__ = [
    "Account",
    "AccountForum",
    "Activity",
    "ActivityCountry",
    "ActivityForum",
    "ActivityOrganization",
    "ActivityText",
    "Attempt",
    "Base",
    "City",
    "CityText",
    "DeskSession",
    "Edition",
    "Forum",
    "ForumText",
    "Governorate",
    "GovernorateText",
    "HiddenRecord",
    "Hiding",
    "Objective",
    "ObjectiveText",
    "Organization",
    "OrganizationText",
    "PlaceAnswer",
    "PlaceTurn",
    "Plan",
    "PlanChallenge",
    "PlanChallengeText",
    "PlanGroup",
    "PlanGroupText",
    "PlanText",
    "Progress",
    "ProgressText",
    "RecoveryCode",
    "Report",
    "Revision",
    "SecurityEvent",
    "SiteKeyMark",
    "Source",
    "Theme",
    "ThemeText",
    "Ticket",
    "Tombstone",
    "Upload",
    "UploadOutcome",
]
