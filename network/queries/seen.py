"""Narrower selects of what an account sees; each takes the wide one and opens no other way."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from network.models import Revision
from network.queries.revisions import NEWEST_FIRST
from network.vocabulary import Origin, RevisionState


def stands() -> ColumnElement[bool]:
    """Whether a version is the published one that stands of its record, a removal perhaps."""
    later = aliased(Revision)
    edition, number = (func.coalesce(one.edition, 0) for one in (Revision, later))
    overtaken = select(later.id).where(
        later.record_kind == Revision.record_kind,
        later.record_slug == Revision.record_slug,
        later.state == RevisionState.PUBLISHED,
        or_(number > edition, and_(number == edition, later.id > Revision.id)),
    )
    return and_(Revision.state == RevisionState.PUBLISHED, ~overtaken.exists())


def standing_versions(seen: Select[Revision], kind: str | None = None) -> Select[Revision]:
    """The versions that stand, removals among them: of one kind, or of all."""
    standing = seen.where(stands())
    return standing if kind is None else standing.where(Revision.record_kind == kind)


def standing_version(seen: Select[Revision], kind: str, slug: str) -> Select[Revision]:
    """The version of one record that stands, where it is seen."""
    return standing_versions(seen, kind).where(Revision.record_slug == slug)


def history(seen: Select[Revision], kind: str, slug: str) -> Select[Revision]:
    """Everything that a record went through, the latest first; no drafts."""
    return seen.where(
        Revision.record_kind == kind,
        Revision.record_slug == slug,
        Revision.state != RevisionState.DRAFT,
    ).order_by(Revision.id.desc())


def removed(seen: Select[Revision]) -> Select[Revision]:
    """The removals that stand, the latest first: what lies in the bin."""
    return standing_versions(seen).where(Revision.removal).order_by(*NEWEST_FIRST)


def waiting(seen: Select[Revision]) -> Select[Revision]:
    """What waits for review, the oldest first."""
    return seen.where(Revision.state == RevisionState.PROPOSED).order_by(
        Revision.changed_at, Revision.id
    )


def to_review(seen: Select[Revision]) -> Select[Revision]:
    """What waits to be looked at one by one: no imports, and no sources that come along."""
    along = (
        (Revision.record_kind == "source")
        & (Revision.origin == Origin.DESK)
        & Revision.based_on_id.is_(None)
    )
    return waiting(seen).where(~along, Revision.origin != Origin.IMPORT)


def written_by(seen: Select[Revision], account_id: int) -> Select[Revision]:
    """What an account wrote, the latest first, sources that came along left out."""
    return seen.where(Revision.account_id == account_id).order_by(Revision.id.desc())


def on_the_way(seen: Select[Revision], kinds: Iterable[str], account_id: int) -> Select[Revision]:
    """The new records of these kinds that wait for review, or are an account's own to finish.

    A draft that was never handed in has no slug to refer to yet.
    """
    unfinished = Revision.state.in_((RevisionState.REFUSED, RevisionState.DRAFT))
    handed_in = Revision.record_slug.not_like("new-%")
    mine = (Revision.account_id == account_id) & unfinished & handed_in
    return seen.where(
        Revision.record_kind.in_(list(kinds)),
        Revision.based_on_id.is_(None),
        or_(Revision.state == RevisionState.PROPOSED, mine),
    ).order_by(Revision.id)


def of_batch(seen: Select[Revision], batch: str) -> Select[Revision]:
    """The versions that belong together, in the order in which they were written."""
    return seen.where(Revision.batch == batch).order_by(Revision.id)
