"""The preview: the public page itself, with a draft or a proposal laid in and taken out again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from network.access import guarded, signed_in_account, visible_to
from network.access.loading import load_revision
from network.access.sight import seen_standing
from network.changes.conflicts import followed_on
from network.changes.drafts import sources_along
from network.changes.publish import Proposal, publish
from network.changes.review import with_needed
from network.changes.tables import PublishError
from network.clock import now
from network.extensions import database, reading
from network.models import Revision
from network.presenters.desk.form import DraftForm
from network.presenters.desk.layout import PAGES
from network.presenters.desk.refusals import refusal
from network.queries.atlas import edition_mark, read_atlas
from network.queries.seen import waiting
from network.vocabulary import Origin, RevisionState

blueprint = Blueprint("desk_preview", __name__)


@blueprint.get("/<language:language>/desk/preview/<int:number>")
@guarded()
def page(number: int) -> ResponseReturnValue:
    """The page of a record as it would be if this version of it were published now."""
    revision = load_revision(number)
    if revision.record_kind not in PAGES or revision.removal:
        abort(404)
    proposals = _proposals(revision)
    if proposals is None:
        return redirect(url_for("desk_drafts.page", number=number), 303)
    g.preview = {
        "state": revision.state,
        "back": request.args.get("from") == "review",
        "number": number,
    }
    slug = proposals[0].slug
    try:
        with laid_in(proposals):
            return current_app.ensure_sync(current_app.view_functions[PAGES[revision.record_kind]])(
                slug=slug
            )
    except PublishError as error:
        problem = refusal(error)
    except NotFound:
        problem = gettext("It belongs to a hidden forum, so the public sees nothing of it now.")
    return render_template("desk/no_preview.html", problem=problem), 409


@contextmanager
def laid_in(proposals: list[Proposal]) -> Iterator[None]:
    """Public pages read the tables with these proposals in them; nothing of it remains."""
    with database.writing_session(current_app) as session:
        before = g.pop("database_session", None)
        try:
            publish(session, proposals, Origin.DESK, now=now())
            session.flush()
            g.database_session = session
            g.edition = session.scalar(edition_mark())
            g.atlas = read_atlas(session)
            yield
        finally:
            session.rollback()
            g.pop("database_session", None)
            g.pop("atlas", None)
            g.pop("edition", None)
            if before is not None:
                g.database_session = before


def _proposals(revision: Revision) -> list[Proposal] | None:
    """What is laid in, the record first; None where a draft is not valid yet."""
    if revision.state == RevisionState.PUBLISHED:
        return [Proposal(revision.record_kind, revision.snapshot)]
    if revision.state == RevisionState.PROPOSED:
        return _laid_out(with_needed(_waiting(), [revision]))
    form = DraftForm(revision, signed_in_account())
    if not form.validate():
        return None
    own = [Proposal(form.kind, _settled(revision, form.snapshot(reading()))), *form.along()]
    came = _laid_out(sources_along(reading(), revision))
    own += [source for source in came if source.slug not in {entry.slug for entry in own}]
    needed = _laid_out(with_needed(_waiting(), [], own))
    return [*own, *(entry for entry in needed if entry not in own)]


def _laid_out(revisions: Iterable[Revision]) -> list[Proposal]:
    return [
        Proposal(entry.record_kind, _settled(entry, entry.snapshot))
        for entry in revisions
        if not entry.removal
    ]


def _settled(revision: Revision, snapshot: dict[str, Any]) -> dict[str, Any]:
    """What would be published of a version now; itself where it is in conflict."""
    account = signed_in_account()
    standing = seen_standing(account, revision.record_kind, revision.record_slug)
    return followed_on(reading(), standing, revision, snapshot) or snapshot


def _waiting() -> Iterable[Revision]:
    """The proposals that the account may see."""
    return reading().scalars(waiting(visible_to(signed_in_account())))
