"""One import as a whole: what it holds, publishing it, sending it back, undoing it."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden, NotFound

from network.access import guarded, signed_in_account, visible_to, writing_account
from network.access.gate import has_role
from network.changes.conflicts import ConflictError
from network.changes.import_rows import ChangedSinceError, batch_to_write, undo_batch
from network.changes.remove import NeededError
from network.changes.review import (
    DecidedError,
    approve,
    may_decide,
    send_back,
)
from network.clock import now
from network.extensions import database, reading
from network.models import Revision
from network.presenters.desk.refusals import REFUSALS, refusal
from network.presenters.desk.shell import add_words
from network.queries.seen import of_batch
from network.vocabulary import AccountRole, Origin, RevisionState
from network.web.paging import page_of

blueprint = Blueprint("desk_batches", __name__)
LONGEST_REASON = 2_000
IN_THE_WAY = (*REFUSALS, ChangedSinceError)

add_words({"undone": lazy_gettext("The import is undone as a whole.")})


@blueprint.get("/<language:language>/desk/imports/batches/<batch>")
@guarded()
def page(batch: str) -> ResponseReturnValue:
    """The records of an import, and what can be done with all of them."""
    return _show(batch, None)


@blueprint.post("/<language:language>/desk/imports/batches/<batch>")
@guarded()
def decide(batch: str) -> ResponseReturnValue:
    """Publish an import, send it back, or undo it: as a whole, or not at all."""
    revisions, action = _load(batch), request.form.get("action")
    reason = request.form.get("reason", "").strip()[:LONGEST_REASON]
    if action not in _actions(revisions):
        raise Forbidden
    if action == "send-back" and not reason:
        return _show(batch, gettext("Please say why, so that its author knows what to do.")), 422
    try:
        with database.writing(current_app) as session:
            done = _carry_out(session, batch, str(action), reason)
    except DecidedError:
        done = "decided"
    except IN_THE_WAY as error:
        return _show(batch, _problem(error)), 409
    if done == "undone":
        return redirect(url_for("desk_imports.page", done=done), 303)
    return redirect(url_for("desk_batches.page", batch=batch, done=done), 303)


def _carry_out(session: Session, batch: str, action: str, reason: str) -> str:
    """Do what was asked for and say what was done."""
    account = writing_account(session)
    waiting = [
        entry for entry in batch_to_write(session, batch) if entry.state == RevisionState.PROPOSED
    ]
    if action == "approve":
        approve(session, waiting, account, now())
        return "approved"
    if action == "send-back":
        for entry in waiting:
            send_back(session, entry, account, reason, now())
        return "sent-back"
    undo_batch(session, batch, account, reason or gettext("An import was undone."), now())
    return "undone"


def _show(batch: str, problem: str | None) -> str:
    revisions = _load(batch)
    counts = {
        state: sum(entry.state == state for entry in revisions)
        for state in RevisionState
        if any(entry.state == state for entry in revisions)
    }
    return render_template(
        "desk/imports/batch.html",
        batch=batch,
        first=revisions[0],
        counts=counts,
        rows=page_of([entry for entry in revisions if entry.record_kind != "source"] or revisions),
        actions=_actions(revisions),
        is_editor=has_role(signed_in_account(), AccountRole.EDITOR),
        problem=problem,
    )


def _actions(revisions: list[Revision]) -> set[str]:
    """What the account may do with an import as it stands."""
    account, states = signed_in_account(), {entry.state for entry in revisions}
    actions = set()
    if has_role(account, AccountRole.EDITOR):
        actions.add("undo")
        if RevisionState.PROPOSED in states:
            actions.add("send-back")
            if may_decide(reading(), revisions[0], account):
                actions.add("approve")
    elif RevisionState.PUBLISHED not in states:
        actions.add("undo")
    return actions


def _load(batch: str) -> list[Revision]:
    """The revisions of an import that the account may see."""
    account = signed_in_account()
    rows = reading().scalars(of_batch(visible_to(account), batch))
    found = [entry for entry in rows if entry.origin == Origin.IMPORT]
    mine = all(entry.account_id == account.id for entry in found)
    if not found or not (mine or has_role(account, AccountRole.EDITOR)):
        raise NotFound
    return found


def _problem(error: Exception) -> str:
    if isinstance(error, ConflictError):
        return gettext(
            "A record of the import was published anew since the file was compared. "
            "Send it back, so that its author imports it again."
        )
    if isinstance(error, ChangedSinceError):
        return gettext(
            "Records of the import have changed since: %(slugs)s. Bring back their earlier "
            "versions one by one.",
            slugs=", ".join(error.slugs[:10]),
        )
    if isinstance(error, NeededError):
        return gettext(
            "Other records refer to what the import added: %(slugs)s. Change these first.",
            slugs=", ".join(slug for _kind, slug in error.by[:10]),
        )
    return refusal(error)
