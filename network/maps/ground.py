"""The ground of every folium map, land and rivers, and the script that a map becomes."""

from dataclasses import asdict, dataclass

from network.maps.elements import DrawnElement, LandLayer, NetworkMap, RiverLayer, digest

# The rivers from Mosul to Basra, as the map opens on them.
HOME_WEST, HOME_SOUTH, HOME_EAST, HOME_NORTH = 40.4, 29.8, 48.6, 37.3
HOME = ((HOME_SOUTH + HOME_NORTH) / 2, (HOME_WEST + HOME_EAST) / 2, 6)
HOME_CORNERS = [[HOME_SOUTH, HOME_WEST], [HOME_NORTH, HOME_EAST]]


@dataclass(frozen=True)
class BaseMap:
    """The addresses of the base map's files."""

    land: str
    lakes: str
    governorates: str
    rivers: str
    world: str


@dataclass(frozen=True)
class RenderedMap:
    """A map as a page needs it: the id of its element and its script with its hash."""

    element_id: str
    script: str
    hash: str


def rendered(
    name: str, layer: DrawnElement, base: BaseMap, view: tuple[float, float, float] = HOME
) -> RenderedMap:
    """The map `name`: a layer over land and rivers; `view` is latitude, longitude and zoom.

    The same layer on the same base map gives the same bytes.
    """
    land = asdict(base)
    rivers = land.pop("rivers")
    drawn = NetworkMap(name, *view)
    for element in (LandLayer("land", **land), RiverLayer("rivers", url=rivers), layer):
        drawn.add_child(element)
    script = drawn.script()
    return RenderedMap(drawn.element_id, script, digest(script))
