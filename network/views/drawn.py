"""What every page with a drawn map serves: the base map's addresses and folium's script."""

from flask import Response, abort, current_app

from network.maps.explore import RenderedMap

BASEMAP = ("land", "lakes", "governorates", "rivers", "world")
KEPT_FOR_GOOD = "public, max-age=31536000, immutable"


def basemap_addresses() -> dict[str, str]:
    """The current address of each file of the base map, by its name."""
    address = current_app.extensions["assets"].address
    return {name: address(f"basemap/{name}.json") for name in BASEMAP}


def script_of(drawn: RenderedMap, hash: str) -> Response:
    """The script that folium rendered; an address with another hash than its own is unknown."""
    if hash != drawn.hash:
        abort(404)
    response = Response(drawn.script, mimetype="text/javascript")
    response.headers["Cache-Control"] = KEPT_FOR_GOOD
    return response
