"""The river view for a wide screen or a wall: both rivers side by side, from north to south."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sin

from network.maps.curves import Point, between, bulge, flowing, ribbon, spread, steps
from network.maps.river_rows import (
    BORDERS,
    HILLAH_LEAVES,
    HILLAH_RETURNS,
    LENGTHS,
    MOUTH,
    WEST,
    Axis,
    Columns,
    Mark,
    Picture,
    PlacedRow,
    Row,
    Scene,
    Shape,
    all_columns,
    along_waters,
    place_row,
)
from network.vocabulary import River

WIDTH, MIDDLE = 1400.0, 700.0
SCALE, ROW_HEIGHT = 0.72, 47.0
TOP, SEA = 52.0, 118.0
HEAT_WIDTH = 354.0
HEAT_EDGE, NAME_EDGE = 330.0, 148.0
# Half the distance between the rivers, by kilometers from Qurna: near at Baghdad, far at Kut.
HALVES = ((-1600.0, 118.0), (-960.0, 108.0), (-545.0, 56.0), (-330.0, 104.0), (0.0, 0.0))
SHORTEST = 760.0


def draw_rivers(rows: Sequence[Row], scene: Scene) -> Picture:
    """Both rivers side by side.

    Cities of the Euphrates and its branch stand to the left, those of the Tigris and the Shatt
    al-Arab to the right, as on the land; a mirrored scene turns time round, never the land.
    """
    placed = along_waters(rows)
    groups = [[row for row in placed if (row.river in WEST) == west] for west in (True, False)]
    north = max([SHORTEST, *(-(row.from_qurna or 0.0) for row in placed)]) + 60
    scale = max(SCALE, max(map(len, groups)) * ROW_HEIGHT / (north + MOUTH))
    ground = _Ground(north, scale)
    columns = all_columns(scene, placed, HEAT_WIDTH)
    sides = [_side(ground, group, columns) for group in groups if group]
    drawn = [mark for side in sides for mark in _placed(ground, side, scene)]
    lowest = max([ground.y(MOUTH), *(side.axis.bottom for side in sides)])
    return Picture(
        WIDTH,
        round(lowest + SEA, 1),
        _shapes(ground, lowest),
        tuple(sorted(drawn, key=lambda one: (one.y, one.row.slug))),
        _marks(ground, lowest),
        tuple(side.axis for side in sides),
    )


@dataclass(frozen=True)
class _Ground:
    """Where the waters run in the wide picture, by kilometers from Qurna."""

    north: float
    scale: float

    def y(self, kilometer: float) -> float:
        return round(TOP + (kilometer + self.north) * self.scale, 1)

    def x(self, river: River, kilometer: float) -> float:
        if river == River.SHATT_AL_ARAB:
            calm = min(1.0, kilometer / 50) * max(0.0, 1 - kilometer / MOUTH)
            return MIDDLE + 12 * sin(kilometer / 30) * calm
        near = min(1.0, -kilometer / 160)
        half = between(HALVES, kilometer)
        if river == River.TIGRIS:
            return MIDDLE + half + near * (9 * sin(kilometer / 43) + 4 * sin(kilometer / 27))
        west = MIDDLE - half + near * (8 * sin(kilometer / 55 + 1) + 4 * sin(kilometer / 29))
        if river == River.SHATT_AL_HILLAH:
            start = HILLAH_LEAVES - LENGTHS[River.EUPHRATES]
            share = (kilometer - start) / (HILLAH_RETURNS - HILLAH_LEAVES)
            return west + 66 * bulge(share)
        return west

    def line(self, river: River, start: float, end: float, step: float = 16) -> list[Point]:
        return [(self.x(river, place), self.y(place)) for place in steps(start, end, step)]


@dataclass(frozen=True)
class _Side:
    rows: Sequence[Row]
    levels: Sequence[float]
    columns: Columns
    west: bool

    @property
    def axis(self) -> Axis:
        return Axis(self.columns, round(self.levels[0] - 26, 1), round(self.levels[-1] + 34, 1))


def _side(ground: _Ground, rows: Sequence[Row], columns: Columns) -> _Side:
    west = rows[0].river in WEST
    left = MIDDLE - HEAT_EDGE - columns.width if west else MIDDLE + HEAT_EDGE
    levels = spread([ground.y(row.from_qurna or 0.0) for row in rows], ROW_HEIGHT, TOP + 20)
    return _Side(rows, levels, columns.starting(left), west)


def _placed(ground: _Ground, side: _Side, scene: Scene) -> Iterator[PlacedRow]:
    label = MIDDLE - NAME_EDGE if side.west else MIDDLE + NAME_EDGE
    for row, level in zip(side.rows, side.levels, strict=True):
        kilometer = row.from_qurna or 0.0
        point = (ground.x(row.river, kilometer), ground.y(kilometer))
        yield place_row(row, point, (label, level, level), side.columns, scene)


def _shapes(ground: _Ground, lowest: float) -> tuple[Shape, ...]:
    north = -ground.north - 90
    euphrates = LENGTHS[River.EUPHRATES]
    hillah = (HILLAH_LEAVES - euphrates, HILLAH_RETURNS - euphrates)
    mouth = ground.line(River.SHATT_AL_ARAB, 0, MOUTH + 6)
    bottom = lowest + SEA
    return (
        Shape("branch", flowing(ground.line(River.SHATT_AL_HILLAH, *hillah, 12))),
        Shape("water", ribbon(ground.line(River.EUPHRATES, north, 8), 7, 22)),
        Shape("water", ribbon(ground.line(River.TIGRIS, north, 8), 7, 22)),
        Shape("water", ribbon(mouth, 22, 44)),
        Shape("water", _sea(*mouth[-2], bottom)),
        *(
            Shape("wave", _wave(bottom - up, reach))
            for up, reach in ((38, 240), (24, 370), (10, 500))
        ),
    )


def _sea(x: float, y: float, bottom: float) -> str:
    """The Gulf: the river's mouth widens until it fills the foot of the picture."""
    deep = bottom - y
    west = f"M{x - 22:.1f},{y:.1f}C{x - 34:.1f},{y + deep / 2:.1f} {x - 190:.1f},{y + deep / 2:.1f}"
    east = f"{x + 190:.1f},{y + deep / 2:.1f} {x + 34:.1f},{y + deep / 2:.1f} {x + 22:.1f},{y:.1f}Z"
    return f"{west} 0,{bottom:.1f}H{WIDTH:.1f}C{east}"


