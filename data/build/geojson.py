"""GeoJSON as the base map keeps it: rounded, without ``crs``, the same bytes every time."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

DECIMALS = 3


def rounded(coordinates: Iterable[Any], decimals: int = DECIMALS) -> list[list[float]]:
    """Round [longitude, latitude] pairs and drop those that repeat the one before."""
    line: list[list[float]] = []
    for longitude, latitude, *_ in coordinates:
        pair = [round(longitude, decimals), round(latitude, decimals)]
        if not line or line[-1] != pair:
            line.append(pair)
    return line


def geometry(shape: BaseGeometry) -> dict[str, Any]:
    """A GeoJSON geometry of a shapely line or area, exterior rings counterclockwise."""
    if shape.geom_type == "Polygon":
        rings = [rounded(ring) for ring in mapping(orient(shape))["coordinates"]]
        return {"type": "Polygon", "coordinates": [ring for ring in rings if len(ring) > 3]}
    if shape.geom_type == "LineString":
        return {"type": "LineString", "coordinates": rounded(shape.coords)}
    parts = [geometry(part)["coordinates"] for part in shape.geoms]
    return {"type": shape.geom_type, "coordinates": [part for part in parts if part]}


def feature(identifier: str, shape: BaseGeometry, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature with the identifier at its top, where RFC 7946 wants it."""
    return {
        "type": "Feature",
        "id": identifier,
        "geometry": geometry(shape),
        "properties": dict(properties),
    }


def collection(features: Iterable[Mapping[str, Any]]) -> bytes:
    """The bytes of a FeatureCollection."""
    return encode({"type": "FeatureCollection", "features": list(features)})


def encode(document: Any) -> bytes:
    """JSON bytes: sorted keys, no spaces, letters as they are, one line feed at the end."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode("utf-8")
