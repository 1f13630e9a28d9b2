"""The rows behind a number of reach: the filter that asks for exactly these activities."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from network.presenters.reach_tables import Key
from network.queries.filter import NO_YEAR, Filter
from network.vocabulary import Statement


def rows_filter(chosen: Filter, places: Iterable[tuple[str, Key]]) -> Filter | None:
    """`chosen` narrowed to a row of each table in `places`; None where no filter can ask so.

    The rows by theme overlap: under a filter with themes, the row of another theme holds what has
    both, and of several themes a filter asks for any.
    """
    for table, key in places:
        if table == "theme" and key not in (chosen.themes or (key,)):
            return None
        chosen = replace(chosen, **_asked(chosen, table, key))
    return chosen


def saying(chosen: Filter, statement: str) -> Filter:
    """`chosen` narrowed to the activities that say this as well."""
    return replace(chosen, says=tuple(sorted({*chosen.says, str(statement)})))


def _asked(chosen: Filter, table: str, key: Key) -> Mapping[str, Any]:
    if table == "year":
        return _year(chosen, key)
    if table == "theme":
        return {"themes": (str(key),)}
    if table == "kind":
        return {"kinds": (str(key),)}
    if key is None:
        return {"says": saying(chosen, Statement.NO_CITY).says}
    return {"city": str(key)}


def _year(chosen: Filter, key: Key) -> Mapping[str, Any]:
    """The activities that count in a year: those that began in it.

    In the first year asked for, those count as well that began before and went on.
    """
    if key is None:
        return {"began": NO_YEAR}
    if key == chosen.year_from:
        return {"year_to": int(key)}
    return {"began": str(key)}
