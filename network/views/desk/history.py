"""The history of a record: who, when, what; compare any two; bring any back; the bin."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from network.access import guarded, signed_in_account, visible_to
from network.access.loading import load_record, load_revision
from network.access.permissions import Verb, may
from network.access.sight import is_hidden, seen_history
from network.changes.differences import differences
from network.changes.drafts import another_draft_of
from network.changes.propose import propose_removal
from network.changes.publish import PublishError, latest_revision
from network.changes.references import without_unseen
from network.changes.remove import NeededError, bring_back, empty_bin, only_told_by, remove
from network.changes.tombstones import KeyLostError
from network.clock import now
from network.event_kinds import EventKind
from network.extensions import database
from network.forms import FORMS
from network.models import Account, Revision
from network.presenters.desk.choices import Choices
from network.presenters.desk.refusals import refusal
from network.presenters.desk.shell import add_words
from network.presenters.desk.words import lines
from network.queries.seen import removed
from network.vocabulary import AccountRole, RevisionState
from network.web.erasing import verify_erased
from network.web.noting import note
from network.web.paging import read_page

blueprint = Blueprint("desk_history", __name__)

add_words(
    {
        "removed": lazy_gettext("Removed. It lies in the bin and can be brought back."),
        "asked": lazy_gettext("An editor will look at your wish to remove it."),
        "back": lazy_gettext("Brought back, as a new version."),
        "emptied": lazy_gettext("Erased, with its whole history."),
    }
)


@blueprint.get("/<language:language>/desk/records/<kind>/<slug>")
@guarded()
def page(kind: str, slug: str) -> ResponseReturnValue:
    """Everything that a record went through."""
    return _page(kind, slug, None)


@blueprint.get("/<language:language>/desk/records/<kind>/<slug>/comparison")
@guarded()
def compare(kind: str, slug: str) -> ResponseReturnValue:
    """Two versions of a record, field by field."""
    one, other = (_version(kind, slug, request.args.get(name, "")) for name in ("one", "other"))
    earlier, later = sorted((one, other), key=lambda revision: revision.id)
    changed = differences(earlier.snapshot, later.snapshot)
    return render_template(
        "desk/history/comparison.html",
        kind=kind,
        slug=slug,
        earlier=earlier,
        later=later,
        changed=lines(kind, changed, Choices(signed_in_account())),
    )


@blueprint.post("/<language:language>/desk/records/<kind>/<slug>/removal")
@guarded()
def remove_record(kind: str, slug: str) -> ResponseReturnValue:
    """Move a record to the bin, or ask for it where that is not one's to do."""
    standing = load_record(Verb.PROPOSE, kind, slug)
    reason = request.form.get("reason", "").strip()[:2_000]
    if standing is None or standing.removal:
        abort(404)
    if not reason:
        return _page(kind, slug, gettext("Please say why.")), 422
    account = signed_in_account()
    try:
        with database.writing(current_app) as session:
            writer, record = session.get_one(Account, account.id), session.merge(standing)
            if not may(account, Verb.REMOVE, kind, slug):
                propose_removal(session, writer, record, reason, now())
                return redirect(url_for("desk.page", done="asked"), 303)
            remove(session, record, writer, reason, now())
    except NeededError as error:
        return _page(kind, slug, _needed(error)), 409
    return redirect(url_for("desk_history.bin", done="removed"), 303)


@blueprint.post("/<language:language>/desk/records/<kind>/<slug>/return")
@guarded()
def return_version(kind: str, slug: str) -> ResponseReturnValue:
    """Bring an earlier version back: an editor at once, a coordinator as a draft."""
    load_record(Verb.PROPOSE, kind, slug)
    old = _version(kind, slug, request.form.get("revision", ""))
    # What was never published has its way through review alone.
    if old.state != RevisionState.PUBLISHED or old.removal:
        abort(404)
    account = signed_in_account()
    try:
        with database.writing(current_app) as session:
            writer, version = session.get_one(Account, account.id), session.merge(old)
            if may(account, Verb.REVIEW, kind, slug):
                bring_back(session, version, writer, request.form.get("reason"), now())
                return redirect(url_for(".page", kind=kind, slug=slug, done="back"), 303)
            standing = latest_revision(session, kind, slug) or version
            shown = without_unseen(kind, version.snapshot, Choices(account).there)
            typed = FORMS[kind].typed_of(shown)
            number = another_draft_of(session, writer, standing, typed, now())
    except PublishError as error:
        return _page(kind, slug, refusal(error)), 409
    return redirect(url_for("desk_drafts.page", number=number), 303)


@blueprint.get("/<language:language>/desk/bin")
@guarded(AccountRole.EDITOR)
def bin() -> ResponseReturnValue:
    """What was removed and can still be brought back."""
    return render_template(
        "desk/history/bin.html", removed=read_page(removed(visible_to(signed_in_account())))
    )


@blueprint.post("/<language:language>/desk/bin/<int:number>")
@guarded(AccountRole.ADMINISTRATOR)
def empty(number: int) -> ResponseReturnValue:
    """Erase a removed record for good."""
    load_revision(number)
    lying = removed(visible_to(signed_in_account()))
    try:
        with database.writing(current_app) as session:
            found = session.scalars(lying.where(Revision.id == number)).one_or_none()
            if found is None:
                abort(404)
            words = only_told_by(session, found)
            empty_bin(session, found)
            note(session, EventKind.ERASED)
    except KeyLostError as error:
        rows = read_page(lying)
        return render_template("desk/history/bin.html", removed=rows, problem=refusal(error)), 409
    state = verify_erased(words)
    if state.clean:
        return redirect(url_for("desk_history.bin", done="emptied"), 303)
    return render_template("desk/history/bin.html", removed=read_page(lying), state=state)


def _page(kind: str, slug: str, problem: str | None) -> str:
    if kind not in FORMS:
        abort(404)
    standing = load_record(Verb.PROPOSE, kind, slug)
    account = signed_in_account()
    return render_template(
        "desk/history/page.html",
        kind=kind,
        slug=slug,
        standing=standing,
        versions=seen_history(account, kind, slug),
        problem=problem,
        hidden=is_hidden(kind, slug),
        may_hide=kind == "forum" and may(account, Verb.HIDE, kind, slug),
        may_confirm=kind == "forum" and may(account, Verb.CONFIRM, kind, slug),
    )


def _version(kind: str, slug: str, number: str) -> Revision:
    """One version of this very record; 404 for any other."""
    revision = load_revision(int(number)) if number.isdecimal() and len(number) < 12 else None
    if revision is None or (revision.record_kind, revision.record_slug) != (kind, slug):
        abort(404)
    if revision.state == RevisionState.DRAFT:
        abort(404)
    return revision


def _needed(error: NeededError) -> str:
    names = ", ".join(slug for _kind, slug in error.by[:5])
    return gettext("Other records refer to it: %(records)s. Change these first.", records=names)
