"""Cities on the river view: their kilometers from Qurna, their years as cells, their beads.

Qurna is where Tigris and Euphrates meet; kilometers upstream of it are negative.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

from network.maps.curves import Point
from network.vocabulary import River, Stage

# Kilometers of the lines in data/basemap/centerlines.json; a test compares them.
LENGTHS = {River.TIGRIS: 1579.2, River.EUPHRATES: 2000.6, River.SHATT_AL_ARAB: 179.7}
HILLAH_LEAVES, HILLAH_RETURNS, HILLAH_ENDS = 1540.4, 1753.0, 1760.5
# Where each river enters Iraq, kilometers from Qurna: at Faysh Khabur and at al-Qaim.
BORDERS = {River.TIGRIS: -1157.4, River.EUPHRATES: -1041.0}
WATERS = (River.TIGRIS, River.EUPHRATES, River.SHATT_AL_HILLAH, River.SHATT_AL_ARAB)
WEST = (River.EUPHRATES, River.SHATT_AL_HILLAH)
MOUTH = LENGTHS[River.SHATT_AL_ARAB]

WIDEST_CELL = 27.0
FREE_CORNER = 440.0
SMALLEST_BEAD, LARGEST_BEAD = 8.5, 19.0
# The most activities of a year that each level of a cell stands for; the last has no limit.
LEVELS = (1, 2, 4)
CELL_SHARES = (0.6, 0.72, 0.82, 0.92)


@dataclass(frozen=True)
class Row:
    """A city on the river view; `counts` are its activities by year, None where not known."""

    slug: str
    name: str
    river: River
    kilometer: float | None
    planned: bool
    stage: Stage | None
    activities: int
    counts: Mapping[int | None, int] = field(default_factory=dict)

    @property
    def from_qurna(self) -> float | None:
        """Kilometers from Qurna, negative upstream; None away from the counted waters."""
        if self.kilometer is None or self.river not in WATERS:
            return None
        if self.river == River.SHATT_AL_ARAB:
            return self.kilometer
        if self.river == River.SHATT_AL_HILLAH:
            share = (self.kilometer - HILLAH_LEAVES) / (HILLAH_ENDS - HILLAH_LEAVES)
            along = HILLAH_LEAVES + share * (HILLAH_RETURNS - HILLAH_LEAVES)
            return along - LENGTHS[River.EUPHRATES]
        return self.kilometer - LENGTHS[self.river]


@dataclass(frozen=True)
class Scene:
    """What both pictures go by: all years, those asked for, the scale, which way time runs."""

    years: Sequence[int]
    asked: range
    largest: int
    mirrored: bool


@dataclass(frozen=True)
class Columns:
    """The years from side to side: the left edge, the step, and which way time runs."""

    left: float
    step: float
    years: Sequence[int | None]
    mirrored: bool

    @property
    def width(self) -> float:
        """How wide all columns are."""
        return self.step * len(self.years)

    def starting(self, left: float) -> "Columns":
        """The same columns from another left edge."""
        return replace(self, left=round(left, 1))

    def middle(self, place: int) -> float:
        """The middle of a column."""
        place = len(self.years) - 1 - place if self.mirrored else place
        return round(self.left + (place + 0.5) * self.step, 1)

    @property
    def labels(self) -> list[tuple[int, float]]:
        """Every other year, or fewer where they are narrow, with the middle of its column."""
        each = 2 if self.step >= 18 else 4
        dated = [(year, self.middle(place)) for place, year in enumerate(self.years) if year]
        return [pair for place, pair in enumerate(dated) if place % each == 0]


@dataclass(frozen=True)
class Cell:
    """A year of a city: a square of side `size` around its middle; a gap where `count` is 0."""

    year: int | None
    count: int
    x: float
    y: float
    size: float
    level: int


@dataclass(frozen=True)
class PlacedRow:
    """A city in its place: its bead on the water, its label and its cells; `side` of the line."""

    row: Row
    x: float
    y: float
    radius: float
    leader: str
    side: str
    label_x: float
    label_y: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Shape:
    """Water: its kind and the `d` of its path."""

    kind: str
    d: str


@dataclass(frozen=True)
class Mark:
    """A word that the picture needs: what it says, where, and to which side it runs."""

    kind: str
    x: float
    y: float
    side: str


@dataclass(frozen=True)
class Axis:
    """The years written over and under the rows of a side."""

    columns: Columns
    top: float
    bottom: float


@dataclass(frozen=True)
class Picture:
    """Everything to draw, in SVG units."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    rows: tuple[PlacedRow, ...]
    marks: tuple[Mark, ...]
    axes: tuple[Axis, ...]

    @property
    def has_free_corner(self) -> bool:
        """Whether the upper left corner is free for the legend."""
        return all(
            axis.top > FREE_CORNER for axis in self.axes if axis.columns.left < self.width / 2
        )


def along_waters(rows: Sequence[Row]) -> list[Row]:
    """The rows that lie at a kilometer of the counted waters, from north to south."""
    placed = [row for row in rows if row.from_qurna is not None]
    return sorted(placed, key=lambda row: (row.from_qurna or 0.0, row.slug))


def all_columns(scene: Scene, rows: Sequence[Row], width: float) -> Columns:
    """A column for each year, and one for unknown years where there are any, from x = 0."""
    undated = any(row.counts.get(None) for row in rows)
    shown: list[int | None] = [*scene.years, *([None] if undated else [])]
    step = min(WIDEST_CELL, width / max(len(shown), 1))
    return Columns(0.0, step, shown, scene.mirrored)


def place_row(
    row: Row, point: Point, label: tuple[float, float, float], columns: Columns, scene: Scene
) -> PlacedRow:
    """A row in its place: its bead at `point`; `label` is x and y of its words, y of its cells."""
    (x, y), (label_x, level, heat) = point, label
    radius, sign = _bead(row, scene.largest), -1 if label_x < x else 1
    start, end = x + sign * radius, label_x - sign * 4
    middle = (start + end) / 2
    leader = (
        f"M{start:.1f},{y:.1f}C{middle:.1f},{y:.1f} {middle:.1f},{level:.1f} {end:.1f},{level:.1f}"
    )
    side = "left" if sign < 0 else "right"
    found = cells(row, columns, heat, scene.asked)
    return PlacedRow(row, round(x, 1), y, radius, leader, side, label_x, round(level, 1), found)


def _bead(row: Row, largest: int) -> float:
    """The radius of a city's bead: its area follows the number of its activities."""
    share = sqrt(row.activities / max(largest, 1))
    return round(max(SMALLEST_BEAD, LARGEST_BEAD * min(1.0, share)), 1)


def cells(row: Row, columns: Columns, y: float, asked: range) -> tuple[Cell, ...]:
    """The cells of a row; years that were not asked for have none, years without count a gap."""
    found = []
    for place, year in enumerate(columns.years):
        count = row.counts.get(year, 0)
        if not count and (year is None or year not in asked):
            continue
        level = next((i for i, most in enumerate(LEVELS) if count <= most), len(LEVELS))
        size = round(columns.step * CELL_SHARES[level], 1) if count else 0.0
        found.append(Cell(year, count, columns.middle(place), round(y, 1), size, level + 1))
    return tuple(found)
