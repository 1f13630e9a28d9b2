"""Bars beside the rows of a table, and the levels of a table that is shaded by its numbers."""

import math

LENGTH = 100.0
LEVELS = 4


def bar_length(value: int, most: int) -> float:
    """The length of a bar out of 100; what is not nothing can be seen."""
    if value <= 0:
        return 0.0
    return round(max(1.0, LENGTH * value / max(most, value)), 1)


def level_of(value: int, most: int) -> int:
    """The shade of a number: 0 for nothing, else 1 to 4 by its share of `most`."""
    if value <= 0:
        return 0
    return min(LEVELS, math.ceil(LEVELS * math.sqrt(value / max(most, value))))


def level_bounds(most: int) -> dict[int, tuple[int, int]]:
    """The first and the last number of each shade that a number up to `most` may have."""
    ends = [most * level * level // LEVELS**2 for level in range(LEVELS + 1)]
    return {
        level: (ends[level - 1] + 1, ends[level])
        for level in range(1, LEVELS + 1)
        if ends[level] > ends[level - 1]
    }
