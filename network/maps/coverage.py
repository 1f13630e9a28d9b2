"""The map of coverage: governorates shaded by what was done there, cities reached and not."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from network.maps.elements import DrawnElement, LandLayer, NetworkMap, RiverLayer, digest
from network.maps.explore import (
    HOME_EAST,
    HOME_NORTH,
    HOME_SOUTH,
    HOME_WEST,
    RenderedMap,
)
from network.maps.static import area_paths


class CoverageLayer(DrawnElement):
    """The governorates in their shades, and a mark for each city that was planned or reached."""

    draw = "coverage"


@dataclass(frozen=True)
class Area:
    """A governorate on the static map: its p-code and the `d` of its path."""

    pcode: str
    d: str


@cache
def coverage_map(land: str, lakes: str, governorates: str, rivers: str, world: str) -> RenderedMap:
    """The map of coverage; the arguments are the addresses of the base map's files."""
    drawn = NetworkMap("coverage", (HOME_SOUTH + HOME_NORTH) / 2, (HOME_WEST + HOME_EAST) / 2, 6)
    drawn.add_child(
        LandLayer("land", land=land, lakes=lakes, governorates=governorates, world=world)
    )
    home = [[HOME_SOUTH, HOME_WEST], [HOME_NORTH, HOME_EAST]]
    drawn.add_child(RiverLayer("rivers", url=rivers))
    drawn.add_child(CoverageLayer("coverage", home=home, governorates=governorates))
    script = drawn.script()
    return RenderedMap(drawn.element_id, script, digest(script))


@cache
def areas(folder: Path) -> tuple[Area, ...]:
    """The governorates of the base map in `folder`, thinned out for the static map."""
    return tuple(Area(pcode, d) for pcode, d in area_paths(folder / "governorates.json"))
