"""Files are sent as they are written: the memory they take does not grow with their rows."""

import tracemalloc
from dataclasses import replace
from itertools import repeat

import pytest
from sqlalchemy import select

from network.exports.atom import write_atom
from network.exports.columns import ACTIVITIES
from network.exports.documents import write_json
from network.exports.geojson import write_geojson
from network.exports.iati import write_iati
from network.exports.package import Table, write_package
from network.exports.presence import presence_columns
from network.exports.release import Row
from network.exports.table import write_csv
from network.exports.workbook import write_xlsx
from network.models import Activity
from tests.databases import ON_SQLITE
from tests.exports.test_iati import release

FEW, MANY = 100, 500
COLUMNS = ACTIVITIES[:12]


def write_archive(rows, columns, chosen):
    """A package with one table."""
    return write_package([Table("rows", "Rows", columns, lambda: rows, ("slug",))], chosen)


def peak(write, columns, row, count):
    """The most bytes that were held at once while `count` rows were written."""
    tracemalloc.start()
    size = sum(len(block) for block in write(repeat(row, count), columns, row.release))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size
    return most


@ON_SQLITE
@pytest.mark.parametrize(
    ("write", "columns"),
    [
        (write_csv, COLUMNS),
        (write_csv, presence_columns()[:12]),
        (write_xlsx, COLUMNS),
        (write_json, COLUMNS),
        (write_geojson, COLUMNS),
        (write_atom, ()),
        (write_iati, ()),
        (write_archive, COLUMNS),
    ],
)
def test_memory_does_not_grow_with_rows(app, seeded, session, write, columns):
    record = session.scalars(select(Activity).where(Activity.participants > 5)).first()
    with app.test_request_context("/ar/"):
        row = Row(record, replace(release("ar"), address="https://example.org/"))
        for warm in (1, FEW):
            peak(write, columns, row, warm)
        assert peak(write, columns, row, MANY) < 1.3 * peak(write, columns, row, FEW) + 100_000
