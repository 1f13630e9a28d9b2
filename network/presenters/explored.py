"""The map of the first page and the cube behind it."""

import json
import zlib

from flask import g, url_for

from network.extensions import reading
from network.maps.explore import explore_map
from network.maps.ground import RenderedMap
from network.presenters.drawn import base_map
from network.queries.cube import build_cube
from network.queries.filter import Filter
from network.web.addresses import joined
from network.web.caching import current_atlas

# A cube that is larger than this when compressed is a file of its own, kept by the browser.
LARGEST_INLINE_CUBE = 30_000


def rendered_map() -> RenderedMap:
    """The map of the first page, with the base map at its current addresses."""
    return explore_map(base_map())


def narrowed(narrowing: Filter) -> dict[str, object]:
    """The cube of the activities that a filter's forum, organization and text leave."""
    if not narrowing:
        return dict(current_atlas().document)
    return build_cube(reading(), narrowing)


def cube_of(narrowing: Filter) -> dict[str, object]:
    """The cube itself where it is small, else the address to fetch it from."""
    document = narrowed(narrowing)
    if len(zlib.compress(json.dumps(document).encode())) <= LARGEST_INLINE_CUBE:
        return {"cube": document}
    pairs = [*narrowing.query(), ("edition", g.edition)]
    return {"cube": None, "cube_url": joined(url_for("explore.cube"), pairs)}
