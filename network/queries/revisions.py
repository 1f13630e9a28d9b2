"""Revisions: what stands, what stood on a date, what waits: for the verbs and for `access`.

A view begins with `network.access.sight.visible_to` instead.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from network.models import Revision
from network.vocabulary import RevisionState

NEWEST_FIRST = (Revision.edition.desc(), Revision.id.desc())


def published(kind: str, slug: str) -> Select[Revision]:
    """The published revisions of one record, the one that stands first."""
    return (
        select(Revision)
        .where(
            Revision.record_kind == kind,
            Revision.record_slug == slug,
            Revision.state == RevisionState.PUBLISHED,
        )
        .order_by(*NEWEST_FIRST)
    )


def standing(
    as_of: datetime | None = None, among: Sequence[ColumnElement[bool]] = ()
) -> Select[Revision]:
    """The published revision of each record that stands, or stood at a moment.

    `among` are conditions on the records that are looked through. Removals are among them: a
    record whose standing revision is one is not public.
    """
    place = (
        func.row_number()
        .over(
            partition_by=(Revision.record_kind, Revision.record_slug),
            order_by=NEWEST_FIRST,
        )
        .label("place")
    )
    ranked = select(Revision, place).where(Revision.state == RevisionState.PUBLISHED, *among)
    if as_of:
        ranked = ranked.where(Revision.published_at <= as_of)
    rows = ranked.subquery()
    return select(aliased(Revision, rows)).where(rows.c.place == 1)


def published_until(moment: datetime) -> Select[str, str, datetime | None]:
    """The kind and slug of every record published until `moment`, each time that it was."""
    return select(Revision.record_kind, Revision.record_slug, Revision.published_at).where(
        Revision.state == RevisionState.PUBLISHED, Revision.published_at <= moment
    )


def published_after(kind: str, moment: datetime) -> Select[str, dict[str, Any], bool]:
    """Every version of a kind's records published after `moment`: slug, snapshot, if a removal."""
    return select(Revision.record_slug, Revision.snapshot, Revision.removal).where(
        Revision.record_kind == kind,
        Revision.state == RevisionState.PUBLISHED,
        Revision.published_at > moment,
    )


def publications() -> Select[datetime | None]:
    """When anything was published, in order; between two of them nothing changed."""
    return (
        select(Revision.published_at)
        .where(Revision.state == RevisionState.PUBLISHED, Revision.published_at.is_not(None))
        .distinct()
        .order_by(Revision.published_at)
    )


def standing_of(kind: str, slugs: Collection[str]) -> Select[Revision]:
    """The revisions that stand of these records, hidden and removed ones included."""
    return standing(
        among=(Revision.record_kind == kind, Revision.record_slug.in_(slugs)),
    )


def published_of(kind: str, slugs: Collection[str]) -> Select[dict[str, Any]]:
    """What every version that was ever published of these records says."""
    return select(Revision.snapshot).where(
        Revision.record_kind == kind,
        Revision.record_slug.in_(slugs),
        Revision.state == RevisionState.PUBLISHED,
    )


def numbered(numbers: Collection[int]) -> Select[Revision]:
    """The revisions with these numbers."""
    return select(Revision).where(Revision.id.in_(numbers))


def waiting() -> Select[Revision]:
    """What waits for review, the oldest first."""
    return (
        select(Revision)
        .where(Revision.state == RevisionState.PROPOSED)
        .order_by(Revision.changed_at, Revision.id)
    )


def unpublished_sources(batch: str) -> Select[Revision]:
    """The new sources of a batch that are not public, whatever became of them."""
    return (
        select(Revision)
        .where(
            Revision.batch == batch,
            Revision.record_kind == "source",
            Revision.state != RevisionState.PUBLISHED,
        )
        .order_by(Revision.id)
    )


def open_draft(account_id: int, kind: str, slug: str) -> Select[Revision]:
    """The draft that an account has of a record."""
    return (
        select(Revision)
        .where(
            Revision.account_id == account_id,
            Revision.record_kind == kind,
            Revision.record_slug == slug,
            Revision.state.in_((RevisionState.DRAFT, RevisionState.REFUSED)),
        )
        .order_by(Revision.id.desc())
        .limit(1)
    )


def written_among(account_id: int, slugs: Collection[str]) -> Select[str, str]:
    """The kind and slug of each record among those with these slugs that an account wrote."""
    return (
        select(Revision.record_kind, Revision.record_slug)
        .where(Revision.account_id == account_id, Revision.record_slug.in_(slugs))
        .distinct()
    )


def authors(kind: str, slug: str) -> Select[int | None]:
    """The numbers of those who wrote versions of a record, published or not."""
    return (
        select(Revision.account_id)
        .where(Revision.record_kind == kind, Revision.record_slug == slug)
        .distinct()
    )


def slugs_like(kind: str, stem: str) -> Select[str]:
    """The slugs of records that begin with `stem`, whatever became of them."""
    return (
        select(Revision.record_slug)
        .where(Revision.record_kind == kind, Revision.record_slug.startswith(stem, autoescape=True))
        .distinct()
    )


def taken_among(kind: str, slugs: Collection[str], account_id: int) -> Select[str]:
    """Which of these slugs a record has that was published, or that somebody else wrote."""
    others = or_(Revision.account_id.is_(None), Revision.account_id != account_id)
    return (
        select(Revision.record_slug)
        .where(
            Revision.record_kind == kind,
            Revision.record_slug.in_(slugs),
            or_(Revision.state == RevisionState.PUBLISHED, others),
        )
        .distinct()
    )


def of_batch(batch: str) -> Select[Revision]:
    """The revisions that belong together, in the order in which they were written."""
    return select(Revision).where(Revision.batch == batch).order_by(Revision.id)
