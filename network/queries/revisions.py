"""Revisions: what stands, what stood on a date, what waits, what a record went through."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from network.models import HiddenRecord, Hiding, Revision
from network.vocabulary import Origin, RevisionState

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


def numbered(numbers: Collection[int]) -> Select[Revision]:
    """The revisions with these numbers."""
    return select(Revision).where(Revision.id.in_(numbers))


def removed() -> Select[Revision]:
    """The removals that stand, the latest first: what lies in the bin."""
    rows = standing().subquery()
    return (
        select(Revision)
        .where(Revision.id.in_(select(rows.c.id)), Revision.removal)
        .order_by(*NEWEST_FIRST)
    )


def waiting() -> Select[Revision]:
    """What waits for review, the oldest first."""
    return (
        select(Revision)
        .where(Revision.state == RevisionState.PROPOSED)
        .order_by(Revision.changed_at, Revision.id)
    )


def to_review() -> Select[Revision]:
    """What waits to be looked at one by one: no imports, and no sources that come along."""
    along = (
        (Revision.record_kind == "source")
        & (Revision.origin == Origin.DESK)
        & Revision.based_on_id.is_(None)
    )
    return waiting().where(~along, Revision.origin != Origin.IMPORT)


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


def written_by(account_id: int) -> Select[Revision]:
    """What an account wrote, the latest first, sources that came along left out."""
    return select(Revision).where(Revision.account_id == account_id).order_by(Revision.id.desc())


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


def history(kind: str, slug: str) -> Select[Revision]:
    """Everything that a record went through that others may see: no drafts."""
    return (
        select(Revision)
        .where(
            Revision.record_kind == kind,
            Revision.record_slug == slug,
            Revision.state != RevisionState.DRAFT,
        )
        .order_by(Revision.id.desc())
    )


def hidden_records() -> Select[str, str]:
    """The kind and slug of every record that a hiding keeps off the tables now."""
    return (
        select(HiddenRecord.record_kind, HiddenRecord.record_slug)
        .join(Hiding, Hiding.id == HiddenRecord.hiding_id)
        .where(Hiding.ended_at.is_(None))
    )


def hidings_of(kind: str, slug: str) -> Select[int]:
    """The numbers of the hidings that keep a record off all pages."""
    return (
        select(Hiding.id)
        .join(HiddenRecord, HiddenRecord.hiding_id == Hiding.id)
        .where(
            Hiding.ended_at.is_(None),
            HiddenRecord.record_kind == kind,
            HiddenRecord.record_slug == slug,
        )
    )


def hidings() -> Select[Hiding]:
    """The hidings that have not ended, the latest first."""
    return select(Hiding).where(Hiding.ended_at.is_(None)).order_by(Hiding.id.desc())


def of_batch(batch: str) -> Select[Revision]:
    """The revisions that belong together, in the order in which they were written."""
    return select(Revision).where(Revision.batch == batch).order_by(Revision.id)
