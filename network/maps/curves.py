"""Curves of the river view: flowing paths, ribbons that widen, labels spread along a line."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]


def flowing(points: Sequence[Point], begun: bool = False) -> str:
    """The `d` of a smooth path through `points`, a Catmull-Rom spline as Bezier curves.

    With `begun` the path goes on from where another one stands. Empty for fewer than two points.
    """
    if len(points) < 2:
        return ""
    ends = [points[0], *points, points[-1]]
    parts = [("L" if begun else "M") + _pair(points[0])]
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        other = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        parts.append(f"C{_pair(one)} {_pair(other)} {_pair(end)}")
    return "".join(parts)


def ribbon(points: Sequence[Point], first_width: float, last_width: float) -> str:
    """The `d` of an area along `points`, as wide as given at its first and last point."""
    if len(points) < 2:
        return ""
    step = (last_width - first_width) / (len(points) - 1)
    halves = [(first_width + step * place) / 2 for place in range(len(points))]
    left = [(x - half, y) for (x, y), half in zip(points, halves, strict=True)]
    right = [(x + half, y) for (x, y), half in zip(points, halves, strict=True)]
    return f"{flowing(left)}{flowing(right[::-1], begun=True)}Z"


def between(knots: Sequence[Point], place: float) -> float:
    """The value at `place` of a curve through (place, value) knots, level at each of them."""
    if place <= knots[0][0]:
        return knots[0][1]
    for (start, low), (end, high) in pairwise(knots):
        if place <= end:
            share = (place - start) / (end - start)
            return low + (high - low) * share * share * (3 - 2 * share)
    return knots[-1][1]


def spread(wanted: Sequence[float], gap: float, top: float) -> list[float]:
    """Positions at least `gap` apart, in the order of `wanted`, as near to it as can be.

    `wanted` ascends; no position lies above `top`. Neighbors that are too close form a group
    around their middle (least squares, by pooling neighbors).
    """
    groups: list[tuple[float, int]] = []
    for place, value in enumerate(wanted):
        mean, size = value - place * gap, 1
        while groups and groups[-1][0] > mean:
            other, count = groups.pop()
            mean = (other * count + mean * size) / (count + size)
            size += count
        groups.append((mean, size))
    levels = (max(mean, top) for mean, size in groups for _ in range(size))
    return [level + place * gap for place, level in enumerate(levels)]


def bulge(share: float) -> float:
    """How far a loop stands off its line at a share of its way: 0 at both ends, 1 midway."""
    return math.pow(math.sin(math.pi * min(1.0, max(0.0, share))), 0.7)


def steps(start: float, end: float, step: float) -> Iterable[float]:
    """From `start` to `end`, both included, in equal steps of about `step`."""
    count = max(1, round((end - start) / step))
    return (start + (end - start) * place / count for place in range(count + 1))


def _pair(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
