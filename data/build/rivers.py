"""The rivers as they are drawn: simplified, still meeting where they meet."""

from itertools import pairwise

from shapely.geometry import LineString, Point
from shapely.ops import substring

from data.build import geojson
from data.build.centerlines import Lines
from data.build.courses import COURSES

# Degrees: two or three pixels of a Leaflet map at zoom 10.
TOLERANCE = 0.0035
# Degrees within which the end of one river counts as lying on another.
TOUCHING = 0.005


def output(lines: Lines) -> bytes:
    """The bytes of rivers.json: one feature a river, with ``main`` and names by language."""
    features = []
    for course in COURSES:
        properties = {"id": course.slug, "main": course.main, "names": course.names}
        drawn = _drawn(course.slug, lines)
        features.append(geojson.feature(course.slug, drawn, properties))
    return geojson.collection(features)


def _drawn(slug: str, lines: Lines) -> LineString:
    line = lines[slug]
    cuts = sorted({0.0, line.length, *_junctions(slug, lines)})
    points: list[tuple[float, float]] = []
    for start, end in pairwise(cuts):
        # Simplified between junctions, so that these stay where the other river ends.
        points.extend(substring(line, start, end).simplify(TOLERANCE).coords)
    return LineString(points)


def _junctions(slug: str, lines: Lines) -> list[float]:
    line = lines[slug]
    ends = [
        Point(end)
        for other, course in lines.items()
        if other != slug
        for end in (course.coords[0], course.coords[-1])
    ]
    return [line.project(end) for end in ends if line.distance(end) < TOUCHING]
