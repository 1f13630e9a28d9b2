"""Two people on one record: who changed what, field by field, and one version out of both."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from network.access import guarded, signed_in_account
from network.changes.differences import Difference, Merge, Path, merge, with_values
from network.changes.drafts import rebase, to_write
from network.changes.publish import latest_revision
from network.clock import now
from network.extensions import database, reading
from network.forms import FORMS
from network.models import Revision
from network.views.desk.choices import Choices
from network.views.desk.drafts import load_draft
from network.views.desk.form import DraftForm, new_source_typed
from network.views.desk.words import lines

blueprint = Blueprint("desk_merging", __name__)


@blueprint.get("/<language:language>/desk/drafts/<int:number>/merging")
@guarded()
def page(number: int) -> ResponseReturnValue:
    """What somebody else published of this record since, beside what was typed here."""
    draft = load_draft(number)
    standing = latest_revision(reading(), draft.record_kind, draft.record_slug)
    if standing is None or standing.id == draft.based_on_id:
        return redirect(url_for("desk_drafts.page", number=number), 303)
    both = _both(draft, standing)
    choices = Choices(signed_in_account())
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
    load_draft(number)
    with database.writing(current_app) as session:
        draft = to_write(session, number)
        standing = latest_revision(session, draft.record_kind, draft.record_slug)
        if standing and standing.id != draft.based_on_id:
            both = _both(draft, standing)
            theirs: dict[Path, object] = {
                clash.path: clash.theirs
                for clash in both.clashes
                if request.form.get(".".join(clash.path)) == "theirs"
            }
            merged = with_values(both.snapshot, theirs)
            typed = FORMS[draft.record_kind].typed_of(merged)
            rebase(session, draft, [*typed, *new_source_typed(draft)], now())
    return redirect(url_for("desk_drafts.page", number=number, done="kept"), 303)


def _both(draft: Revision, standing: Revision) -> Merge:
    """What was typed here and what stands now, from the version that both began with."""
    base = reading().get(Revision, draft.based_on_id) if draft.based_on_id else None
    form = DraftForm(draft, signed_in_account())
    return merge(base.snapshot if base else {}, standing.snapshot, form.form.snapshot())


def _mine(kind: str, both: Merge, choices: Choices) -> dict[str, str]:
    """What was typed here where both changed the same field, in words."""
    found = [Difference(clash.path, clash.base, clash.mine) for clash in both.clashes]
    return {line.name: line.after for line in lines(kind, found, choices)}
