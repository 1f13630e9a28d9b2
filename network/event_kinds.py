"""The kinds of security events, each with its label."""

from enum import StrEnum

from flask_babel import LazyString, lazy_pgettext


class EventKind(StrEnum):
    """What a security event tells of."""

    SIGNED_IN = "signed-in"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105  a word, not a password
    WRONG_CODE = "wrong-code"
    WRONG_CODE_KNOWN = "wrong-code-known-browser"
    WARNING_READ = "warning-read"
    INVITED = "invited"
    WITHDRAWN = "invitation-withdrawn"
    JOINED = "joined"
    ROLE = "role"
    SWITCHED_OFF = "switched-off"
    SWITCHED_ON = "switched-on"
    RESET = "reset"
    PASSWORD = "password"  # noqa: S105  a word, not a password
    EMAIL = "email"
    FACTOR_SET = "factor-set"
    FACTOR_REMOVED = "factor-removed"
    RECOVERY_CODES = "recovery-codes"
    SESSIONS_ENDED = "sessions-ended"
    HIDDEN = "hidden"
    SHOWN = "shown"
    ALSO_HIDDEN = "also-hidden"
    ALSO_SHOWN = "also-shown"
    ERASED = "erased"
    RESTORED = "restored"
    NEW_KEY = "new-key"

    @property
    def label(self) -> LazyString:
        """The kind as the page's language says it."""
        return LABELS[self]


LABELS: dict[EventKind, LazyString] = {
    EventKind.SIGNED_IN: lazy_pgettext("event", "Signed in"),
    EventKind.WRONG_PASSWORD: lazy_pgettext("event", "Wrong password"),
    EventKind.WRONG_CODE: lazy_pgettext("event", "Right password, wrong code"),
    EventKind.WRONG_CODE_KNOWN: lazy_pgettext("event", "Wrong code in a known browser"),
    EventKind.WARNING_READ: lazy_pgettext("event", "Warning of wrong codes read"),
    EventKind.INVITED: lazy_pgettext("event", "Invitation made"),
    EventKind.WITHDRAWN: lazy_pgettext("event", "Invitation withdrawn"),
    EventKind.JOINED: lazy_pgettext("event", "Invitation accepted"),
    EventKind.ROLE: lazy_pgettext("event", "Role or forums changed"),
    EventKind.SWITCHED_OFF: lazy_pgettext("event", "Account switched off"),
    EventKind.SWITCHED_ON: lazy_pgettext("event", "Account switched on"),
    EventKind.RESET: lazy_pgettext("event", "Link for a new password made"),
    EventKind.PASSWORD: lazy_pgettext("event", "Password changed"),
    EventKind.EMAIL: lazy_pgettext("event", "Email address changed"),
    EventKind.FACTOR_SET: lazy_pgettext("event", "Second factor set up"),
    EventKind.FACTOR_REMOVED: lazy_pgettext("event", "Second factor removed"),
    EventKind.RECOVERY_CODES: lazy_pgettext("event", "New recovery codes"),
    EventKind.SESSIONS_ENDED: lazy_pgettext("event", "Sessions ended"),
    EventKind.HIDDEN: lazy_pgettext("event", "Forum hidden"),
    EventKind.SHOWN: lazy_pgettext("event", "Forum shown again"),
    EventKind.ALSO_HIDDEN: lazy_pgettext("event", "What names a forum hidden, too"),
    EventKind.ALSO_SHOWN: lazy_pgettext("event", "What names a forum shown again"),
    EventKind.ERASED: lazy_pgettext("event", "Record erased"),
    EventKind.RESTORED: lazy_pgettext("event", "Backup restored"),
    EventKind.NEW_KEY: lazy_pgettext("event", "Another site key accepted"),
}
