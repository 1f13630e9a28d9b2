"""What every page with a drawn map serves: the base map's addresses and folium's script."""

from dataclasses import fields

from flask import Response, abort, current_app

from network.maps.ground import BaseMap, RenderedMap

KEPT_FOR_GOOD = "public, max-age=31536000, immutable"


def base_map() -> BaseMap:
    """The current address of each file of the base map."""
    address = current_app.extensions["assets"].address
    return BaseMap(**{part.name: address(f"basemap/{part.name}.json") for part in fields(BaseMap)})


def script_of(drawn: RenderedMap, hash: str) -> Response:
    """The script that folium rendered; an address with another hash than its own is unknown."""
    if hash != drawn.hash:
        abort(404)
    response = Response(drawn.script, mimetype="text/javascript")
    response.headers["Cache-Control"] = KEPT_FOR_GOOD
    return response
