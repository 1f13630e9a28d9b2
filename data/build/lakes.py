"""The lakes: the holes in Natural Earth's land, and what they are called."""

from shapely.geometry import Point, Polygon

from data.build import geojson

# Degrees.
TOLERANCE = 0.004
# Degrees: the middle of a bent lake may lie on its shore.
NEAR = 0.1

# Each with a (longitude, latitude) in its middle; Natural Earth's land names nothing.
LAKES = (
    (
        "tharthar",
        (43.26, 33.96),
        {"en": "Lake Tharthar", "ar": "بحيرة الثرثار", "ckb": "دەریاچەی سەرسار"},
    ),
    (
        "habbaniyah",
        (43.45, 33.30),
        {"en": "Lake Habbaniyah", "ar": "بحيرة الحبانية", "ckb": "دەریاچەی حەبانییە"},
    ),
    (
        "razzaza",
        (43.63, 32.76),
        {"en": "Lake Razzaza", "ar": "بحيرة الرزازة", "ckb": "دەریاچەی ڕەزازە"},
    ),
    ("hammar", (47.12, 30.78), {"en": "Hammar Marsh", "ar": "هور الحمار", "ckb": "هۆری حەممار"}),
    ("urmia", (45.43, 37.69), {"en": "Lake Urmia", "ar": "بحيرة أرومية", "ckb": "دەریاچەی ورمێ"}),
    ("assad", (38.25, 36.00), {"en": "Lake Assad", "ar": "بحيرة الأسد", "ckb": "دەریاچەی ئەسەد"}),
    (
        "ataturk",
        (38.61, 37.62),
        {"en": "Lake Atatürk", "ar": "بحيرة أتاتورك", "ckb": "دەریاچەی ئەتاتورک"},
    ),
)


def output(land: list[Polygon]) -> bytes:
    """The bytes of lakes.json. Raises LookupError when a lake is no hole of the land."""
    holes = [Polygon(ring) for area in land for ring in area.interiors]
    features = []
    for slug, position, names in LAKES:
        found = [hole for hole in holes if hole.distance(Point(position)) < NEAR]
        if len(found) != 1:
            raise LookupError(f"{len(found)} holes in the land where {slug} should be")
        properties = {"id": slug, "names": names}
        features.append(geojson.feature(slug, found[0].simplify(TOLERANCE), properties))
    return geojson.collection(features)
