"""Loads an object of the desk and authorizes its use in one go.

What an account does not see, or sees and may not touch, is 404 as what never was: whoever tries
slugs and numbers learns nothing. Only a kind of record that is not theirs at all is 403.
"""

from werkzeug.exceptions import Forbidden, NotFound

from network.access.permissions import Verb, may
from network.access.sessions import signed_in_account
from network.access.sight import seen_standing, seen_version, visible_to
from network.extensions import reading
from network.models import Account, Revision


def load_record(verb: Verb, kind: str, slug: str) -> Revision | None:
    """The version of a record that stands, for doing `verb` with it.

    None where it was never published, but the account knows it: its own, or one in review.
    """
    account = signed_in_account()
    standing = seen_standing(account, kind, slug)
    if standing is None and not _is_known(account, kind, slug):
        raise NotFound
    if not may(account, verb, kind, slug):
        raise NotFound
    return standing


def authorize_new(kind: str) -> None:
    """Let pass who may propose a record of this kind that is not there yet."""
    if not may(signed_in_account(), Verb.PROPOSE, kind):
        raise Forbidden


def load_revision(number: int, verb: Verb | None = None) -> Revision:
    """A version of a record that the account may read, for doing `verb` with its record."""
    account = signed_in_account()
    revision = seen_version(account, number)
    if revision is None:
        raise NotFound
    if verb and not may(account, verb, revision.record_kind, revision.record_slug):
        raise NotFound
    return revision


def load_account(number: int) -> Account:
    """An account, in a view that is guarded for administrators."""
    account = reading().get(Account, number)
    if account is None:
        raise NotFound
    return account


def _is_known(account: Account, kind: str, slug: str) -> bool:
    """Whether an account sees any version of a record; one's own drafts count."""
    seen = visible_to(account, (kind, slug))
    return reading().scalars(seen.limit(1)).first() is not None
