"""The closed lists of words that records use, each word with its label."""

from enum import StrEnum

from flask_babel import LazyString, get_locale, lazy_pgettext


class Word(StrEnum):
    """A word of a closed list; its value stands in addresses, files and tables."""

    @property
    def label(self) -> LazyString:
        """The word as the page's language says it."""
        return LABELS[type(self)][self]


class ActivityKind(Word):
    """What sort of thing an activity is."""

    TRAINING = "training"
    WORKSHOP = "workshop"
    CONFERENCE = "conference"
    FORUM_SEASON = "forum-season"
    NATIONAL_MEETING = "national-meeting"
    CAMPAIGN = "campaign"
    FESTIVAL = "festival"
    SEMINAR = "seminar"
    MEETING = "meeting"
    VISIT = "visit"
    SPORT_EVENT = "sport-event"
    CULTURAL_EVENT = "cultural-event"
    ASSEMBLY = "assembly"
    OTHER = "other"


class River(Word):
    """The water that a city lies on."""

    TIGRIS = "tigris"
    EUPHRATES = "euphrates"
    SHATT_AL_HILLAH = "shatt-al-hillah"
    SHATT_AL_ARAB = "shatt-al-arab"
    DIYALA = "diyala"
    NONE = "none"


class Stage(Word):
    """How far a forum has come."""

    PLANNED = "planned"
    TRAINED = "trained"
    FORMED = "formed"
    ACTIVE = "active"
    DORMANT = "dormant"


class Level(Word):
    """Whether a forum is of one city or of a country."""

    LOCAL = "local"
    NATIONAL = "national"


class OrganizationKind(Word):
    """What sort of body an organization is."""

    VOLUNTEER_TEAM = "volunteer-team"
    STUDENT_TEAM = "student-team"
    ASSOCIATION = "association"
    REGISTERED_ORGANIZATION = "registered-organization"
    NETWORK = "network"
    CAMPAIGN = "campaign"
    UNION = "union"
    FOUNDATION = "foundation"
    INTERNATIONAL_NGO = "international-ngo"
    PUBLIC_BODY = "public-body"


class Role(Word):
    """In what role a forum or an organization takes part in an activity."""

    ORGANIZER = "organizer"
    PARTNER = "partner"
    FUNDER = "funder"
    HOST = "host"
    PARTICIPANT = "participant"


class Qualifier(Word):
    """How exactly a number of participants is known."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    UNKNOWN = "unknown"


class Precision(Word):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DocumentLanguage(Word):
    """The language that a document is in."""

    ENGLISH = "en"
    ARABIC = "ar"
    SORANI = "ckb"
    ITALIAN = "it"
    FRENCH = "fr"
    SPANISH = "es"

    @property
    def label(self) -> LazyString:
        """The language as the page's language calls it."""
        return LazyString(lambda: get_locale().languages.get(self.value, self.value))


class Status(Word):
    """Whether an activity is known to have been held."""

    HELD = "held"
    ANNOUNCED = "announced"


class Confidence(Word):
    """How well the sources bear a record out."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Statement(Word):
    """What an activity may say, or leave open, that a figure rests on."""

    PARTICIPATIONS = "participations"
    WOMEN = "women"
    COUNTRIES = "countries"
    FUNDER = "funder"
    NO_CITY = "no-city"


class RevisionState(Word):
    """Where a revision stands on its way to the public."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    REFUSED = "refused"


class AccountRole(Word):
    """What an account may do; each may all that those before it may."""

    COORDINATOR = "coordinator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class TicketKind(Word):
    """What a one-time address is for."""

    FIRST = "first"
    INVITATION = "invitation"
    RESET = "reset"


class Origin(Word):
    """The way a revision came in."""

    SEED = "seed"
    IMPORT = "import"
    DESK = "desk"


