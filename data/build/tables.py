"""CSV files as the gazetteer keeps them: UTF-8, a header, LF at each line's end."""

import csv
import io
from collections.abc import Iterable, Sequence

SEPARATOR = ";"


def encode(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of a CSV file with this header and these rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def joined(names: Iterable[str]) -> str:
    """Several names in one cell, each once, in the order given."""
    return SEPARATOR.join(dict.fromkeys(name.replace(SEPARATOR, " ") for name in names))
