"""Tries files on the test's own database, without a desk around it."""

import csv
import io
from pathlib import PurePath

from sqlalchemy.orm import Session

from network.extensions import database
from network.imports.child import read_table
from network.imports.records import Records
from network.presenters.desk.importing import compared
from network.queries.hidings import hidden_records
from network.queries.revisions import standing, waiting


def lines(*rows):
    """The bytes of a CSV file with these rows."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def tried(app, content, name="rows.csv", language="en", **options):
    """What importing a file would do, as one who may do everything."""
    given = {"kind": None, "may": lambda _kind, _slug: True, **options}
    with app.test_request_context(f"/{language}/"), Session(database.engine(app)) as session:
        table = read_table(PurePath(name).suffix, content)
        hidden = set(map(tuple, session.execute(hidden_records())))
        records = Records.of(session.scalars(standing()), session.scalars(waiting()), hidden)
        return compared(records, table, language=language, **given)


def counts(outcome):
    """How many rows there are of each state, those of which there are none left out."""
    return {state.value: count for state, count in outcome.counts.items() if count}
