"""A chart of columns through the years: where each column, line and word stands."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360.0, 170.0
EDGE, TOP, BOTTOM = 30.0, 14.0, 22.0
SHARE = 0.72
# A word of four digits needs this much room.
WIDEST_WORD = 34.0
STEPS = (1, 2, 5)
LINES = 4


@dataclass(frozen=True)
class Column:
    """A column from the base line up; `middle` is where its words stand."""

    key: int | None
    value: int
    x: float
    y: float
    width: float
    height: float
    middle: float
    labeled: bool


@dataclass(frozen=True)
class ColumnChart:
    """The columns, and the lines across with the value that each stands for."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[int, float], ...]
    width: float
    height: float
    base: float
    left: float
    right: float
    mirrored: bool

    @property
    def scale_x(self) -> float:
        """Where the values of the lines stand: on the side that is read first."""
        return self.width - 2 if self.mirrored else 2.0


def draw_columns(values: Sequence[tuple[int | None, int]], *, mirrored: bool) -> ColumnChart:
    """Columns for pairs of a year (None where unknown) and a value of at least 0, in this order.

    `mirrored` lets time run from right to left.
    """
    lines = _lines(max([value for _key, value in values], default=0))
    top = max(lines[-1], 1)
    left, right = (0.0, WIDTH - EDGE) if mirrored else (EDGE, WIDTH)
    step = (right - left) / max(len(values), 1)
    each = max(1, -(-int(WIDEST_WORD) // max(int(step), 1)))
    base = HEIGHT - BOTTOM
    tall = base - TOP
    columns = []
    for place, (key, value) in enumerate(values):
        across = len(values) - 1 - place if mirrored else place
        middle = left + (across + 0.5) * step
        height = tall * value / top
        columns.append(
            Column(
                key,
                value,
                round(middle - step * SHARE / 2, 1),
                round(base - height, 1),
                round(step * SHARE, 1),
                round(height, 1),
                round(middle, 1),
                place % each == 0,
            )
        )
    marks = tuple((line, round(base - tall * line / top, 1)) for line in lines)
    return ColumnChart(tuple(columns), marks, WIDTH, HEIGHT, base, left, right, mirrored)


def _lines(most: int) -> list[int]:
    """Round numbers from 0 to `most` or a little above."""
    step, power = 1, 1
    while True:
        for digit in STEPS:
            step = digit * power
            if step * LINES >= most:
                return list(range(0, max(most, 1) + step, step))
        power *= 10
