"""Reading without a connection: the worker that keeps copies, and the page for what it has not."""

import json

from flask import Blueprint, Response, current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue

from network.config import STATIC_FOLDER
from network.locales import LANGUAGES
from network.presenters.explored import rendered_map
from network.web.caching import tagged

blueprint = Blueprint("offline", __name__)

SHELL_FOLDERS = ("css/", "js/", "leaflet/", "basemap/", "img/mark.svg")
# The outlines of the whole world, and pictures of what the map does not have, come when asked for.
LEFT_OUT = ("basemap/world.json", "leaflet/images/", "js/sw.js")


@blueprint.get("/sw.js")
@tagged
def worker() -> ResponseReturnValue:
    """The service worker; a new build or edition is a new script, which the browser takes over."""
    settings = {
        "version": f"{current_app.extensions['build'][:12]}-{g.edition}",
        "shell": _shell(),
        "languages": list(LANGUAGES),
        "offline": {code: url_for("offline.page", language=code) for code in LANGUAGES},
    }
    script = (STATIC_FOLDER / "js" / "sw.js").read_text(encoding="utf-8")
    content = f"const SETTINGS = {json.dumps(settings, sort_keys=True)};\n{script}"
    return Response(content, mimetype="text/javascript")


@blueprint.get("/<language:language>/offline")
@tagged
def page() -> ResponseReturnValue:
    """What the worker shows in the place of a page of which it has no copy."""
    return render_template("offline/page.html")


def _shell() -> list[str]:
    assets = current_app.extensions["assets"].addresses
    files = [
        address
        for name, address in sorted(assets.items())
        if name.startswith(SHELL_FOLDERS) and not name.startswith(LEFT_OUT)
    ]
    return [*files, url_for("explore.script", hash=rendered_map().hash)]
