"""Conflicts: a record was published anew since a change of it was begun."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from network.changes.differences import differences
from network.changes.publish import latest_revision
from network.models import Revision

CONFIRMED = "last_confirmed"


class ConflictError(ValueError):
    """A record was published anew since a change of it was begun; `standing` is that version."""

    def __init__(self, standing: Revision | None) -> None:
        super().__init__("the record has changed since")
        self.standing = standing


def following(session: Session, change: Revision, snapshot: dict[str, Any]) -> dict[str, Any]:
    """What `change` says, as it can follow the version that stands; `snapshot` is what it says.

    That a forum was confirmed meanwhile is adopted: it says nothing else about it. Raises
    ConflictError when anything else was published since, and always for a removal.
    """
    standing = latest_revision(session, change.record_kind, change.record_slug)
    return following_on(session, standing, change, snapshot)


def following_on(
    session: Session, standing: Revision | None, change: Revision, snapshot: dict[str, Any]
) -> dict[str, Any]:
    """What `following` gives, for those who know which version stands."""
    if (standing.id if standing else None) == change.based_on_id:
        return snapshot
    if standing is None or change.removal or not _only_confirmed(session, change, standing):
        raise ConflictError(standing)
    return confirmed(snapshot, standing.snapshot)


def followed_on(
    session: Session, standing: Revision | None, change: Revision, snapshot: dict[str, Any]
) -> dict[str, Any] | None:
    """What `following_on` gives; None where `standing` is in conflict with `change`."""
    try:
        return following_on(session, standing, change, snapshot)
    except ConflictError:
        return None


def confirmed(snapshot: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A forum's snapshot with the later of its own day of confirmation and that of `other`."""
    days = [day for day in (snapshot.get(CONFIRMED), other.get(CONFIRMED)) if day]
    return {**snapshot, CONFIRMED: max(days, default=None)}


def _only_confirmed(session: Session, change: Revision, standing: Revision) -> bool:
    """Whether the forum was confirmed, and nothing else, since `change` was begun."""
    base = session.get(Revision, change.based_on_id) if change.based_on_id else None
    if base is None or base.removal or standing.removal or CONFIRMED not in standing.snapshot:
        return False
    return all(
        entry.path == (CONFIRMED,) and (entry.after or "") > (entry.before or "")
        for entry in differences(base.snapshot, standing.snapshot)
    )
