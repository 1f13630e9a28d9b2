"""Each river as one line downstream, joined from its Natural Earth pieces."""

from collections.abc import Iterable

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from data.build import geojson
from data.build.courses import COURSES, Course
from data.build.shapefiles import records
from network.geography.rivers import River

DECIMALS = 4
# Degrees. Gaps between pieces are below 0.01; closed loops that mark an island are below 0.02 long.
BRIDGED, LOOP = 0.03, 0.02

Lines = dict[str, LineString]


def centerlines() -> Lines:
    """The line of each course, downstream; the rivers that meet at Qurna meet in one point."""
    pieces = _pieces()
    lines = {course.slug: _trace(course, pieces) for course in COURSES}
    confluence = lines["euphrates"].project(Point(lines["tigris"].coords[-1]))
    below = substring(lines["euphrates"], confluence, lines["euphrates"].length)
    lines["euphrates"] = substring(lines["euphrates"], 0, confluence)
    lines["shatt-al-arab"] = _join(below, lines["shatt-al-arab"])
    qurna = lines["euphrates"].coords[-1]
    lines["tigris"] = LineString([*lines["tigris"].coords[:-1], qurna])
    lines["shatt-al-hillah"] = _moored(lines["shatt-al-hillah"], lines["euphrates"])
    return lines


def output(lines: Lines) -> bytes:
    """The bytes of centerlines.json: slug to points [longitude, latitude] and first kilometer."""
    points = {
        course.slug: geojson.rounded(lines[course.slug].coords, DECIMALS)
        for course in COURSES
        if course.main
    }
    starts = dict.fromkeys(points, 0.0)
    trunk = tuple((latitude, longitude) for longitude, latitude in points["euphrates"])
    longitude, latitude = points["shatt-al-hillah"][0]
    # The branch goes on counting where it leaves the Euphrates.
    kilometer = River("euphrates", trunk).kilometer(latitude, longitude)
    starts["shatt-al-hillah"] = round(kilometer, 3)
    return geojson.encode(
        {slug: {"points": points[slug], "start_kilometer": starts[slug]} for slug in points}
    )


def _pieces() -> dict[str, list[LineString]]:
    pieces: dict[str, list[LineString]] = {}
    for attributes, shape in records("rivers_lake_centerlines"):
        lines = [line for line in _lines(shape) if line.length > LOOP]
        pieces.setdefault(attributes["name"], []).extend(lines)
    return pieces


def _lines(shape: BaseGeometry) -> Iterable[LineString]:
    return [shape] if shape.geom_type == "LineString" else list(shape.geoms)


def _trace(course: Course, pieces: dict[str, list[LineString]]) -> LineString:
    remaining = [line for name in course.records for line in pieces[name]]
    course_line: LineString | None = None
    mouth = Point(course.source)
    while remaining:
        following = min(remaining, key=lambda line: _ends(line).distance(mouth))
        if _ends(following).distance(mouth) > BRIDGED:
            break
        remaining.remove(following)
        if mouth.distance(Point(following.coords[-1])) < mouth.distance(Point(following.coords[0])):
            following = following.reverse()
        course_line = _join(course_line, following) if course_line else following
        mouth = Point(course_line.coords[-1])
    if course_line is None:
        raise ValueError(f"no piece of {course.slug} starts near {course.source}")
    return course_line


def _ends(line: LineString) -> BaseGeometry:
    return Point(line.coords[0]).union(Point(line.coords[-1]))


def _join(upper: LineString, lower: LineString) -> LineString:
    head, tail = Point(lower.coords[0]), Point(upper.coords[-1])
    # Where one piece runs past the other's end, it is cut there, so that the line never turns back.
    if upper.distance(head) <= lower.distance(tail):
        upper = substring(upper, 0, upper.project(head))
    else:
        lower = substring(lower, lower.project(tail), lower.length)
    first, second = list(upper.coords), list(lower.coords)
    return LineString(first + second[1:] if first[-1] == second[0] else first + second)


def _moored(branch: LineString, trunk: LineString) -> LineString:
    start, end = Point(branch.coords[0]), Point(branch.coords[-1])
    moorings = [trunk.interpolate(trunk.project(point)).coords[0] for point in (start, end)]
    return LineString([moorings[0], *branch.coords[1:-1], moorings[1]])
