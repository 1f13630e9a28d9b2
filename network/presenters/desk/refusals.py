"""Why a change cannot be published, in words for the person who tried."""

from flask_babel import gettext, lazy_gettext

from network.changes.conflicts import ConflictError
from network.changes.publish import PublishError
from network.changes.remove import NeededError
from network.changes.review import DecidedError, OwnProposalError, RivalsError
from network.changes.tables import MissingReferenceError
from network.changes.tombstones import ErasedError, KeyLostError
from network.presenters.desk.layout import KIND_WORDS

# What a decision or a preview may run into.
REFUSALS = (
    ConflictError,
    DecidedError,
    NeededError,
    OwnProposalError,
    PublishError,
    RivalsError,
)


SENTENCES = {
    DecidedError: lazy_gettext("Somebody else has decided on this already."),
    OwnProposalError: lazy_gettext(
        "Nobody approves their own proposal. Another editor has to look at it."
    ),
    ConflictError: lazy_gettext(
        "The record was published anew since this proposal was made. Open it to see both."
    ),
    RivalsError: lazy_gettext(
        "Two of the proposals change the same record. Approve one of them and send the other "
        "back, so that its author merges both."
    ),
    NeededError: lazy_gettext("Other records refer to it, so it cannot be removed yet."),
    KeyLostError: lazy_gettext(
        "The key of the site is not the one it was. Ask the person who runs the server."
    ),
    ErasedError: lazy_gettext("It was erased for good. A new record needs another identifier."),
}


def refusal(error: Exception) -> str:
    """What stands in the way, and what to do about it."""
    for kind, sentence in SENTENCES.items():
        if isinstance(error, kind):
            return str(sentence)
    return _unfit(error)


def _unfit(error: Exception) -> str:
    if isinstance(error, MissingReferenceError):
        kind, slug = error.key
        what = gettext("%(kind)s “%(name)s”", kind=KIND_WORDS[kind], name=slug)
        return gettext("It refers to a record that is not there: %(what)s", what=what)
    return gettext("It is part of a record that is itself a part. Only a whole can have parts.")
