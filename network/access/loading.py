"""Loads an object of the desk and authorizes its use in one go.

What does not exist for an account is 404, be it that it does not exist at all; what everyone can
see but not everyone may touch is 403.
"""

from werkzeug.exceptions import Forbidden, NotFound

from network.access.gate import has_role
from network.access.permissions import Verb, may, may_see
from network.access.sessions import signed_in_account
from network.extensions import reading
from network.models import Account, Revision
from network.queries.revisions import authors, hidings_of, history, standing_of
from network.vocabulary import AccountRole


def load_record(verb: Verb, kind: str, slug: str) -> Revision | None:
    """The version of a record that stands, for doing `verb` with it.

    None where it was never published, but the account knows it: its own, or one in review.
    """
    account = signed_in_account()
    standing = reading().scalars(standing_of(kind, [slug])).one_or_none()
    if not _is_known(account, kind, slug, standing):
        raise NotFound
    if not may(account, verb, kind, slug):
        raise Forbidden
    return standing


def authorize_new(kind: str) -> None:
    """Let pass who may propose a record of this kind that is not there yet."""
    if not may(signed_in_account(), Verb.PROPOSE, kind):
        raise Forbidden


def load_revision(number: int, verb: Verb | None = None) -> Revision:
    """A version of a record that the account may read, for doing `verb` with its record."""
    account = signed_in_account()
    revision = reading().get(Revision, number)
    if revision is None or not may_see(account, revision):
        raise NotFound
    if verb and not may(account, verb, revision.record_kind, revision.record_slug):
        raise Forbidden
    return revision


def load_account(number: int) -> Account:
    """An account, in a view that is guarded for administrators."""
    account = reading().get(Account, number)
    if account is None:
        raise NotFound
    return account


def _is_known(account: Account, kind: str, slug: str, standing: Revision | None) -> bool:
    """Whether a record exists for an account: it is public, its own, or handed in to review."""
    if standing and not standing.removal and not reading().scalars(hidings_of(kind, slug)).first():
        return True
    if account.id in set(reading().scalars(authors(kind, slug))):
        return True
    if has_role(account, AccountRole.EDITOR):
        return reading().scalars(history(kind, slug)).first() is not None
    return standing is not None and may(account, Verb.PROPOSE, kind, slug)
