"""Who may do what: the one place that decides, by role and by forum.

Who sees what stands beside it, in `sight`.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from network.access.gate import has_role
from network.extensions import reading
from network.models import Account, Revision
from network.queries.revisions import authors, standing_of, written_among
from network.vocabulary import AccountRole

# A record by the name of its kind and its slug.
Key = tuple[str, str]
Subject = Mapping[str, Any] | str | None
# The kinds that belong to a forum, or not, by what they say; others to whoever wrote them.
BY_FORUM = ("city", "forum", "organization", "activity")


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
    standing = reading().scalars(standing_of(kind, [slug])).one_or_none()
    if standing is not None:
        return (kind, slug) in belonging(account, [standing])
    writers = set(reading().scalars(authors(kind, slug)))
    return verb == Verb.PROPOSE and (not writers or account.id in writers)


def belonging(account: Account, versions: Iterable[Revision]) -> set[Key]:
    """Which of these records belong to the forums that a coordinator speaks for.

    They are given by the versions that stand. It takes the same statements whatever they are.
    """
    mine, entries = account.forum_slugs, list(versions)
    cities = _cities(mine)
    teams = _teams(mine, entries)
    written = _written(account, entries)
    return {
        key
        for entry in entries
        if key_belongs(key := (entry.record_kind, entry.record_slug), entry.snapshot, mine, cities)
        or (key[0] == "activity" and not teams.isdisjoint(_organizations(entry.snapshot)))
        or (key[0] not in BY_FORUM and key in written)
    }


def key_belongs(
    key: Key, snapshot: Mapping[str, Any], mine: frozenset[str], cities: set[str]
) -> bool:
    """Whether a record names one of these forums, or is a city of theirs."""
    kind, slug = key
    if kind == "forum":
        return slug in mine
    if kind == "city":
        return slug in cities
    if kind == "organization":
        return bool(mine.intersection(snapshot.get("forums") or ()))
    forums = (
        {entry["forum"] for entry in snapshot.get("forums") or ()} if kind == "activity" else ()
    )
    return bool(mine.intersection(forums))


def _cities(forums: frozenset[str]) -> set[str]:
    found = reading().scalars(standing_of("forum", forums))
    return {city for revision in found if (city := revision.snapshot.get("city"))}


def _teams(forums: frozenset[str], entries: Iterable[Revision]) -> set[str]:
    """The member teams of `forums` that take part in activities among `entries`."""
    named = {
        slug
        for entry in entries
        if entry.record_kind == "activity"
        for slug in _organizations(entry.snapshot)
    }
    found = reading().scalars(standing_of("organization", named))
    return {
        team.record_slug for team in found if forums.intersection(team.snapshot.get("forums") or ())
    }


def _organizations(activity: Mapping[str, Any]) -> set[str]:
    return {entry["organization"] for entry in activity.get("organizations") or ()}


def _written(account: Account, entries: Iterable[Revision]) -> set[Key]:
    """The records among `entries`, of kinds that no forum has, of which the account wrote one."""
    slugs = {entry.record_slug for entry in entries if entry.record_kind not in BY_FORUM}
    found = reading().execute(written_among(account.id, slugs))
    return {(kind, slug) for kind, slug in found}
