"""Importing a file: choose it, see what it would do, send it to review."""

from contextlib import closing
from pathlib import PurePosixPath, PureWindowsPath

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from network.access import guarded, signed_in_account, visible_to, writing_account
from network.access.gate import has_role
from network.changes.conflicts import ConflictError
from network.changes.import_rows import import_rows, with_free_slugs
from network.changes.uploads import HOUR, Arrival, drop_upload, keep_upload
from network.clock import now
from network.extensions import database, reading
from network.gates import Cost
from network.imports.headings import recognized
from network.imports.kinds import IMPORT_KINDS
from network.imports.outcome import Outcome, RowState
from network.imports.reader import read_file
from network.imports.refusals import LARGEST_FILE, Refusal, RefusedError
from network.models import Upload
from network.presenters.desk.cells import CellWords
from network.presenters.desk.choices import Choices
from network.presenters.desk.importing import column_labels
from network.presenters.desk.outcomes import outcome_of
from network.presenters.desk.shell import Section, add_section, add_words
from network.presenters.files import KINDS
from network.queries.downloads import moment
from network.queries.imports import batches, upload_of
from network.vocabulary import AccountRole
from network.web.gating import admitted, refuse_if_full
from network.web.language import page_language
from network.web.paging import page_of

blueprint = Blueprint("desk_imports", __name__)
# What is a little too large gets a sentence of ours; what is far too large is not even read.
LARGEST_REQUEST = 2 * LARGEST_FILE
MOST_BATCHES = 20


def register(app: Flask) -> None:
    """Give the desk of `app` this section."""
    section = Section(
        "desk_imports.page",
        lazy_gettext("Import"),
        lazy_gettext("Add or change many records at once, from a table."),
        50,
    )
    add_section(app, section)
    add_words(
        {
            "import-dropped": lazy_gettext("The file is forgotten. Nothing was imported."),
            "imported": lazy_gettext("Handed in. It is public once it was reviewed."),
        }
    )


@blueprint.url_value_preprocessor
def take_large_files(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let the one address that takes a file take a large one, before anybody reads the form."""
    if endpoint == "desk_imports.upload":
        refuse_if_full(Cost.IMPORT)
        request.max_content_length = LARGEST_REQUEST


@blueprint.get("/<language:language>/desk/imports")
@guarded()
def page() -> ResponseReturnValue:
    """Where to choose a file, and what became of earlier ones."""
    return _choose(None)


@blueprint.post("/<language:language>/desk/imports")
@guarded()
def upload() -> ResponseReturnValue:
    """Take a file in for an hour, if it can be read at all."""
    file, kind = request.files.get("file"), request.form.get("kind", "")
    if file is None or not file.filename:
        return _choose(gettext("Please choose a file.")), 422
    name = PurePosixPath(PureWindowsPath(file.filename).name).name
    with closing(file.stream):
        content = file.stream.read(LARGEST_FILE + 1)
    try:
        chosen = kind if kind in IMPORT_KINDS else None
        with admitted(Cost.IMPORT):
            table = read_file(name, content)
        headings = recognized(table, column_labels(), chosen, page_language().code)
    except RefusedError as error:
        return _choose(error.sentence), 413 if error.reason == Refusal.TOO_LARGE else 422
    with database.writing(current_app) as session:
        account = writing_account(session)
        number = keep_upload(session, account, Arrival(name, content, headings.kind.name), now())
    return redirect(url_for("desk_imports.dry_run", number=number), 303)


@blueprint.get("/<language:language>/desk/imports/files/<int:number>")
@guarded()
def dry_run(number: int) -> ResponseReturnValue:
    """What importing the file would do, row by row; nothing is written."""
    return _show(_load(number))


@blueprint.post("/<language:language>/desk/imports/files/<int:number>")
@guarded()
def confirm(number: int) -> ResponseReturnValue:
    """Send the rows to review as one batch, if they still do what the page said."""
    file = _load(number)
    if request.form.get("action") == "drop":
        with database.writing(current_app) as session:
            drop_upload(session, number)
        return redirect(url_for("desk_imports.page", done="import-dropped"), 303)
    outcome = _outcome(file)
    if outcome.digest != request.form.get("digest") or not outcome.entries:
        return _show(file, _changed()), 409
    try:
        with database.writing(current_app) as session:
            account = writing_account(session)
            entries = with_free_slugs(session, account, outcome.entries)
            batch = import_rows(session, account, entries, now())
            drop_upload(session, number)
    except ConflictError:
        return _show(file, _changed()), 409
    return redirect(url_for("desk_batches.page", batch=batch, done="imported"), 303)


def _choose(problem: str | None) -> str:
    account = signed_in_account()
    whose = None if has_role(account, AccountRole.EDITOR) else account.id
    found = reading().execute(batches(visible_to(account), whose).limit(MOST_BATCHES)).all()
    return render_template(
        "desk/imports/page.html",
        problem=problem,
        kinds=IMPORT_KINDS,
        import_words=_words(),
        batches=[(*row[:3], moment(row[3]), row[4]) for row in found],
        asked=request.form.get("kind", ""),
    )


def _show(file: Upload, problem: str | None = None) -> str:
    outcome = _outcome(file)
    states = [state for state in RowState if outcome.counts[state]]
    asked = request.args.get("show")
    shown = next((state for state in states if state == asked), _first(states))
    rows = [row for row in outcome.rows if row.state == shown]
    return render_template(
        "desk/imports/dry_run.html",
        file=file,
        outcome=outcome,
        states=states,
        import_words=_words(),
        shown=shown,
        rows=page_of(rows),
        cells=CellWords(outcome.headings.kind, Choices(signed_in_account())),
        guessing=_guessing(),
        problem=problem,
        until=moment(file.at) + HOUR,
    )


def _words() -> dict[str, LazyString]:
    """The kinds of record by the words of their addresses."""
    return {word: kind.title for word, kind in KINDS.items()}


def _first(states: list[RowState]) -> RowState:
    """What a reader wants to see first: what is wrong, then what is new."""
    order = (RowState.REFUSED, RowState.ADDED, RowState.CHANGED, RowState.LEFT)
    return next((state for state in order if state in states), RowState.LEFT)


def _outcome(file: Upload) -> Outcome:
    try:
        return outcome_of(file, _guessing())
    except RefusedError:
        abort(404)


def _guessing() -> bool:
    return request.values.get("matches") == "yes"


def _load(number: int) -> Upload:
    """The account's own file, for an hour."""
    found = reading().scalars(upload_of(signed_in_account().id, number, now() - HOUR)).one_or_none()
    return found or abort(404)


def _changed() -> str:
    return gettext("Records have changed since this page was made. Please look at it once more.")
