"""Hidings: the forums that are off every page now, and the records that go with them."""

from sqlalchemy import Select, select

from network.models import HiddenRecord, Hiding


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
