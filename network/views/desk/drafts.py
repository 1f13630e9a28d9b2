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

from network.access import guarded, signed_in_account, writing_account
from network.access.gate import has_role
from network.access.loading import authorize_new, load_record
from network.access.permissions import Verb
from network.changes.conflicts import ConflictError
from network.changes.drafts import (
    NotADraftError,
    StaleError,
    Typed,
    amended,
    discard,
    draft_of,
    keep_typed,
    start_draft,
    to_write,
)
from network.changes.propose import propose, withdraw
from network.changes.publish import Proposal, lock_publications
from network.changes.references import without_unseen
from network.changes.review import approve_changed
from network.clock import now
from network.extensions import database, reading
from network.forms import FORMS
from network.models import Revision
from network.presenters.desk.choices import Choices
from network.presenters.desk.form import DISTINCT, DraftForm, read_typed
from network.presenters.desk.layout import EDITORS_ADD, NEW_WORDS
from network.presenters.desk.own_drafts import load_draft, load_own
from network.presenters.desk.refusals import REFUSALS, refusal
from network.presenters.desk.shell import add_words
from network.presenters.desk.twins import twins
from network.vocabulary import AccountRole, RevisionState

blueprint = Blueprint("desk_drafts", __name__)

add_words(
    {
        "proposed": lazy_gettext(
            "Handed in. An editor will look at it; you see here what becomes of it."
        ),
        "kept": lazy_gettext("Kept as a draft. Only you can see it."),
        "discarded": lazy_gettext("The draft is gone."),
        "proposed-before": lazy_gettext(
            "It was handed in already. To change it, take it back first."
        ),
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
        # `kind` is that of the record here; an activity and a team have a field of this name.
        typed = [pair for pair in read_typed() if pair[0] not in ("kind", "slug")]
        with database.writing(current_app) as session:
            number = start_draft(session, writing_account(session), kind, typed, now())
    return redirect(url_for("desk_drafts.page", number=number), 303)


@blueprint.get("/<language:language>/desk/drafts/<int:number>")
@guarded()
def page(number: int) -> ResponseReturnValue:
    """The form, as it was left."""
    return _form_page(DraftForm(load_draft(number), signed_in_account()))


@blueprint.post("/<language:language>/desk/drafts/<int:number>")
@guarded()
def change(number: int) -> ResponseReturnValue:
    """Keep what was typed, and then do what the button says."""
    load_own(number)
    action, seen = request.form.get("action"), request.form.get("version")
    try:
        with database.writing(current_app) as session:
            draft = to_write(session, number)
            if action == "discard":
                discard(session, draft)
                return redirect(url_for("desk.page", done="discarded", draft=number), 303)
            keep_typed(draft, read_typed(), now(), seen)
    except NotADraftError:
        return _handed_in_before()
    except StaleError:
        return _stale(number)
    if action == "propose":
        return _propose(number)
    if action == "preview":
        return redirect(url_for("desk_preview.page", number=number), 303)
    return redirect(url_for("desk_drafts.page", number=number, done="kept"), 303)


@blueprint.post("/<language:language>/desk/drafts/<int:number>/typed")
@guarded()
def keep(number: int) -> ResponseReturnValue:
    """Keep what is being typed; a script sends it a few seconds after the last key."""
    load_own(number)
    try:
        with database.writing(current_app) as session:
            draft = to_write(session, number)
            version = keep_typed(draft, read_typed(), now(), request.form.get("version"))
    except (StaleError, NotADraftError):
        return jsonify(title=gettext("This draft was changed in another window.")), 409
    return jsonify(version=version)


@blueprint.post("/<language:language>/desk/drafts/<int:number>/withdrawal")
@guarded()
def take_back(number: int) -> ResponseReturnValue:
    """Take a proposal of one's own back into a draft."""
    load_own(number)
    try:
        with database.writing(current_app) as session:
            revision = to_write(session, number)
            typed = revision.typed or _typed_of(revision)
            withdraw(session, revision, typed, now())
    except NotADraftError:
        return redirect(url_for("desk.page", done="decided"), 303)
    return redirect(url_for("desk_drafts.page", number=number, done="taken-back"), 303)


def _start_change(kind: str, slug: str) -> int:
    standing = load_record(Verb.PROPOSE, kind, slug)
    if standing is None:
        abort(404)
    typed = _typed_of(standing)
    with database.writing(current_app) as session:
        return draft_of(session, writing_account(session), session.merge(standing), typed, now())


def _typed_of(revision: Revision) -> Typed:
    """What its author would type to get a version, without what they cannot see."""
    kind, there = revision.record_kind, Choices(signed_in_account()).there
    return FORMS[kind].typed_of(without_unseen(kind, revision.snapshot, there))


def _propose(number: int) -> ResponseReturnValue:
    """Send a draft to review, or show what is still wrong with it."""
    try:
        with database.writing(current_app) as session:
            # New slugs are told one after another.
            lock_publications(session)
            draft = to_write(session, number)
            form = DraftForm(draft, signed_in_account())
            valid = form.validate()
            alike = twins(form) if valid and not form.typed.get(DISTINCT) else []
            if valid and not alike:
                return _hand_in(session, draft, form)
            return _form_page(form, twins=alike), 422
    except NotADraftError:
        return _handed_in_before()
    except REFUSALS as error:
        if isinstance(error, ConflictError) and amended(load_draft(number)) is None:
            return redirect(url_for("desk_merging.page", number=number), 303)
        return _refused(number, refusal(error))


def _hand_in(session: Session, draft: Revision, form: DraftForm) -> ResponseReturnValue:
    """A draft goes to review; what an editor made of a proposal is published with it."""
    snapshot, along, number = form.snapshot(session), form.along(), amended(draft)
    if number is None:
        propose(session, draft, snapshot, along, now())
        draft.typed = form.settled()
        return redirect(url_for("desk.page", done="proposed", draft=draft.id), 303)
    changed = [Proposal(draft.record_kind, snapshot), *along]
    approve_changed(session, to_write(session, number), changed, writing_account(session), now())
    session.delete(draft)
    return redirect(url_for("desk_review.queue", done="approved", draft=draft.id), 303)


def _handed_in_before() -> ResponseReturnValue:
    """A second tap on the button, or a window that was left open."""
    return redirect(url_for("desk.page", done="proposed-before"), 303)


def _refused(number: int, problem: str) -> ResponseReturnValue:
    """The form with what stands in the way of publishing it."""
    reading().rollback()
    return _form_page(DraftForm(load_draft(number), signed_in_account()), problem=problem), 409


def _stale(number: int) -> ResponseReturnValue:
    """The page with what was typed here, when another window has kept something else since."""
    reading().rollback()
    draft = load_draft(number)
    here = Revision(
        id=draft.id,
        record_kind=draft.record_kind,
        record_slug=draft.record_slug,
        based_on_id=draft.based_on_id,
        state=RevisionState.DRAFT,
        typed=read_typed(),
        changed_at=draft.changed_at,
    )
    return _form_page(DraftForm(here, signed_in_account()), stale=True), 409


def _form_page(form: DraftForm, **notices: Any) -> str:
    return render_template("desk/drafts/form.html", draft_form=form, **notices)
