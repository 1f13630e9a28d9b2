"""The map of coverage: governorates shaded by what was done there, cities reached and not."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from network.maps.elements import DrawnElement
from network.maps.ground import HOME_CORNERS, BaseMap, RenderedMap, rendered
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
def coverage_map(base: BaseMap) -> RenderedMap:
    """The map of coverage."""
    layer = CoverageLayer("coverage", home=HOME_CORNERS, governorates=base.governorates)
    return rendered("coverage", layer, base)


@cache
def areas(folder: Path) -> tuple[Area, ...]:
    """The governorates of the base map in `folder`, thinned out for the static map."""
    return tuple(Area(pcode, d) for pcode, d in area_paths(folder / "governorates.json"))
