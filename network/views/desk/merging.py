"""Two people on one record: who changed what, field by field, and one version out of both."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from network.access import guarded, signed_in_account
from network.access.sight import base_of, seen_standing
from network.changes.differences import Difference, Merge, Path, merge, with_values
from network.changes.drafts import rebase, to_write
from network.changes.references import without_unseen
from network.clock import now
from network.extensions import database
from network.forms import FORMS
from network.models import Revision
from network.presenters.desk.choices import Choices
from network.presenters.desk.form import DraftForm, new_source_typed
from network.presenters.desk.own_drafts import load_draft
from network.presenters.desk.words import lines

blueprint = Blueprint("desk_merging", __name__)


@blueprint.get("/<language:language>/desk/drafts/<int:number>/merging")
@guarded()
def page(number: int) -> ResponseReturnValue:
    """What somebody else published of this record since, beside what was typed here."""
    draft = load_draft(number)
    account = signed_in_account()
    standing = seen_standing(account, draft.record_kind, draft.record_slug)
    if standing is None or standing.id == draft.based_on_id:
        return redirect(url_for("desk_drafts.page", number=number), 303)
    both = _both(draft, standing)
    choices = Choices(account)
    return render_template(
        "desk/drafts/merging.html",
        draft=draft,
        standing=standing,
        theirs=lines(draft.record_kind, both.theirs, choices),
        mine=_mine(draft.record_kind, both, choices),
    )


@blueprint.post("/<language:language>/desk/drafts/<int:number>/merging")
@guarded()
def choose(number: int) -> ResponseReturnValue:
    """Lay both together as chosen, and go on with the draft from there."""
    own, account = load_draft(number), signed_in_account()
    standing = seen_standing(account, own.record_kind, own.record_slug)
    with database.writing(current_app) as session:
        draft = to_write(session, number)
        if standing and standing.id != draft.based_on_id:
            both = _both(draft, standing)
            theirs: dict[Path, object] = {
                clash.path: clash.theirs
                for clash in both.clashes
                if request.form.get(".".join(clash.path)) == "theirs"
            }
            merged = with_values(both.snapshot, theirs)
            shown = without_unseen(draft.record_kind, merged, Choices(account).there)
            typed = FORMS[draft.record_kind].typed_of(shown)
            rebase(session, draft, [*typed, *new_source_typed(draft)], now())
    return redirect(url_for("desk_drafts.page", number=number, done="kept"), 303)


def _both(draft: Revision, standing: Revision) -> Merge:
    """What was typed here and what stands now, from the version that both began with."""
    form = DraftForm(draft, signed_in_account())
    return merge(dict(base_of(draft)), standing.snapshot, form.document)


def _mine(kind: str, both: Merge, choices: Choices) -> dict[str, str]:
    """What was typed here where both changed the same field, in words."""
    found = [Difference(clash.path, clash.base, clash.mine) for clash in both.clashes]
    return {line.name: line.after for line in lines(kind, found, choices)}
