"""Frozen reports: one by its slug, the listed ones, all of them."""

from sqlalchemy import Select, select

from network.models import Report


def report(slug: str) -> Select[Report]:
    """The report with this slug."""
    return select(Report).where(Report.slug == slug)


def reports(*, listed_only: bool) -> Select[Report]:
    """The reports that are listed, or all of them, the latest first."""
    found = select(Report).order_by(Report.created_at.desc(), Report.id.desc())
    return found.where(Report.listed) if listed_only else found
