"""The light version of the map: words and the static map only, for slow and dear connections."""

from flask import Flask, Response, request


def register(app: Flask) -> None:
    """Tell caches that the map's page follows what the browser says about saving data."""
    app.after_request(_vary)


def light_asked() -> bool:
    """Whether the light version is asked for: by the address, or by a browser that saves data."""
    asked = request.args.get("light")
    return asked == "1" or (asked != "0" and saves_data())


def saves_data() -> bool:
    """Whether the browser asks every site to save data."""
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def _vary(response: Response) -> Response:
    if request.endpoint == "explore.page":
        response.vary.add("Save-Data")
    return response
