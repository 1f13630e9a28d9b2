"""The map of the first page: the land, the rivers, a bubble for each city."""

from functools import cache

from network.maps.elements import BubbleLayer
from network.maps.ground import HOME_CORNERS, BaseMap, RenderedMap, rendered


@cache
def explore_map(base: BaseMap) -> RenderedMap:
    """The map of the first page."""
    return rendered("explore", BubbleLayer("bubbles", home=HOME_CORNERS), base)
