"""The map of the place picker: the candidates of a search by number, and a pin."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from network.maps.elements import LandLayer, NetworkMap, PickerLayer, RiverLayer, digest
from network.maps.explore import HOME_EAST, HOME_NORTH, HOME_SOUTH, HOME_WEST, RenderedMap
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
def picker_map(land: str, lakes: str, governorates: str, rivers: str, world: str) -> RenderedMap:
    """The map of the picker; the arguments are the addresses of the base map's files."""
    drawn = NetworkMap("picker", (HOME_SOUTH + HOME_NORTH) / 2, (HOME_WEST + HOME_EAST) / 2, 6)
    drawn.add_child(
        LandLayer("land", land=land, lakes=lakes, governorates=governorates, world=world)
    )
    drawn.add_child(RiverLayer("rivers", url=rivers))
    home = [[HOME_SOUTH, WEST], [HOME_NORTH, HOME_EAST]]
    drawn.add_child(PickerLayer("picker", home=home, governorates=governorates))
    script = drawn.script()
    return RenderedMap(drawn.element_id, script, digest(script))


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