def _wave(y: float, reach: float) -> str:
    points = [
        (MIDDLE + x, y + 3 * (-1) ** place) for place, x in enumerate(steps(-reach, reach, 46))
    ]
    return flowing(points)


def _marks(ground: _Ground, lowest: float) -> tuple[Mark, ...]:
    def beside(kind: str, river: River, kilometer: float, away: float) -> Mark:
        x = ground.x(river, kilometer) + away
        return Mark(kind, round(x, 1), ground.y(kilometer), "right" if away > 0 else "left")

    top = -ground.north + 16
    half = (HILLAH_LEAVES + HILLAH_RETURNS) / 2 - LENGTHS[River.EUPHRATES]
    borders = [
        beside("border", river, kilometer, 13 if river == River.EUPHRATES else -13)
        for river, kilometer in BORDERS.items()
        if -kilometer < ground.north - 80
    ]
    return (
        beside(River.EUPHRATES, River.EUPHRATES, top, 16),
        # Lower than its neighbor's, so that the two names do not read as one.
        beside(River.TIGRIS, River.TIGRIS, top + 64, -16),
        beside(River.SHATT_AL_HILLAH, River.SHATT_AL_HILLAH, half, 10),
        beside(River.SHATT_AL_ARAB, River.SHATT_AL_ARAB, MOUTH * 0.72, -26),
        beside("qurna", River.SHATT_AL_ARAB, 8, 22),
        Mark("gulf", MIDDLE, round(lowest + SEA - 54, 1), "middle"),
        *borders,
    )
