"""How a record stands: its last published version, who wrote it, whether it is hidden."""

from collections.abc import Collection

from sqlalchemy import Select, func, select

from network.models import HiddenRecord, Hiding, Revision
from network.vocabulary import RevisionState


def standing_revisions(kind: str, slugs: Collection[str]) -> Select[Revision]:
    """The last published revision of each of the records, hidden and removed ones included."""
    last = (
        select(func.max(Revision.id))
        .where(
            Revision.record_kind == kind,
            Revision.record_slug.in_(slugs),
            Revision.state == RevisionState.PUBLISHED,
        )
        .group_by(Revision.record_slug)
    )
    return select(Revision).where(Revision.id.in_(last))


def authors(kind: str, slug: str) -> Select[int | None]:
    """The numbers of those who wrote versions of a record, published or not."""
    return (
        select(Revision.account_id)
        .where(Revision.record_kind == kind, Revision.record_slug == slug)
        .distinct()
    )


def submitted_revisions(kind: str, slug: str) -> Select[int]:
    """The numbers of the versions of a record that were handed in, whatever became of them."""
    return select(Revision.id).where(
        Revision.record_kind == kind,
        Revision.record_slug == slug,
        Revision.state != RevisionState.DRAFT,
    )


def hidings(kind: str, slug: str) -> Select[int]:
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
