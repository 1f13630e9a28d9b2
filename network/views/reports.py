"""Frozen reports: figures of one day at an address of their own, and the list of them."""

from datetime import date
from urllib.parse import parse_qsl

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from network.changes.mentions import hidden_names
from network.changes.reports import canonical, checksum
from network.days import TIME_ZONE
from network.extensions import reading
from network.models import Report
from network.presenters.reach_document import shown
from network.presenters.releases import asked_words
from network.queries.filter import Dropped, Filter, read_filter
from network.queries.reports import report as select_report
from network.queries.reports import reports
from network.web.caching import current_atlas, tagged
from network.web.language import page_writing

blueprint = Blueprint("reports", __name__)


@blueprint.get("/<language:language>/reports/")
def index() -> ResponseReturnValue:
    """The reports that an editor has listed."""
    found = list(reading().scalars(reports(listed_only=True)))
    titles = {report.slug: title_of(report) for report in found}
    return render_template("reports/index.html", reports=found, titles=titles)


@blueprint.get("/<language:language>/reports/<slug>")
@tagged
def page(slug: str) -> ResponseReturnValue:
    """The figures as they were frozen, with the names that are public today."""
    report = _load(slug)
    chosen, dropped = filter_of(report)
    secret = _names_hidden(report, dropped)
    return render_template(
        "reports/report.html",
        report=report,
        title=title_of(report),
        secret=secret,
        asked=[] if secret else asked_words(chosen),
        as_of=report.data_as_of and report.data_as_of.astimezone(TIME_ZONE),
        silent_since=_silent_since(report),
        sound=checksum(report.figures) == report.checksum,
        **shown(report.figures, current_atlas(), Filter() if secret else chosen, linked=False),
    )


@blueprint.get("/<language:language>/reports/<slug>.json")
def figures(slug: str) -> ResponseReturnValue:
    """The bytes that the checksum is of: numbers and slugs of cities and themes, no names."""
    response = Response(canonical(_load(slug).figures), content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    return response


def filter_of(report: Report) -> tuple[Filter, list[Dropped]]:
    """The filter of a report, as far as what it names is public today; and what is not."""
    pairs = parse_qsl(report.query)
    return read_filter(MultiDict(pairs), current_atlas().known)


def title_of(report: Report) -> str:
    """The title of a report; a plain one where it would name what is hidden."""
    _chosen, dropped = filter_of(report)
    if not _names_hidden(report, dropped):
        return report.title
    day = page_writing().day(report.created_at.astimezone(TIME_ZONE).date())
    return gettext("Report of %(date)s", date=day)


def _silent_since(report: Report) -> date | None:
    """The day on which its women were taken out, if they were."""
    day = report.figures.get("women_withheld_on")
    return date.fromisoformat(day) if day else None


def _names_hidden(report: Report, dropped: list[Dropped]) -> bool:
    """Whether the title or the filter names a record that is hidden or gone."""
    words = f"{report.title} {' '.join(value for _key, value in parse_qsl(report.query))}"
    return bool(dropped) or hidden_names(reading()).are_in(words)


def _load(slug: str) -> Report:
    report = reading().scalars(select_report(slug)).one_or_none()
    if report is None:
        abort(404)
    return report
