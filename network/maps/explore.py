"""The map of the first page: the land, the rivers, a bubble for each city."""

from dataclasses import dataclass
from functools import cache

from network.maps.elements import BubbleLayer, LandLayer, NetworkMap, RiverLayer, digest

# The rivers from Mosul to Basra, as the map opens on them.
HOME_WEST, HOME_SOUTH, HOME_EAST, HOME_NORTH = 40.4, 29.8, 48.6, 37.3


@dataclass(frozen=True)
class RenderedMap:
    """A map as a page needs it: the id of its element and its script with its hash."""

    element_id: str
    script: str
    hash: str


@cache
def explore_map(land: str, lakes: str, governorates: str, rivers: str, world: str) -> RenderedMap:
    """The map of the first page; the arguments are the addresses of the base map's files."""
    drawn = NetworkMap("explore", (HOME_SOUTH + HOME_NORTH) / 2, (HOME_WEST + HOME_EAST) / 2, 6)
    drawn.add_child(
        LandLayer("land", land=land, lakes=lakes, governorates=governorates, world=world)
    )
    drawn.add_child(RiverLayer("rivers", url=rivers))
    home = [[HOME_SOUTH, HOME_WEST], [HOME_NORTH, HOME_EAST]]
    drawn.add_child(BubbleLayer("bubbles", home=home))
    script = drawn.script()
    return RenderedMap(drawn.element_id, script, digest(script))
