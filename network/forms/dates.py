"""Dates as people give them on a page: a day, a month and a year, the first two perhaps empty."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from network.locales import latin_digits
from network.vocabulary import Precision

PARTS = ("year", "month", "day")


def join_dates(pairs: MultiDict[str, str], dates: Mapping[str, str | None]) -> MultiDict[str, str]:
    """`start_year`, `start_month` and `start_day` as the one value `start`, and its precision.

    `dates` names each date and the field of its precision, None where only a whole day will do.
    A date that was typed as one value stays as it is.
    """
    joined = pairs.copy()
    for name, precision in dates.items():
        year, month, day = (
            latin_digits(joined.pop(f"{name}_{part}", "").strip()) for part in PARTS
        )
        if not (year or month or day):
            continue
        known = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        if precision:
            joined[precision] = known.value
            month = "1" if known == Precision.YEAR else month
            day = day if known == Precision.DAY else "1"
        # What cannot be a date is left for the field to refuse in words.
        joined[name] = f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    return joined


def split_dates(row: dict[str, Any], dates: Mapping[str, str | None]) -> dict[str, Any]:
    """The row with each date in its parts, as far as it is known, and no precision."""
    parts = dict(row)
    for name, precision in dates.items():
        value = parts.pop(name, "") or ""
        known = parts.pop(precision, "") if precision else Precision.DAY
        year, _, rest = value.partition("-")
        month, _, day = rest.partition("-")
        parts[f"{name}_year"] = year
        parts[f"{name}_month"] = month.lstrip("0") if known != Precision.YEAR else ""
        parts[f"{name}_day"] = day.lstrip("0") if known == Precision.DAY else ""
    return parts
