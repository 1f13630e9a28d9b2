"""Review: what waits, what each proposal changes in words and on the map, and the decision."""

from collections.abc import Callable

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from network.access import guarded, signed_in_account, visible_to, writing_account
from network.access.loading import load_revision
from network.access.sight import seen_standing
from network.changes.conflicts import followed_on
from network.changes.differences import differences
from network.changes.drafts import amendment_of, to_write
from network.changes.review import (
    DecidedError,
    OwnProposalError,
    approve,
    may_decide,
    proposals,
    send_back,
    with_needed,
)
from network.clock import now
from network.extensions import database, reading
from network.forms import FORMS
from network.models import Account
from network.presenters.desk.choices import Choices
from network.presenters.desk.places_shown import places_of
from network.presenters.desk.refusals import REFUSALS, refusal
from network.presenters.desk.shell import add_words
from network.presenters.desk.words import lines
from network.queries.imports import waiting_batches
from network.queries.seen import to_review, waiting
from network.vocabulary import AccountRole, RevisionState
from network.web.paging import read_page

blueprint = Blueprint("desk_review", __name__)
LONGEST_REASON = 2_000

add_words(
    {
        "approved": lazy_gettext("Published. The map shows it now."),
        "sent-back": lazy_gettext("Sent back to its author with your reason."),
        "decided": lazy_gettext("Somebody else has decided on this already."),
        "gone": lazy_gettext("This does not wait: its author took it back, or it never was here."),
    }
)


@blueprint.errorhandler(NotFound)
def gone(_error: NotFound) -> ResponseReturnValue:
    """Lead back to the queue from what was taken back while an editor looked at it.

    What never was is answered alike, so that nothing is told of drafts.
    """
    return redirect(url_for("desk_review.queue", done="gone"), 303)


@blueprint.get("/<language:language>/desk/review")
@guarded(AccountRole.EDITOR)
def queue() -> ResponseReturnValue:
    """What waits, the oldest first."""
    return _queue(None)


@blueprint.post("/<language:language>/desk/review")
@guarded(AccountRole.EDITOR)
def approve_several() -> ResponseReturnValue:
    """Publish everything that was ticked, or nothing of it."""
    numbers = [
        int(value)
        for value in request.form.getlist("revision")
        if value.isdecimal() and len(value) < 12
    ]
    for number in numbers:
        load_revision(number)
    return _decided(
        lambda session, editor: approve(session, proposals(session, numbers), editor, now())
    )


@blueprint.get("/<language:language>/desk/review/<int:number>")
@guarded(AccountRole.EDITOR)
def page(number: int) -> ResponseReturnValue:
    """One proposal beside what is public now."""
    revision = load_revision(number)
    if revision.state != RevisionState.PROPOSED:
        return redirect(url_for("desk_review.queue", done="decided"), 303)
    account, kind = signed_in_account(), revision.record_kind
    standing, choices = seen_standing(account, kind, revision.record_slug), Choices(account)
    base = {} if standing is None or standing.removal else standing.snapshot
    proposed = followed_on(reading(), standing, revision, revision.snapshot)
    open_now = reading().scalars(waiting(visible_to(account)))
    changed = lines(kind, differences(base, proposed or revision.snapshot), choices)
    return render_template(
        "desk/review/page.html",
        revision=revision,
        standing=standing,
        overtaken=proposed is None,
        changed=[line for line in changed if line.path != ("slug",)],
        places=places_of(account, revision, standing),
        needed=[entry for entry in with_needed(open_now, [revision]) if entry is not revision],
        mine=not may_decide(reading(), revision, account),
    )


@blueprint.post("/<language:language>/desk/review/<int:number>")
@guarded(AccountRole.EDITOR)
def decide(number: int) -> ResponseReturnValue:
    """Publish a proposal, publish it with changes of one's own, or send it back."""
    load_revision(number)
    action, reason = request.form.get("action"), request.form.get("reason", "").strip()
    if action == "change":
        return _take_over(number)
    if action == "send-back":
        if not reason:
            return redirect(url_for("desk_review.page", number=number, lacking="reason"), 303)
        return _decided(
            lambda session, editor: send_back(
                session, proposals(session, [number])[0], editor, reason[:LONGEST_REASON], now()
            ),
            "sent-back",
        )
    if action != "approve":
        abort(400)
    return _decided(
        lambda session, editor: approve(session, proposals(session, [number]), editor, now())
    )


def _take_over(number: int) -> ResponseReturnValue:
    """Begin a draft that changes a proposal; handing it in publishes both."""
    with database.writing(current_app) as session:
        revision, editor = to_write(session, number), writing_account(session)
        if revision.state != RevisionState.PROPOSED:
            return redirect(url_for("desk_review.queue", done="decided"), 303)
        if not may_decide(session, revision, editor):
            return _queue(refusal(OwnProposalError())), 409
        typed = FORMS[revision.record_kind].typed_of(revision.snapshot)
        draft = amendment_of(session, editor, revision, typed, now())
    return redirect(url_for("desk_drafts.page", number=draft), 303)


def _decided(
    decision: Callable[[Session, Account], object], done: str = "approved"
) -> ResponseReturnValue:
    """Carry a decision out, or say why it cannot be."""
    try:
        with database.writing(current_app) as session:
            decision(session, writing_account(session))
    except DecidedError:
        return redirect(url_for("desk_review.queue", done="decided"), 303)
    except REFUSALS as error:
        return _queue(refusal(error)), 409
    return redirect(url_for("desk_review.queue", done=done), 303)


def _queue(problem: str | None) -> str:
    seen = visible_to(signed_in_account())
    return render_template(
        "desk/review/queue.html",
        waiting=read_page(to_review(seen), endpoint="desk_review.queue"),
        imports=reading().execute(waiting_batches(seen)).all(),
        problem=problem,
    )
