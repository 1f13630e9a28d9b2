"""Languages: what lacks which translation, and the gaps filled one after another."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from network.access import guarded, signed_in_account, visible_to, writing_account
from network.access.loading import load_record
from network.access.permissions import Verb
from network.changes.conflicts import ConflictError
from network.changes.drafts import another_draft_of, to_write
from network.changes.propose import propose
from network.clock import now
from network.extensions import database, reading
from network.forms import FORMS, RecordForm
from network.forms.fields import LocalizedField
from network.locales import LANGUAGES, Text
from network.models import Revision
from network.presenters.desk.choices import name_in_snapshot
from network.presenters.desk.form import read_typed
from network.presenters.desk.shell import add_words
from network.queries.seen import standing_versions, waiting
from network.vocabulary import AccountRole
from network.web.language import page_language
from network.web.paging import page_of

blueprint = Blueprint("desk_translations", __name__)

add_words({"translated": lazy_gettext("Handed in. Here is the next one.")})


@dataclass(frozen=True)
class Gap:
    """A record that lacks texts in one language; `fields` are these, each with what there is."""

    kind: str
    slug: str
    name: str
    language: str
    fields: list[tuple[str, str, Text]]


@blueprint.get("/<language:language>/desk/languages")
@guarded(AccountRole.EDITOR)
def page() -> ResponseReturnValue:
    """The records that lack texts in a language, and how many there are for each."""
    wanted = _wanted()
    found = list(gaps(wanted))
    return render_template("desk/languages/page.html", wanted=wanted, gaps=page_of(found))


@blueprint.get("/<language:language>/desk/languages/<kind>/<slug>")
@guarded(AccountRole.EDITOR)
def gap(kind: str, slug: str) -> ResponseReturnValue:
    """One record: what is there, and room for what is not."""
    wanted = _wanted()
    found = next((one for one in gaps(wanted) if (one.kind, one.slug) == (kind, slug)), None)
    if found is None:
        return redirect(url_for("desk_translations.page", wanted=wanted), 303)
    return render_template("desk/languages/gap.html", wanted=wanted, gap=found, problems=[])


@blueprint.post("/<language:language>/desk/languages/<kind>/<slug>")
@guarded(AccountRole.EDITOR)
def fill(kind: str, slug: str) -> ResponseReturnValue:
    """Hand the texts in, and go on to the next record."""
    record, wanted = load_record(Verb.PROPOSE, kind, slug), _wanted()
    if record is None or kind not in FORMS:
        abort(404)
    following = next((one for one in gaps(wanted) if (one.kind, one.slug) > (kind, slug)), None)
    typed = [*FORMS[kind].typed_of(record.snapshot), *_texts(kind, wanted)]
    form = FORMS[kind].of_typed(typed, slug)
    if not form.validate():
        return _again(kind, slug, wanted, form), 422
    if form.snapshot() != record.snapshot:
        with database.writing(current_app) as session:
            account = writing_account(session)
            number = another_draft_of(session, account, session.merge(record), typed, now())
            try:
                propose(session, to_write(session, number), form.snapshot(), (), now())
            except ConflictError:
                return redirect(url_for("desk_merging.page", number=number), 303)
    if following is None:
        return redirect(url_for("desk_translations.page", wanted=wanted), 303)
    address = url_for(
        ".gap", kind=following.kind, slug=following.slug, wanted=wanted, done="translated"
    )
    return redirect(address, 303)


def _again(kind: str, slug: str, wanted: str, form: RecordForm) -> str:
    """The same gap with what was typed, and what is wrong with the record."""
    found = next((one for one in gaps(wanted) if (one.kind, one.slug) == (kind, slug)), None)
    if found is None:
        abort(404)
    problems = [(str(field.label.text), str(field.errors[0])) for field in form if field.errors]
    return render_template("desk/languages/gap.html", wanted=wanted, gap=found, problems=problems)


def gaps(wanted: str) -> Iterator[Gap]:
    """The public records that lack a text in `wanted` which they have in another language.

    Those that wait for review already are left out.
    """
    seen = visible_to(signed_in_account())
    pending = {(entry.record_kind, entry.record_slug) for entry in reading().scalars(waiting(seen))}
    rows = reading().scalars(standing_versions(seen))
    for entry in sorted(rows, key=lambda row: (row.record_kind, row.record_slug)):
        if entry.removal or (entry.record_kind, entry.record_slug) in pending:
            continue
        fields = list(_lacking(entry, wanted))
        if fields:
            name = name_in_snapshot(entry.snapshot)
            yield Gap(entry.record_kind, entry.record_slug, name, wanted, fields)


def _lacking(revision: Revision, wanted: str) -> Iterator[tuple[str, str, Text]]:
    texts = revision.snapshot.get("texts") or {}
    for field in FORMS[revision.record_kind]():
        if not isinstance(field, LocalizedField) or (texts.get(wanted) or {}).get(field.short_name):
            continue
        for code in LANGUAGES[wanted].fallback:
            there = (texts.get(code) or {}).get(field.short_name)
            if there:
                yield field.short_name, str(field.label.text), Text(there, code)
                break


def _texts(kind: str, wanted: str) -> list[list[str]]:
    """What was typed for the texts of a kind in a language, nothing else."""
    names = {
        f"{field.short_name}_{wanted}"
        for field in FORMS[kind]()
        if isinstance(field, LocalizedField)
    }
    return [pair for pair in read_typed() if pair[0] in names]


def _wanted() -> str:
    """The language that is asked for; the page's own, unless that is English."""
    asked = request.values.get("wanted", "")
    own = page_language().code
    return asked if asked in LANGUAGES else own if own != "en" else "ar"
