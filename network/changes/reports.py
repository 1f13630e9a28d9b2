"""Freezing a report: its figures are kept for good, with a sum to check them by.

One figure may go: the women, where one could subtract them from what is told later.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from network.days import TIME_ZONE
from network.models import Activity, City, Forum, Organization, Report, Theme
from network.queries.activities import activities
from network.queries.filter import Known, read_filter

SLUG_BYTES = 12
# What a filter names, in the order of `Known`.
NAMED = (Theme, City, Forum, Organization)


def freeze(session: Session, figures: Mapping[str, Any], now: datetime, **columns: Any) -> Report:
    """Keep `figures` under a slug that nobody can guess; `columns` are the report's others."""
    # Through JSON, so that what is summed is what will be read back.
    kept = json.loads(json.dumps(figures))
    report = Report(
        slug=secrets.token_hex(SLUG_BYTES),
        figures=kept,
        checksum=checksum(kept),
        created_at=now,
        **columns,
    )
    session.add(report)
    return report


def protect_reports(session: Session, corrected: Collection[str], now: datetime) -> None:
    """Take the women out of the reports that counted activities which are being corrected.

    `corrected` are slugs of activities that still stand as they were. The sum of a report less
    the sum of today would be the few that a correction added, or those beside whom it was made.
    """
    if not corrected:
        return
    for report in session.scalars(select(Report)):
        if _tells_women(report.figures) and _counted(session, report, corrected):
            report.figures = without_women(report.figures, now)
            report.checksum = checksum(report.figures)


def without_women(figures: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The figures of a report with its women withheld, and since which day."""
    silent = {
        **figures,
        "figures": _silenced(figures["figures"]),
        "women_withheld_on": now.astimezone(TIME_ZONE).date().isoformat(),
    }
    if figures["earlier"]:
        earlier = figures["earlier"]
        silent["earlier"] = {**earlier, "figures": _silenced(earlier["figures"])}
    return silent


def _silenced(key_figures: Mapping[str, Any]) -> dict[str, Any]:
    women = key_figures["women"]
    nothing = {"value": None, "women": 0, "of": 0, "rests_on": 0}
    withheld = women["withheld"] + women["rests_on"]
    return {**key_figures, "women": {**women, **nothing, "withheld": withheld}}


def _tells_women(figures: Mapping[str, Any]) -> bool:
    periods = [figures, *filter(None, [figures["earlier"]])]
    return any(period["figures"]["women"]["rests_on"] for period in periods)


def _counted(session: Session, report: Report, slugs: Collection[str]) -> bool:
    """Whether a report may have counted one of some activities, in its years or those before."""
    known = Known(*(set(session.scalars(select(model.slug))) for model in NAMED))
    chosen, _dropped = read_filter(MultiDict(parse_qsl(report.query)), known)
    among = activities(chosen.without("year_from", "year_to"))
    found = among.with_only_columns(Activity.id).where(Activity.slug.in_(slugs)).limit(1)
    return session.execute(found).first() is not None


def checksum(figures: Mapping[str, Any]) -> str:
    """The SHA-256 of figures as `canonical` writes them; 64 hexadecimal digits."""
    return hashlib.sha256(canonical(figures)).hexdigest()


def canonical(figures: Mapping[str, Any]) -> bytes:
    """Figures as bytes that are always the same: JSON, keys sorted, no spaces, UTF-8."""
    text = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()
