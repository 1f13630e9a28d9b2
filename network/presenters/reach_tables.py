"""The tables of reach: by year, theme, city and kind, and the two tables of coverage."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from network.charts.bars import bar_length, level_of

Key = str | int | None


@dataclass(frozen=True)
class Line:
    """A row of a table: its sums, and its bar out of 100.

    `participants` is None where no activity says how many took part.
    """

    key: Key
    activities: int
    participants: int | None
    figures: int
    bar: float


@dataclass(frozen=True)
class Square:
    """A year of a city or a theme: a number, or why there is none.

    `state` is `some`, `none` (no activity recorded) or `before` (not yet planned).
    """

    year: int | None
    count: int
    state: str
    level: int


@dataclass(frozen=True)
class Strip:
    """A row of a table of coverage, with its sum."""

    key: Key
    squares: tuple[Square, ...]
    total: int


def lines(rows: Iterable[Sequence[Any]], place: int, order: Sequence[Key] = ()) -> list[Line]:
    """Rows of the document summed by the value in column `place`.

    A row ends in activities, held ones, participants and activities that say how many. They come
    in `order`, those that it does not name after it, None last.
    """
    sums: dict[Key, list[int]] = {}
    for row in rows:
        entry = sums.setdefault(row[place], [0, 0, 0])
        activities, _held, participants, figures = row[-4:]
        for position, value in enumerate((activities, participants, figures)):
            entry[position] += value
    known = {key: position for position, key in enumerate(order)}
    keys = sorted(sums, key=lambda key: (key is None, known.get(key, len(known)), str(key)))
    most = max([sums[key][0] for key in keys], default=1)
    return [
        Line(
            key,
            sums[key][0],
            sums[key][1] if sums[key][2] else None,
            sums[key][2],
            bar_length(sums[key][0], most),
        )
        for key in keys
    ]


def strips(
    rows: Iterable[Sequence[Any]],
    years: Sequence[int],
    order: Sequence[Key],
    begun: Mapping[str, int],
    always: Callable[[Key], bool],
) -> list[Strip]:
    """A row for each key of `order`, with a square for each year.

    Rows begin with a key and a year. `begun` is the year from which a key was planned at all, as
    far as is known; `always` tells what was planned although nothing is on record.
    """
    counts: dict[Key, dict[int | None, int]] = {}
    for row in rows:
        of_key = counts.setdefault(row[0], {})
        of_key[row[1]] = of_key.get(row[1], 0) + row[-4]
    undated = any(None in of_key for of_key in counts.values())
    columns: list[int | None] = [*years, *([None] if undated else [])]
    most = max([count for of_key in counts.values() for count in of_key.values()], default=1)
    found = []
    for key in order:
        of_key = counts.get(key, {})
        squares = tuple(
            Square(year, of_key.get(year, 0), state, level_of(of_key.get(year, 0), most))
            for year in columns
            for state in (_state(of_key.get(year, 0), year, begun.get(str(key)), always(key)),)
        )
        found.append(Strip(key, squares, sum(of_key.values())))
    return found


def _state(count: int, year: int | None, begun: int | None, planned: bool) -> str:
    if count:
        return "some"
    if year is None or (begun is None and planned):
        return "none"
    return "none" if begun is not None and year >= begun else "before"
