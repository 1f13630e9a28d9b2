"""The outcomes of dry runs: made once, behind the gate, and kept with the file in the database."""

import hashlib

from flask import abort, current_app, url_for
from sqlalchemy.exc import DBAPIError

from network.access import Verb, may, signed_in_account
from network.changes.uploads import identity, is_there, keep_outcome
from network.extensions import database, reading
from network.gates import Cost
from network.imports.keeping import packed, unpacked
from network.imports.outcome import Outcome
from network.imports.reader import read_file
from network.models import Upload, UploadOutcome
from network.presenters.desk.importing import compared, records_seen_by
from network.queries.atlas import NO_MARK, edition_mark
from network.queries.imports import revision_marks
from network.troubles import trouble_of
from network.web.gating import admitted, made_apart
from network.web.language import page_language


def outcome_of(file: Upload, guessing: bool) -> Outcome:
    """What importing a file of the account would do now.

    It is made anew only when a record, a draft or what the account may do has changed since.
    Raises RefusedError for a file that is none of ours, and Busy.
    """
    found = _kept(file, guessing)
    if found is None:
        with admitted(Cost.IMPORT):
            # Whoever was waited for may have been asked for the same.
            found = _kept(file, guessing) or _made_apart(file, guessing)
            if found is None:
                # While this waited, it may have been dropped, and its number given to another.
                if not is_there(reading(), file):
                    abort(404)
                found = _made(file, guessing)
    return found


def _kept(file: Upload, guessing: bool) -> Outcome | None:
    key = file.id, page_language().code, guessing
    kept = reading().get(UploadOutcome, key, populate_existing=True)
    return unpacked(kept.content) if kept and kept.stamp == _stamp(file) else None


def _made_apart(file: Upload, guessing: bool) -> Outcome | None:
    """What the workshop has found and kept when it was asked for the page of the dry run."""
    path = url_for("desk_imports.dry_run", number=file.id)
    made = made_apart(Cost.IMPORT, path, "matches=yes" if guessing else "")
    return _kept(file, guessing) if made else None


def _made(file: Upload, guessing: bool) -> Outcome:
    account, language, stamp = signed_in_account(), page_language().code, _stamp(file)
    outcome = compared(
        records_seen_by(account),
        read_file(file.name, file.content),
        kind=file.record_kind,
        language=language,
        may=lambda kind, slug: may(account, Verb.PROPOSE, kind, slug),
        guessing=guessing,
    )
    kept = UploadOutcome(
        upload_id=file.id,
        language=language,
        guessing=guessing,
        stamp=stamp,
        content=packed(outcome),
    )
    try:
        with database.writing(current_app) as session:
            keep_outcome(session, file, kept)
    except DBAPIError as error:
        # Not to be kept, it is shown all the same.
        if trouble_of(error) is None:
            raise
    return outcome


def _stamp(file: Upload) -> str:
    """A hash of all that an outcome follows from."""
    account = signed_in_account()
    marks = [tuple(map(str, row)) for row in reading().execute(revision_marks())]
    edition = reading().scalar(edition_mark()) or NO_MARK
    rights = f"{account.role} {sorted(account.forum_slugs)}"
    named = f"{current_app.extensions['build']} {edition} {rights} {marks} {identity(file)}"
    return hashlib.sha256(named.encode()).hexdigest()
