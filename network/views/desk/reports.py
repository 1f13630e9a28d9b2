"""Freezing reports at the desk, and listing those that anyone may find."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict

from network.access import guarded, signed_in_account
from network.changes.reports import freeze
from network.clock import now
from network.extensions import database, reading
from network.models import Report
from network.presenters.desk.shell import Section, add_section, add_words
from network.presenters.reach_document import figures_of
from network.queries.downloads import moment
from network.queries.filter import KEYS, Dropped, read_filter
from network.queries.reports import report as select_report
from network.queries.reports import reports
from network.vocabulary import AccountRole
from network.web.addresses import absolute
from network.web.caching import current_atlas
from network.web.language import page_language

blueprint = Blueprint("desk_reports", __name__)
LONGEST_TITLE = 200
# What an address of reach may say; how the map is shaded changes no figure.
READ = {"shade", *(key.name for key in KEYS)}

add_words(
    {
        "frozen": lazy_gettext("Frozen. Its figures stay as they are, at an address of their own."),
        "listed": lazy_gettext("The list of reports is changed."),
    }
)


def register(app: Flask) -> None:
    """Give the desk of `app` its section for reports."""
    words, purpose = lazy_gettext("Reports"), lazy_gettext("Freeze figures, list reports.")
    add_section(app, Section("desk_reports.page", words, purpose, 48, AccountRole.EDITOR))


@blueprint.get("/<language:language>/desk/reports")
@guarded(AccountRole.EDITOR)
def page() -> ResponseReturnValue:
    """The reports there are, and the form that freezes one."""
    return _page()


@blueprint.post("/<language:language>/desk/reports")
@guarded(AccountRole.EDITOR)
def start() -> ResponseReturnValue:
    """Freeze what reach says now under the filter of an address of that page."""
    asked = request.form.get("address", "").strip()
    pairs = MultiDict(parse_qsl(urlsplit(asked).query))
    chosen, dropped = read_filter(pairs, current_atlas().known)
    dropped += [Dropped.of(key, value) for key, value in pairs.items(multi=True) if key not in READ]
    title = " ".join(request.form.get("title", "").split())[:LONGEST_TITLE]
    if not title:
        return _page(asked, gettext("Please give the report a title.")), 422
    if dropped and "without" not in request.form:
        return _page(asked, title=title, dropped=dropped), 422
    atlas = current_atlas()
    document = figures_of(atlas, chosen)
    with database.writing(current_app) as session:
        freeze(
            session,
            document,
            now(),
            title=title,
            query=urlencode(chosen.query()),
            language=page_language().code,
            edition=atlas.mark,
            data_as_of=moment(atlas.published_at) if atlas.published_at else None,
            listed="listed" in request.form,
            account_id=signed_in_account().id,
        )
    return redirect(url_for("desk_reports.page", done="frozen"), 303)


@blueprint.post("/<language:language>/desk/reports/list")
@guarded(AccountRole.EDITOR)
def change() -> ResponseReturnValue:
    """List a report publicly, or take it off the list; its address stays."""
    with database.writing(current_app) as session:
        found = session.scalars(select_report(request.form.get("slug", ""))).one_or_none()
        if found is None:
            abort(404)
        found.listed = request.form.get("listed") == "yes"
    return redirect(url_for("desk_reports.page", done="listed"), 303)


def _page(
    address: str = "", problem: str = "", title: str = "", dropped: Sequence[Dropped] = ()
) -> str:
    found: list[Report] = list(reading().scalars(reports(listed_only=False)))
    return render_template(
        "desk/reports/page.html",
        reports=found,
        address=address or absolute(url_for("reach.page")),
        problem=problem,
        title=title,
        dropped=dropped,
    )
