"""The table of columns names exactly what the forms read, and the way back is the way in."""

import pytest

from network.exports.columns import COLUMNS
from network.forms import FORMS
from network.imports.kinds import IMPORT_KINDS, row_of
from network.locales import LANGUAGES

KINDS = pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=lambda kind: kind.name)


@KINDS
def test_every_field_of_a_form_is_a_column_and_the_other_way_round(kind):
    fields = {field.short_name for field in FORMS[kind.name].of_row({})}
    columns = {*kind.columns, *kind.texts} - set(kind.text_columns)
    assert fields == columns


@KINDS
def test_our_own_files_have_every_column_of_an_import(kind):
    assert {column.key for column in COLUMNS[kind.word]} >= set(kind.columns)


@KINDS
def test_a_snapshot_comes_back_from_its_row(app, kind, seeded):
    snapshots = [entry.snapshot for entry in seeded if entry.kind == kind.name]
    assert snapshots
    with app.test_request_context("/en/"):
        for snapshot in snapshots:
            form = FORMS[kind.name].of_row(row_of(kind, snapshot))
            assert form.validate(), form.errors
            assert form.snapshot() == snapshot


@KINDS
def test_texts_have_a_column_in_every_language(kind):
    assert len(list(kind.text_columns)) == len(kind.texts) * len(LANGUAGES)
