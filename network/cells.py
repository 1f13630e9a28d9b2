"""Cells of tables: made harmless to spreadsheet programs, and the way back."""

import re

SEPARATOR = ";"
# A spreadsheet takes a text that begins so for a formula; some skip spaces before it.
TRIGGERS = "=+-@\t\r\n＝＋－＠"
_FORMULA = re.compile(rf"[\s']*[{re.escape(TRIGGERS)}]")
# What XML 1.0 cannot hold, and no text needs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def neutralized(text: str) -> str:
    """`text` as a cell that no program computes: an apostrophe goes before a formula."""
    clean = text.replace("\0", "")
    return f"'{clean}" if _FORMULA.match(clean) else clean


def restored(cell: str) -> str:
    """The text that `neutralized` made `cell` of, NUL characters apart."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def writable(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def joined(values: list[str]) -> str:
    """Several values in one cell; a semicolon inside a value becomes a comma."""
    return SEPARATOR.join(value.replace(SEPARATOR, ",") for value in values)
