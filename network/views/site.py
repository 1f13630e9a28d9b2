"""What browsers and search engines ask of the site as a whole: robots.txt, manifest, icons."""

import json

from flask import Blueprint, Response, abort, current_app, url_for
from flask.typing import ResponseReturnValue

from network.config import STATIC_FOLDER
from network.locales import LANGUAGES
from network.maps.raster import png
from network.web.addresses import absolute
from network.web.caching import tagged
from network.web.machines import FOLDERS

blueprint = Blueprint("site", __name__)

NAME, SHORT_NAME = "Rafidain الرافدين", "Rafidain"
ICON_SIZES = (180, 192, 512)
# Parts of pages, and pages for people at work: of no use to a search engine.
NOT_FOR_ROBOTS = ("desk", "fragments/", "embed", "search", "offline")


@blueprint.get("/robots.txt")
@tagged
def robots() -> ResponseReturnValue:
    """What search engines need not read, and where all pages are listed."""
    paths = [f"/{language}/{part}" for language in LANGUAGES for part in NOT_FOR_ROBOTS]
    # What they say stands on the pages, too.
    paths += [f"/{folder}/" for folder in FOLDERS]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in paths)]
    sitemap = absolute(url_for("sitemap.whole"))
    return Response("\n".join([*lines, "", f"Sitemap: {sitemap}", ""]), mimetype="text/plain")


@blueprint.get("/manifest.webmanifest")
@tagged
def manifest() -> ResponseReturnValue:
    """What a phone needs to keep the site among its applications."""
    mark = current_app.extensions["assets"].address("img/mark.svg")
    icons = [{"src": mark, "sizes": "any", "type": "image/svg+xml"}]
    icons += [
        {
            "src": url_for("site.icon", size=size),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in ICON_SIZES
    ]
    document = {
        "id": "/",
        "name": NAME,
        "short_name": SHORT_NAME,
        "start_url": url_for("explore.start"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#f6efe3",
        "theme_color": "#f4ede1",
        "icons": icons,
    }
    content = json.dumps(document, ensure_ascii=False)
    return Response(content, mimetype="application/manifest+json")


@blueprint.get("/icon-<int:size>.png")
@tagged
def icon(size: int) -> ResponseReturnValue:
    """The mark as a picture of `size` pixels, for what cannot show SVG."""
    if size not in ICON_SIZES:
        abort(404)
    mark = (STATIC_FOLDER / "img" / "mark.svg").read_text(encoding="utf-8")
    return Response(png(mark, size), mimetype="image/png")
