"""Frozen reports: one by its slug, the listed ones, all of them; without those that are hidden."""

from sqlalchemy import ColumnElement, Select, exists, select

from network.models import HiddenRecord, Hiding, Report


def report(slug: str) -> Select[Report]:
    """The report with this slug."""
    return select(Report).where(Report.slug == slug, _shown())


def reports(*, listed_only: bool) -> Select[Report]:
    """The reports that are listed, or all of them, the latest first."""
    found = select(Report).where(_shown()).order_by(Report.created_at.desc(), Report.id.desc())
    return found.where(Report.listed) if listed_only else found


def title_of_any(slug: str) -> Select[str]:
    """The title of a report, be it hidden."""
    return select(Report.title).where(Report.slug == slug)


def _shown() -> ColumnElement[bool]:
    """Whether no hiding keeps a report back."""
    return ~exists().where(
        HiddenRecord.hiding_id == Hiding.id,
        Hiding.ended_at.is_(None),
        HiddenRecord.record_kind == "report",
        HiddenRecord.record_slug == Report.slug,
    )
