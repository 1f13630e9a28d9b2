"""Brings together what an import needs: columns of our files, forms, records, the account."""

from collections.abc import Mapping
from functools import cache

from flask import current_app
from flask_babel import LazyString, force_locale, lazy_gettext

from network.access import visible_to
from network.access.sight import hidden_among
from network.changes.import_rows import own_endings
from network.exports.columns import COLUMNS
from network.extensions import reading
from network.forms import FORMS
from network.imports.citations import Citations
from network.imports.dry_run import DryRun, May
from network.imports.headings import Labels, recognized
from network.imports.kinds import IMPORT_KINDS
from network.imports.outcome import Outcome
from network.imports.places import Places
from network.imports.reading import Table
from network.imports.records import Records
from network.locales import LANGUAGES
from network.models import Account
from network.presenters.desk.picking import ground
from network.queries.seen import standing_versions, waiting
from network.vocabulary import AccountRole

# Beside the columns of our own files: how a row names a document that is not on record yet.
SOURCE_LABELS: Mapping[str, LazyString] = {
    "source_title": lazy_gettext("Title of the source"),
    "source_publisher": lazy_gettext("Publisher of the source"),
    "source_url": lazy_gettext("Address of the source"),
    "source_date": lazy_gettext("Date of the source"),
}


@cache
def column_labels() -> Labels:
    """The columns of each kind of record with their labels in every language."""
    return {
        kind.name: {
            key: {code: _said(label, code) for code in LANGUAGES}
            for key, label in [
                *((column.key, column.label) for column in COLUMNS[kind.word]),
                *SOURCE_LABELS.items(),
            ]
        }
        for kind in IMPORT_KINDS.values()
    }


def compared(
    records: Records,
    table: Table,
    *,
    kind: str | None,
    language: str,
    may: May,
    guessing: bool = False,
) -> Outcome:
    """What importing a table would do; raises RefusedError for one that is none of ours.

    With `guessing`, likely matches of misspelled names are taken for what is meant.
    """
    headings = recognized(table, column_labels(), kind, language)
    citations = Citations(records, FORMS["source"].of_row({}).refill, language)
    fill = FORMS[headings.kind.name].of_row({}).refill
    places = Places(ground(), records, headings, LANGUAGES[language])
    known = places if headings.kind.name == "city" else None
    return DryRun(headings, records, fill, citations, may, language, known, guessing).run(table)


def records_seen_by(account: Account) -> Records:
    """What is on record for an account: what it does not see is new in its files."""
    seen, session = visible_to(account), reading()
    standing = list(session.scalars(standing_versions(seen)))
    keys = {(entry.record_kind, entry.record_slug) for entry in standing}
    records = Records.of(standing, session.scalars(waiting(seen)), hidden_among(keys))
    if account.role == AccountRole.COORDINATOR:
        records.endings = own_endings(current_app.extensions["site_key"], account)
    return records


def _said(label: LazyString, language: str) -> str:
    with force_locale(LANGUAGES[language].babel):
        return str(label)
