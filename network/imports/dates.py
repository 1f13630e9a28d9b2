"""Dates as people write them in tables, in any digits; nothing is guessed."""

import re
from datetime import date

from network.locales import latin_digits
from network.vocabulary import Precision

_YEAR = re.compile(r"(\d{4})\Z")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})\Z")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
_DAY_LAST_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_TIME = re.compile(r"[T ]0{1,2}:00(:00)?\Z")


def read_date(text: str) -> tuple[str, Precision] | None:
    """The ISO date of the first day meant, and what is known of it; None where that is unclear.

    A day before its month cannot be told from a month before its day unless one is above twelve.
    """
    plain = _TIME.sub("", latin_digits(text).strip().replace("\u200f", ""))
    if found := _YEAR.match(plain):
        return _dated(int(found[1]), 1, 1, Precision.YEAR)
    if found := _MONTH.match(plain):
        return _dated(int(found[1]), int(found[2]), 1, Precision.MONTH)
    if found := _DAY.match(plain):
        return _dated(int(found[1]), int(found[2]), int(found[3]), Precision.DAY)
    if found := _DAY_LAST_YEAR.match(plain):
        first, second, year = (int(part) for part in found.groups())
        if first > 12 or first == second:
            return _dated(year, second, first, Precision.DAY)
        if second > 12:
            return _dated(year, first, second, Precision.DAY)
    return None


def _dated(year: int, month: int, day: int, precision: Precision) -> tuple[str, Precision] | None:
    try:
        return date(year, month, day).isoformat(), precision
    except ValueError:
        return None
