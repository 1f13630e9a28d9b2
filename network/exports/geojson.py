"""GeoJSON as RFC 7946 has it: longitude before latitude, WGS 84, no `crs`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from network.cells import joined
from network.exports.blocks import blocks
from network.exports.column import Column
from network.exports.documents import dumped, facts, properties
from network.exports.places import point_of
from network.exports.release import Release, Row


def write_geojson(
    rows: Iterable[Row], columns: Sequence[Column], release: Release
) -> Iterator[bytes]:
    """A collection with a feature for each row; one without a city has no geometry.

    The bounding box comes last, as only then all points are known.
    """
    return blocks(_pieces(rows, columns, release))


def _pieces(rows: Iterable[Row], columns: Sequence[Column], release: Release) -> Iterator[str]:
    longitudes: set[float] = set()
    latitudes: set[float] = set()
    yield f'{{"type":"FeatureCollection",{dumped(facts(release))[1:-1]},"features":['
    for number, row in enumerate(rows):
        point = point_of(row.record)
        if point:
            longitudes.add(point[0])
            latitudes.add(point[1])
        yield f"{',' if number else ''}\n{dumped(feature(row, columns))}"
    box = ""
    if longitudes:
        corners = [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
        box = f',"bbox":{dumped(corners)}'
    yield f"\n]{box}}}\n"


def feature(row: Row, columns: Sequence[Column], *, flat: bool = False) -> dict[str, Any]:
    """A row as a feature at the point of its city.

    `flat` joins lists as CSV does, for map programs whose tables hold none.
    """
    point = point_of(row.record)
    values = properties(row, columns)
    if flat:
        values = {
            key: (joined(value) or None) if isinstance(value, list) else value
            for key, value in values.items()
        }
    return {
        "type": "Feature",
        "id": row.record.slug,
        "geometry": {"type": "Point", "coordinates": list(point)} if point else None,
        "properties": values,
    }