LABELS: dict[type[Word], dict[Word, LazyString]] = {
    ActivityKind: {
        ActivityKind.TRAINING: lazy_pgettext("kind", "Training"),
        ActivityKind.WORKSHOP: lazy_pgettext("kind", "Workshop"),
        ActivityKind.CONFERENCE: lazy_pgettext("kind", "Conference"),
        ActivityKind.FORUM_SEASON: lazy_pgettext("kind", "Forum season"),
        ActivityKind.NATIONAL_MEETING: lazy_pgettext("kind", "National meeting"),
        ActivityKind.CAMPAIGN: lazy_pgettext("kind", "Campaign"),
        ActivityKind.FESTIVAL: lazy_pgettext("kind", "Festival"),
        ActivityKind.SEMINAR: lazy_pgettext("kind", "Seminar"),
        ActivityKind.MEETING: lazy_pgettext("kind", "Meeting"),
        ActivityKind.VISIT: lazy_pgettext("kind", "Visit"),
        ActivityKind.SPORT_EVENT: lazy_pgettext("kind", "Sport event"),
        ActivityKind.CULTURAL_EVENT: lazy_pgettext("kind", "Cultural event"),
        ActivityKind.ASSEMBLY: lazy_pgettext("kind", "Assembly"),
        ActivityKind.OTHER: lazy_pgettext("kind", "Other"),
    },
    River: {
        River.TIGRIS: lazy_pgettext("river", "Tigris"),
        River.EUPHRATES: lazy_pgettext("river", "Euphrates"),
        River.SHATT_AL_HILLAH: lazy_pgettext("river", "Shatt al-Hillah"),
        River.SHATT_AL_ARAB: lazy_pgettext("river", "Shatt al-Arab"),
        River.DIYALA: lazy_pgettext("river", "Diyala"),
        River.NONE: lazy_pgettext("river", "Away from the rivers"),
    },
    Stage: {
        Stage.PLANNED: lazy_pgettext("stage", "Planned"),
        Stage.TRAINED: lazy_pgettext("stage", "Trained"),
        Stage.FORMED: lazy_pgettext("stage", "Formed"),
        Stage.ACTIVE: lazy_pgettext("stage", "Active"),
        Stage.DORMANT: lazy_pgettext("stage", "Dormant"),
    },
    Level: {
        Level.LOCAL: lazy_pgettext("level", "Local forum"),
        Level.NATIONAL: lazy_pgettext("level", "National forum"),
    },
    OrganizationKind: {
        OrganizationKind.VOLUNTEER_TEAM: lazy_pgettext("organization", "Volunteer team"),
        OrganizationKind.STUDENT_TEAM: lazy_pgettext("organization", "Student team"),
        OrganizationKind.ASSOCIATION: lazy_pgettext("organization", "Association"),
        OrganizationKind.REGISTERED_ORGANIZATION: lazy_pgettext(
            "organization", "Registered organization"
        ),
        OrganizationKind.NETWORK: lazy_pgettext("organization", "Network"),
        OrganizationKind.CAMPAIGN: lazy_pgettext("organization", "Campaign"),
        OrganizationKind.UNION: lazy_pgettext("organization", "Union"),
        OrganizationKind.FOUNDATION: lazy_pgettext("organization", "Foundation"),
        OrganizationKind.INTERNATIONAL_NGO: lazy_pgettext("organization", "International NGO"),
        OrganizationKind.PUBLIC_BODY: lazy_pgettext("organization", "Public body"),
    },
    Role: {
        Role.ORGANIZER: lazy_pgettext("role", "Organizer"),
        Role.PARTNER: lazy_pgettext("role", "Partner"),
        Role.FUNDER: lazy_pgettext("role", "Funder"),
        Role.HOST: lazy_pgettext("role", "Host"),
        Role.PARTICIPANT: lazy_pgettext("role", "Taking part"),
    },
    Precision: {
        Precision.DAY: lazy_pgettext("precision", "To the day"),
        Precision.MONTH: lazy_pgettext("precision", "To the month"),
        Precision.YEAR: lazy_pgettext("precision", "To the year"),
        Precision.UNKNOWN: lazy_pgettext("precision", "Unknown"),
    },
    Qualifier: {
        Qualifier.EXACT: lazy_pgettext("qualifier", "Exact"),
        Qualifier.ABOUT: lazy_pgettext("qualifier", "About"),
        Qualifier.AT_LEAST: lazy_pgettext("qualifier", "At least"),
        Qualifier.MORE_THAN: lazy_pgettext("qualifier", "More than"),
        Qualifier.UNKNOWN: lazy_pgettext("qualifier", "Unknown"),
    },
    Status: {
        Status.HELD: lazy_pgettext("status", "Held"),
        Status.ANNOUNCED: lazy_pgettext("status", "Announced"),
    },
    AccountRole: {
        AccountRole.COORDINATOR: lazy_pgettext("account", "Coordinator"),
        AccountRole.EDITOR: lazy_pgettext("account", "Editor"),
        AccountRole.ADMINISTRATOR: lazy_pgettext("account", "Administrator"),
    },
    Statement: {
        Statement.PARTICIPATIONS: lazy_pgettext("says", "number of participants"),
        Statement.WOMEN: lazy_pgettext("says", "women among the participants"),
        Statement.COUNTRIES: lazy_pgettext("says", "countries that took part"),
        Statement.FUNDER: lazy_pgettext("says", "funder"),
        Statement.NO_CITY: lazy_pgettext("says", "no single city"),
    },
    RevisionState: {
        RevisionState.DRAFT: lazy_pgettext("state", "Draft"),
        RevisionState.PROPOSED: lazy_pgettext("state", "In review"),
        RevisionState.PUBLISHED: lazy_pgettext("state", "Published"),
        RevisionState.REFUSED: lazy_pgettext("state", "Sent back"),
    },
    Origin: {
        Origin.SEED: lazy_pgettext("origin", "Documented programme"),
        Origin.IMPORT: lazy_pgettext("origin", "Import"),
        Origin.DESK: lazy_pgettext("origin", "Desk"),
    },
    Confidence: {
        Confidence.HIGH: lazy_pgettext("confidence", "Well documented"),
        Confidence.MEDIUM: lazy_pgettext("confidence", "Documented in part"),
        Confidence.LOW: lazy_pgettext("confidence", "Weakly documented"),
    },
}
