"""Drafts at the desk: begin one, type, keep it, send it to review, take it back, discard it."""

from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from network.access import guarded, signed_in_account
from network.access.gate import has_role
from network.access.loading import authorize_new, load_record, load_revision
from network.access.permissions import Verb
from network.changes.drafts import (
    UNFINISHED,
    NotADraftError,
    StaleError,
    amended,
    discard,
    draft_of,
    keep_typed,
    start_draft,
)
from network.changes.propose import ConflictError, propose, withdraw
from network.changes.publish import Proposal
from network.changes.review import DecidedError, approve_changed
from network.clock import now
from network.extensions import database
from network.forms import FORMS
from network.models import Account, Revision
from network.views.desk import add_words
from network.views.desk_form import DISTINCT, DraftForm, read_typed
from network.views.desk_layout import EDITORS_ADD, NEW_WORDS
from network.views.desk_twins import twins
from network.vocabulary import AccountRole, RevisionState

blueprint = Blueprint("desk_drafts", __name__)

add_words(
    {
        "proposed": lazy_gettext(
            "Handed in. An editor will look at it; you see here what becomes of it."
        ),
        "kept": lazy_gettext("Kept as a draft. Only you can see it."),
        "discarded": lazy_gettext("The draft is gone."),
        "taken-back": lazy_gettext("Taken back. It is a draft again."),
    }
)


@blueprint.get("/<language:language>/desk/add")
@guarded()
def add() -> ResponseReturnValue:
    """What can be added, each with what it is."""
    words = dict(NEW_WORDS)
    if has_role(signed_in_account(), AccountRole.EDITOR):
        words |= EDITORS_ADD
    return render_template("desk/drafts/add.html", words=words)


@blueprint.post("/<language:language>/desk/drafts")
@guarded()
def start() -> ResponseReturnValue:
    """Begin a new record, or a change of one that there is."""
    kind, slug = request.form.get("kind", ""), request.form.get("slug", "")
    if kind not in FORMS:
        abort(404)
    if slug:
        number = _start_change(kind, slug)
    else:
        authorize_new(kind)
        with database.writing(current_app) as session:
            number = start_draft(session, _writer(session), kind, read_typed(), now())
    return redirect(url_for("desk_drafts.page", number=number), 303)


@blueprint.get("/<language:language>/desk/drafts/<int:number>")
@guarded()
def page(number: int) -> ResponseReturnValue:
    """The form, as it was left."""
    form = DraftForm(load_draft(number), signed_in_account())
    return render_template("desk/drafts/form.html", draft_form=form, twins=[])


@blueprint.post("/<language:language>/desk/drafts/<int:number>")
@guarded()
def change(number: int) -> ResponseReturnValue:
    """Keep what was typed, and then do what the button says."""
    load_draft(number)
    seen = request.form.get("version")
    with database.writing(current_app) as session:
        draft = session.get_one(Revision, number)
        if request.form.get("action") == "discard":
            discard(session, draft)
            return redirect(url_for("desk.page", done="discarded"), 303)
        try:
            keep_typed(draft, read_typed(), now(), seen)
        except StaleError:
            return _stale(draft)
    if request.form.get("action") == "propose":
        return _propose(number)
    done = {"preview": url_for("desk_preview.page", number=number)}
    kept = url_for("desk_drafts.page", number=number, done="kept")
    return redirect(done.get(request.form.get("action", ""), kept), 303)


@blueprint.post("/<language:language>/desk/drafts/<int:number>/typed")
@guarded()
def keep(number: int) -> ResponseReturnValue:
    """Keep what is being typed; a script sends it a few seconds after the last key."""
    load_draft(number)
    with database.writing(current_app) as session:
        draft = session.get_one(Revision, number)
        try:
            version = keep_typed(draft, read_typed(), now(), request.form.get("version"))
        except (StaleError, NotADraftError):
            return jsonify(title=gettext("This draft was changed in another window.")), 409
    return jsonify(version=version)


@blueprint.post("/<language:language>/desk/drafts/<int:number>/withdrawal")
@guarded()
def take_back(number: int) -> ResponseReturnValue:
    """Take a proposal of one's own back into a draft."""
    if load_revision(number).account_id != signed_in_account().id:
        abort(404)
    with database.writing(current_app) as session:
        revision = session.get_one(Revision, number)
        typed = revision.typed or FORMS[revision.record_kind].typed_of(revision.snapshot)
        try:
            withdraw(revision, typed, now())
        except NotADraftError:
            return redirect(url_for("desk.page", done="decided"), 303)
    return redirect(url_for("desk_drafts.page", number=number, done="taken-back"), 303)


def load_draft(number: int) -> Revision:
    """A draft of the account's own; 404 for anything else."""
    revision = load_revision(number)
    mine = revision.account_id == signed_in_account().id
    if not mine or revision.state not in UNFINISHED or revision.removal:
        abort(404)
    return revision


def _writer(session: Session) -> Account:
    """The account that is signed in, in the session that writes."""
    return session.get_one(Account, signed_in_account().id)


def _start_change(kind: str, slug: str) -> int:
    standing = load_record(Verb.PROPOSE, kind, slug)
    if standing is None:
        abort(404)
    typed = FORMS[kind].typed_of(standing.snapshot)
    with database.writing(current_app) as session:
        return draft_of(session, _writer(session), session.merge(standing), typed, now())


def _propose(number: int) -> ResponseReturnValue:
    """Send a draft to review, or show what is still wrong with it."""
    with database.writing(current_app) as session:
        draft = session.get_one(Revision, number)
        form = DraftForm(draft, signed_in_account())
        valid = form.validate()
        alike = twins(form) if valid and not form.typed.get(DISTINCT) else []
        if valid and not alike:
            snapshot, along = form.snapshot(), form.along()
            draft.typed = form.settled()
            try:
                return _hand_in(session, draft, snapshot, along)
            except ConflictError:
                return redirect(url_for("desk_merging.page", number=number), 303)
            except DecidedError:
                return redirect(url_for("desk_review.queue", done="decided"), 303)
        page = render_template("desk/drafts/form.html", draft_form=form, twins=alike)
        return page, 422


def _hand_in(
    session: Session, draft: Revision, snapshot: dict[str, Any], along: list[Proposal]
) -> ResponseReturnValue:
    """A draft goes to review; what an editor made of a proposal is published with it."""
    number = amended(draft)
    if number is None:
        propose(session, draft, snapshot, along, now())
        return redirect(url_for("desk.page", done="proposed"), 303)
    changed = [Proposal(draft.record_kind, snapshot), *along]
    proposal = session.get_one(Revision, number)
    approve_changed(session, proposal, changed, _writer(session), now())
    session.delete(draft)
    return redirect(url_for("desk_review.queue", done="approved"), 303)


def _stale(draft: Revision) -> ResponseReturnValue:
    """The page with what was typed here, when another window has kept something else since."""
    form = DraftForm(
        Revision(
            id=draft.id,
            record_kind=draft.record_kind,
            record_slug=draft.record_slug,
            based_on_id=draft.based_on_id,
            state=RevisionState.DRAFT,
            typed=read_typed(),
            changed_at=draft.changed_at,
        ),
        signed_in_account(),
    )
    page = render_template("desk/drafts/form.html", draft_form=form, twins=[], stale=True)
    return page, 409
