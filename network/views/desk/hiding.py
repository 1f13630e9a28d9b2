"""Hiding a forum at once, showing it again, and confirming that it is at work."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy import Select

from network.access import guarded, signed_in_account, writing_account
from network.access.gate import has_role
from network.access.loading import load_record
from network.access.permissions import Verb
from network.changes.confirm import confirm_forum
from network.changes.hide import hidden_along, hide, hide_also, show_again, unhide
from network.changes.mentions import REPORT, Mention, mentions
from network.clock import now
from network.days import TIME_ZONE
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.models import Account, Hiding
from network.presenters.desk.choices import Choices, name_in_snapshot
from network.presenters.desk.forums_at_hand import _forums
from network.presenters.desk.shell import add_words
from network.queries.hidings import hidings
from network.queries.reports import reports, title_of_any
from network.vocabulary import AccountRole
from network.web.noting import note

blueprint = Blueprint("desk_hiding", __name__)

add_words(
    {
        "hidden": lazy_gettext(
            "Hidden. The forum, its teams and its activities are off every page."
        ),
        "hidden-along": lazy_gettext("Hidden, too. It comes back together with the forum."),
        "shown": lazy_gettext("Shown again, as it was."),
        "confirmed": lazy_gettext("Confirmed as of today. Thank you."),
    }
)


@blueprint.get("/<language:language>/desk/hidden")
@guarded()
def page() -> ResponseReturnValue:
    """The forums that are hidden now, for those who may know."""
    account = signed_in_account()
    found = reading().scalars(_known(account)).all()
    names = {entry.record_slug: name_in_snapshot(entry.snapshot) for entry in _forums(account)}
    return render_template("desk/hiding/page.html", hidings=found, names=names)


@blueprint.get("/<language:language>/desk/hidden/<int:number>")
@guarded()
def one(number: int) -> ResponseReturnValue:
    """A forum that is hidden: what still names it, and what was hidden because it did."""
    hiding = _load(number)
    return render_template(
        "desk/hiding/one.html",
        hiding=hiding,
        name=_name("forum", hiding.forum) or hiding.forum,
        mentions=_mentions(hiding.forum),
        along=[
            (kind, slug, name)
            for kind, slug in sorted(hidden_along(reading(), hiding))
            if (name := _name(kind, slug))
        ],
    )


@blueprint.post("/<language:language>/desk/forums/<slug>/hiding")
@guarded()
def start(slug: str) -> ResponseReturnValue:
    """Take a forum with its teams and activities off every page, at once.

    An editor may take what else names it off, too.
    """
    load_record(Verb.HIDE, "forum", slug)
    account, reason = signed_in_account(), request.form.get("reason", "").strip()[:2_000]
    also = bool(request.form.get("also")) and has_role(account, AccountRole.EDITOR)
    with database.writing(current_app) as session:
        hiding = hide(session, slug, session.get_one(Account, account.id), reason, now())
        session.flush()
        note(session, EventKind.HIDDEN, reference=hiding.id)
        if also:
            note(session, EventKind.ALSO_HIDDEN, reference=hiding.id)
            hide_also(session, hiding, [entry.key for entry in mentions(session, slug)], now())
        number = hiding.id
    return redirect(url_for("desk_hiding.one", number=number, done="hidden"), 303)


@blueprint.post("/<language:language>/desk/hidden/<int:number>/mentions")
@guarded(AccountRole.EDITOR)
def change_along(number: int) -> ResponseReturnValue:
    """Hide what names a hidden forum, too, or show it again."""
    _load(number)
    back = request.form.get("action") == "show"
    chosen = [(kind, slug) for kind, _, slug in _pairs(request.form.getlist("record"))]
    with database.writing(current_app) as session:
        hiding = session.get_one(Hiding, number)
        (show_again if back else hide_also)(session, hiding, chosen, now())
        kind = EventKind.ALSO_SHOWN if back else EventKind.ALSO_HIDDEN
        note(session, kind, reference=number)
    done = "shown" if back else "hidden-along"
    return redirect(url_for("desk_hiding.one", number=number, done=done), 303)


@blueprint.post("/<language:language>/desk/hidden/<int:number>")
@guarded(AccountRole.EDITOR)
def end(number: int) -> ResponseReturnValue:
    """Show what was hidden again."""
    with database.writing(current_app) as session:
        hiding = session.get(Hiding, number)
        if hiding is None or hiding.ended_at:
            abort(404)
        unhide(session, hiding, writing_account(session), now())
        note(session, EventKind.SHOWN, reference=number)
    return redirect(url_for("desk_hiding.page", done="shown"), 303)


@blueprint.post("/<language:language>/desk/forums/<slug>/confirmation")
@guarded()
def confirm(slug: str) -> ResponseReturnValue:
    """Say that a forum is at work, as of today."""
    load_record(Verb.CONFIRM, "forum", slug)
    moment = now()
    with database.writing(current_app) as session:
        account = writing_account(session)
        try:
            confirm_forum(session, slug, account, moment.astimezone(TIME_ZONE).date(), moment)
        except LookupError:
            abort(404)
    return redirect(url_for("desk.page", done="confirmed"), 303)


def _load(number: int) -> Hiding:
    """A hiding that has not ended, for those who may know of it."""
    known = _known(signed_in_account()).where(Hiding.id == number)
    return reading().scalars(known).one_or_none() or abort(404)


def _known(account: Account) -> Select[Hiding]:
    """The hidings that an account may know of."""
    if has_role(account, AccountRole.EDITOR):
        return hidings()
    return hidings().where(Hiding.forum.in_(account.forum_slugs))


def _mentions(forum: str) -> list[Mention]:
    """What names a forum; of reports, only editors know those that are not listed."""
    found = mentions(reading(), forum)
    if has_role(signed_in_account(), AccountRole.EDITOR):
        return found
    listed = {report.slug for report in reading().scalars(reports(listed_only=True))}
    return [entry for entry in found if entry.kind != REPORT or entry.slug in listed]


def _name(kind: str, slug: str) -> str:
    """What a hidden record is called, a report by its title; empty where one may not know."""
    account = signed_in_account()
    if kind != REPORT:
        return Choices(account).said(kind, slug)
    title = reading().scalar(title_of_any(slug)) if has_role(account, AccountRole.EDITOR) else ""
    return title or ""


def _pairs(values: list[str]) -> list[tuple[str, str, str]]:
    return [value.partition(":") for value in values]
