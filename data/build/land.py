"""Land and the borders of the neighboring countries, so that the Gulf and the region show."""

from shapely import MultiLineString, Polygon, line_merge, unary_union
from shapely.geometry.base import BaseGeometry

from data.build import geojson
from data.build.shapefiles import records

# Degrees.
TOLERANCE = 0.006
# Square degrees: smaller islands are less than a few pixels at zoom 10.
ISLAND = 0.0002


def areas() -> list[Polygon]:
    """The land of the extent, mainland and islands, with the lakes as holes."""
    merged = unary_union([area for _, area in records("land")])
    parts = merged.geoms if merged.geom_type == "MultiPolygon" else [merged]
    return [part for part in parts if part.area > ISLAND]


def output(land: list[Polygon]) -> bytes:
    """The bytes of land.json: a feature of kind ``land`` and one of kind ``border``."""
    # Lakes are drawn over the governorates, from a file of their own; islands in them go too.
    filled = unary_union([Polygon(area.exterior) for area in land]).simplify(TOLERANCE)
    return geojson.collection(
        [
            geojson.feature("land", filled, {"kind": "land"}),
            geojson.feature("borders", _borders(), {"kind": "border"}),
        ]
    )


def _borders() -> BaseGeometry:
    lines: list[BaseGeometry] = []
    for attributes, line in records("admin_0_boundary_lines_land"):
        # Iraq's own border is the outline of the governorates: drawn twice it would not coincide.
        if "IRQ" not in (attributes["adm0_a3_l"], attributes["adm0_a3_r"]):
            lines.extend(line.geoms if line.geom_type == "MultiLineString" else [line])
    merged = line_merge(MultiLineString(lines)).simplify(TOLERANCE)
    return merged if merged.geom_type == "MultiLineString" else MultiLineString([merged])
