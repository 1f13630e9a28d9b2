"""The land of the whole world, coarse: for the conferences far from the two rivers."""

import shapefile
from shapely import Polygon, unary_union
from shapely.geometry import MultiPolygon, shape

from data.build import geojson
from data.build.shapefiles import natural_earth_folder

# Degrees, and square degrees: the world is looked at from far away.
TOLERANCE = 0.2
ISLAND = 4
SOUTHERN_LIMIT = -60
DECIMALS = 1


def output() -> bytes:
    """The bytes of world.json: one feature of kind ``world``, without Antarctica."""
    path = natural_earth_folder() / "ne_10m_land"
    with shapefile.Reader(str(path), encoding="utf-8", encodingErrors="replace") as reader:
        outlines = [outline for outline in reader.iterShapes() if outline.points]
        areas = [shape(outline.__geo_interface__).buffer(0) for outline in outlines]
    merged = unary_union(areas).simplify(TOLERANCE)
    kept = [
        Polygon(geojson.rounded(part.exterior.coords, DECIMALS))
        for part in getattr(merged, "geoms", [merged])
        if part.area > ISLAND and part.bounds[3] > SOUTHERN_LIMIT
    ]
    return geojson.collection([geojson.feature("world", MultiPolygon(kept), {"kind": "world"})])
