"""Who may do what: the one place that decides, by role and by forum."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from network.access.gate import has_role
from network.extensions import reading
from network.models import Account, Revision
from network.queries.revisions import authors, standing_of
from network.vocabulary import AccountRole, RevisionState

Subject = Mapping[str, Any] | str | None


class Verb(StrEnum):
    """What one may want to do with a record."""

    PROPOSE = "propose"
    CONFIRM = "confirm"
    REVIEW = "review"
    REMOVE = "remove"
    HIDE = "hide"
    UNHIDE = "unhide"
    EMPTY_BIN = "empty-bin"


# From this role on, one may do so with every record.
EVERYWHERE = {
    Verb.PROPOSE: AccountRole.EDITOR,
    Verb.CONFIRM: AccountRole.EDITOR,
    Verb.REVIEW: AccountRole.EDITOR,
    Verb.REMOVE: AccountRole.EDITOR,
    Verb.HIDE: AccountRole.EDITOR,
    Verb.UNHIDE: AccountRole.EDITOR,
    Verb.EMPTY_BIN: AccountRole.ADMINISTRATOR,
}
# What a coordinator may do with what belongs to their forums, by the kinds of record.
OWN = {
    Verb.PROPOSE: {"city", "forum", "organization", "activity", "source"},
    Verb.CONFIRM: {"forum"},
    Verb.HIDE: {"forum"},
}


def may(account: Account, verb: Verb, kind: str, subject: Subject = None) -> bool:
    """Whether `account` may do `verb` with a record, given as its snapshot or its slug.

    None is a record that is still to be written. What decides is how the record stands, never
    what a new snapshot says of it: nobody makes a record theirs by proposing so.
    """
    if has_role(account, EVERYWHERE[verb]):
        return True
    if kind not in OWN.get(verb, ()):
        return False
    slug = subject if isinstance(subject, str) else (subject or {}).get("slug")
    if not slug:
        return verb == Verb.PROPOSE
    standing = standing_snapshot(kind, slug)
    if standing is not None:
        return _belongs(account, kind, standing)
    writers = set(reading().scalars(authors(kind, slug)))
    return verb == Verb.PROPOSE and (not writers or account.id in writers)


def may_see(account: Account, revision: Revision) -> bool:
    """Whether `account` may read a version of a record.

    A draft is its author's alone. What was handed in is for editors; what was published, for
    the coordinators whose record it is.
    """
    if revision.account_id == account.id:
        return True
    if revision.state == RevisionState.DRAFT:
        return False
    if has_role(account, AccountRole.EDITOR):
        return True
    published = revision.state == RevisionState.PUBLISHED
    return published and may(account, Verb.PROPOSE, revision.record_kind, revision.record_slug)


def standing_snapshot(kind: str, slug: str) -> Mapping[str, Any] | None:
    """The snapshot of a record that was published last, or None."""
    found = reading().scalars(standing_of(kind, [slug])).one_or_none()
    return found.snapshot if found else None


def _belongs(account: Account, kind: str, snapshot: Mapping[str, Any]) -> bool:
    """Whether a record belongs to one of the forums that a coordinator speaks for."""
    mine = account.forum_slugs
    if kind == "forum":
        return snapshot["slug"] in mine
    if kind == "city":
        return snapshot["slug"] in _cities(mine)
    if kind == "organization":
        return bool(mine.intersection(snapshot.get("forums") or ()))
    if kind == "activity":
        forums = {entry["forum"] for entry in snapshot.get("forums") or ()}
        return bool(mine & forums) or _has_team(mine, snapshot)
    return account.id in set(reading().scalars(authors(kind, snapshot["slug"])))


def _cities(forums: frozenset[str]) -> set[str]:
    found = reading().scalars(standing_of("forum", forums))
    return {city for revision in found if (city := revision.snapshot.get("city"))}


def _has_team(forums: frozenset[str], activity: Mapping[str, Any]) -> bool:
    """Whether a member team of `forums` takes part in an activity."""
    teams = {entry["organization"] for entry in activity.get("organizations") or ()}
    found = reading().scalars(standing_of("organization", teams))
    return any(forums.intersection(team.snapshot.get("forums") or ()) for team in found)
