"""The folium elements of our maps: each carries identifiers, numbers and addresses only.

Folium compiles what an element rendered a second time as a template, so nothing that a person
typed may pass through one. Records travel beside the map, as data that the scripts read.
"""

import hashlib
import json
import re
from typing import Any

import folium
from branca.element import Element, MacroElement
from jinja2 import Template

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
PLAIN_VALUE = re.compile(r"[A-Za-z0-9_./#-]*")


class ElementError(ValueError):
    """An element was given something that must not pass through a template."""


class DrawnElement(MacroElement):
    """An element that emits one call of a drawing function: `rafidain.draw(map, options)`.

    Subclasses name the function in `draw`; options are numbers, truth values, identifiers and
    addresses, or lists of them. Raises ElementError for any other text.
    """

    draw = ""
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "rafidain.{{ this.draw }}({{ this._parent.get_name() }}, {{ this.options_json }});\n"
        "{% endmacro %}"
    )

    def __init__(self, name: str, **options: Any) -> None:
        # branca carries no types.
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = _identifier(name)
        self._id = _identifier(self.draw)
        self.options_json = json.dumps(_plain(options), sort_keys=True, allow_nan=False)


class LandLayer(DrawnElement):
    """Land, borders and governorates, from the files of the base map."""

    draw = "land"


class RiverLayer(DrawnElement):
    """The rivers: the strongest lines of the map."""

    draw = "rivers"


class BubbleLayer(DrawnElement):
    """One bubble a city, its area following the number of matching activities."""

    draw = "bubbles"


class PickerLayer(DrawnElement):
    """Numbered candidates for a place, and a pin that can be moved within Iraq."""

    draw = "picker"


class NetworkMap(folium.Map):
    """A folium map without tiles, outside files or random names; takes drawn elements only."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []

    def __init__(self, name: str, latitude: float, longitude: float, zoom: float) -> None:
        super().__init__(
            location=[latitude, longitude],
            tiles=None,
            zoom_start=zoom,  # type: ignore[arg-type]
            zoom_control=False,
            attribution_control=False,
            keyboard=True,
            minZoom=2,
            maxZoom=11,
            zoomSnap=0.25,
            zoomDelta=0.5,
            wheelPxPerZoomLevel=120,
        )
        self._name = "map"
        self._id = _identifier(name)

    def add_child(self, child: Element, name: str | None = None, index: int | None = None) -> Any:
        """Add a drawn element; raises ElementError for any other."""
        if not isinstance(child, DrawnElement):
            raise ElementError(f"{type(child).__name__} has no strict rendering")
        return super().add_child(child, name=name, index=index)

    @property
    def element_id(self) -> str:
        """The id of the element that the map is drawn into."""
        return str(self.get_name())

    def script(self) -> str:
        """The script that draws the map, the same bytes for the same elements."""
        root: Any = self.get_root()
        root.render()
        lines = (line.strip() for line in root.script.render().splitlines())
        return "\n".join(line for line in lines if line) + "\n"


def digest(script: str) -> str:
    """The hash that stands in a script's address."""
    return hashlib.sha256(script.encode()).hexdigest()[:12]


def _identifier(value: str) -> str:
    if not IDENTIFIER.fullmatch(value):
        raise ElementError(f"{value!r} is not an identifier")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_identifier(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, str) and PLAIN_VALUE.fullmatch(value):
        return value
    raise ElementError(f"{value!r} must not pass through a template")
