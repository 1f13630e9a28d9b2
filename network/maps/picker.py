"""The map of the place picker: the candidates of a search by number, and a pin."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from network.maps.elements import PickerLayer
from network.maps.ground import HOME_EAST, HOME_NORTH, HOME_SOUTH, BaseMap, RenderedMap, rendered
from network.maps.static import HOME

# All of Iraq, whose west lies beyond the rivers.
WEST = 38.7


@dataclass(frozen=True)
class NumberedPoint:
    """A candidate on the static map: its number and where it stands, in the map's own units."""

    number: int
    x: float
    y: float


@cache
def picker_map(base: BaseMap) -> RenderedMap:
    """The map of the picker."""
    home = [[HOME_SOUTH, WEST], [HOME_NORTH, HOME_EAST]]
    layer = PickerLayer("picker", home=home, governorates=base.governorates)
    return rendered("picker", layer, base)


def numbered_points(points: Iterable[tuple[float, float]]) -> tuple[NumberedPoint, ...]:
    """Points (latitude, longitude) in degrees on the static map, numbered from one.

    What lies outside its frame is left out.
    """
    return tuple(
        NumberedPoint(number, round(x, 1), round(y, 1))
        for number, point in enumerate(points, 1)
        if HOME.contains(*point)
        for x, y in [HOME.point(*point)]
    )
