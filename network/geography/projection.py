"""Web Mercator for the static map: degrees in, SVG units out."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """A rectangle of the map, bounds in degrees, drawn ``width`` SVG units wide.

    The origin is the upper left corner, as in SVG. Raises ValueError when the bounds are empty
    or reach beyond what Mercator shows (85 degrees).
    """

    west: float
    south: float
    east: float
    north: float
    width: float

    def __post_init__(self) -> None:
        """Refuse bounds that cannot be drawn."""
        if not (self.west < self.east and -85 < self.south < self.north < 85 and self.width > 0):
            raise ValueError(f"not a rectangle that can be drawn: {self}")

    @property
    def height(self) -> float:
        """The height in SVG units that keeps shapes right."""
        return self._scale * (_northing(self.north) - _northing(self.south))

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place given in degrees lies: (x to the right, y downward) in SVG units."""
        across = (longitude - self.west) / (self.east - self.west) * self.width
        down = self._scale * (_northing(self.north) - _northing(latitude))
        return across, down

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether a place given in degrees lies in the frame or on its edge."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def path(self, coordinates: Iterable[Iterable[float]], close: bool = False) -> str:
        """The ``d`` of an SVG path through GeoJSON positions [longitude, latitude].

        One decimal; a point that falls on the one before is left out; empty for no positions.
        ``close`` is for the ring of an area.
        """
        points: list[str] = []
        for longitude, latitude, *_ in coordinates:
            across, down = self.point(latitude, longitude)
            point = f"{across:.1f},{down:.1f}"
            if not points or points[-1] != point:
                points.append(point)
        if not points:
            return ""
        if close and len(points) > 1 and points[0] == points[-1]:
            points.pop()
        return "M" + "L".join(points) + ("Z" if close else "")

    @property
    def _scale(self) -> float:
        return self.width / math.radians(self.east - self.west)


def _northing(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(latitude)))
