"""The river view for a phone: one river below the other, each a line with its cities beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sin

from network.maps.curves import Point, bulge, flowing, ribbon, spread, steps
from network.maps.river_rows import (
    HILLAH_LEAVES,
    HILLAH_RETURNS,
    LENGTHS,
    MOUTH,
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

WIDTH, LINE, LABELS, EDGE = 360.0, 30.0, 84.0, 4.0
SCALE, ROW_HEIGHT, HEAT_BELOW = 0.34, 70.0, 33.0
TOP, BOTTOM, LEAD = 58.0, 64.0, 40.0
LOOP, STEP = 34.0, 9.0
STRIPS = (
    (River.TIGRIS, (River.TIGRIS,)),
    (River.EUPHRATES, (River.EUPHRATES, River.SHATT_AL_HILLAH)),
    (River.SHATT_AL_ARAB, (River.SHATT_AL_ARAB,)),
)


@dataclass(frozen=True)
class Strip:
    """One river of the phone's picture."""

    river: River
    picture: Picture


def draw_strips(rows: Sequence[Row], scene: Scene) -> list[Strip]:
    """A strip for each river that has a city; a mirrored scene puts the line on the right."""
    placed = along_waters(rows)
    columns = all_columns(scene, placed, WIDTH - LABELS - EDGE)
    columns = columns.starting(WIDTH - LABELS - columns.width if scene.mirrored else LABELS)
    strips = []
    for river, waters in STRIPS:
        own = [row for row in placed if row.river in waters]
        if own:
            strips.append(Strip(river, _picture(river, own, columns, scene)))
    return strips


@dataclass(frozen=True)
class _Course:
    """Where the water of a strip runs, by kilometers from Qurna."""

    river: River
    north: float
    south: float
    scale: float
    mirrored: bool

    def y(self, kilometer: float) -> float:
        return round(TOP + (kilometer - self.north) * self.scale, 1)

    def x(self, river: River, kilometer: float) -> float:
        y = self.y(kilometer)
        x = LINE + 5 * sin(y / 37) + 2 * sin(y / 17)
        if river == River.SHATT_AL_HILLAH:
            start = HILLAH_LEAVES - LENGTHS[River.EUPHRATES]
            share = (kilometer - start) / (HILLAH_RETURNS - HILLAH_LEAVES)
            x += LOOP * bulge(share)
        return WIDTH - x if self.mirrored else x

    def line(self, river: River, start: float, end: float) -> list[Point]:
        return [
            (self.x(river, place), self.y(place)) for place in steps(start, end, STEP / self.scale)
        ]


def _picture(river: River, rows: Sequence[Row], columns: Columns, scene: Scene) -> Picture:
    first = (rows[0].from_qurna or 0.0) - LEAD
    north = max(first, 0.0) if river == River.SHATT_AL_ARAB else min(first, -60.0)
    south = MOUTH if river == River.SHATT_AL_ARAB else 0.0
    scale = max(SCALE, len(rows) * ROW_HEIGHT / (south - north))
    course = _Course(river, north, south, scale, scene.mirrored)
    wanted = [course.y(row.from_qurna or 0.0) for row in rows]
    levels = spread(wanted, ROW_HEIGHT, TOP + 14)
    placed = [
        _place(course, row, level, columns, scene) for row, level in zip(rows, levels, strict=True)
    ]
    axis = Axis(columns, TOP - 22, round(levels[-1] + HEAT_BELOW + 28, 1))
    height = round(max(course.y(south), axis.bottom) + BOTTOM, 1)
    shapes, goal = _shapes(course, height), _goal(course, height)
    return Picture(WIDTH, height, shapes, tuple(placed), (goal,), (axis,))


def _place(course: _Course, row: Row, level: float, columns: Columns, scene: Scene) -> PlacedRow:
    kilometer = row.from_qurna or 0.0
    point = (course.x(row.river, kilometer), course.y(kilometer))
    label = WIDTH - LABELS if course.mirrored else LABELS
    return place_row(row, point, (label, level, level + HEAT_BELOW), columns, scene)


def _shapes(course: _Course, height: float) -> tuple[Shape, ...]:
    beyond = course.south + (height - course.y(course.south)) / course.scale
    line = course.line(course.river, course.north - 60 / course.scale, beyond)
    water = Shape("water", ribbon(line, 8, 18))
    if course.river != River.EUPHRATES:
        return (water,)
    euphrates = LENGTHS[River.EUPHRATES]
    start, stop = HILLAH_LEAVES - euphrates, HILLAH_RETURNS - euphrates
    if stop < course.north:
        return (water,)
    loop = course.line(River.SHATT_AL_HILLAH, max(start, course.north), stop)
    return (Shape("branch", flowing(loop)), water)


def _goal(course: _Course, height: float) -> Mark:
    kind = "gulf" if course.river == River.SHATT_AL_ARAB else "qurna"
    x = WIDTH - LABELS if course.mirrored else LABELS
    return Mark(kind, x, height - 18, "left" if course.mirrored else "right")
