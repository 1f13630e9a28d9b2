"""Hiding a forum at once, showing it again, and confirming that it is at work."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from network.access import guarded, signed_in_account
from network.access.gate import has_role
from network.access.loading import load_record
from network.access.permissions import Verb
from network.access.sight import open_records, visible_to
from network.changes.confirm import confirm_forum
from network.changes.hide import hide, unhide
from network.clock import now
from network.days import TIME_ZONE
from network.extensions import database, reading
from network.models import Account, Hiding, Revision
from network.queries.revisions import hidings
from network.queries.seen import standing_versions
from network.views.desk.choices import name_in_snapshot
from network.views.desk.shell import add_words
from network.vocabulary import AccountRole

blueprint = Blueprint("desk_hiding", __name__)
# A forum that nobody has confirmed for so long may no longer be there.
LONGEST_SILENCE = timedelta(days=365)

add_words(
    {
        "hidden": lazy_gettext(
            "Hidden. The forum, its teams and its activities are off every page."
        ),
        "shown": lazy_gettext("Shown again, as it was."),
        "confirmed": lazy_gettext("Confirmed as of today. Thank you."),
    }
)


@blueprint.get("/<language:language>/desk/hidden")
@guarded()
def page() -> ResponseReturnValue:
    """The forums that are hidden now, for those who may know."""
    account = signed_in_account()
    found = [
        entry
        for entry in reading().scalars(hidings())
        if has_role(account, AccountRole.EDITOR) or entry.forum in account.forum_slugs
    ]
    names = {entry.record_slug: name_in_snapshot(entry.snapshot) for entry in _forums(account)}
    return render_template("desk/hiding/page.html", hidings=found, names=names)


@blueprint.post("/<language:language>/desk/forums/<slug>/hiding")
@guarded()
def start(slug: str) -> ResponseReturnValue:
    """Take a forum with its teams and activities off every page, at once."""
    load_record(Verb.HIDE, "forum", slug)
    reason = request.form.get("reason", "").strip()[:2_000]
    with database.writing(current_app) as session:
        hide(session, slug, session.get_one(Account, signed_in_account().id), reason, now())
    return redirect(url_for("desk_hiding.page", done="hidden"), 303)


@blueprint.post("/<language:language>/desk/hidden/<int:number>")
@guarded(AccountRole.EDITOR)
def end(number: int) -> ResponseReturnValue:
    """Show what was hidden again."""
    with database.writing(current_app) as session:
        hiding = session.get(Hiding, number)
        if hiding is None or hiding.ended_at:
            abort(404)
        unhide(session, hiding, session.get_one(Account, signed_in_account().id), now())
    return redirect(url_for("desk_hiding.page", done="shown"), 303)


@blueprint.post("/<language:language>/desk/forums/<slug>/confirmation")
@guarded()
def confirm(slug: str) -> ResponseReturnValue:
    """Say that a forum is at work, as of today."""
    load_record(Verb.CONFIRM, "forum", slug)
    moment = now()
    with database.writing(current_app) as session:
        account = session.get_one(Account, signed_in_account().id)
        try:
            confirm_forum(session, slug, account, moment.astimezone(TIME_ZONE).date(), moment)
        except LookupError:
            abort(404)
    return redirect(url_for("desk.page", done="confirmed"), 303)


@dataclass(frozen=True)
class ForumAtHand:
    """A forum that an account may confirm; `silent` where nobody has done so for a year."""

    slug: str
    name: str
    confirmed: date | None
    silent: bool


def forums_at_hand(account: Account) -> list[ForumAtHand]:
    """The forums that an account may confirm, the ones unheard of for longest first."""
    today = now().astimezone(TIME_ZONE).date()
    found = []
    forums = [entry for entry in _forums(account) if not entry.removal]
    own = open_records(account, forums)
    for entry in forums:
        if ("forum", entry.record_slug) not in own:
            continue
        confirmed = _day(entry.snapshot.get("last_confirmed"))
        silent = confirmed is None or today - confirmed > LONGEST_SILENCE
        name = name_in_snapshot(entry.snapshot)
        found.append(ForumAtHand(entry.record_slug, name, confirmed, silent))
    return sorted(found, key=lambda forum: (not forum.silent, str(forum.confirmed or "")))


def _forums(account: Account) -> list[Revision]:
    return list(reading().scalars(standing_versions(visible_to(account), "forum")))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
