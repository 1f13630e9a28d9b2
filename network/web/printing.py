"""What a page needs on paper: a code that leads a telephone back to its address."""

from functools import lru_cache

import segno
from flask import Flask, request
from markupsafe import Markup

from network.web.addresses import absolute

KEPT_CODES = 256
# Longer addresses make a code too dense to be read from paper.
LONGEST_ADDRESS = 400


def register(app: Flask) -> None:
    """Give the templates of `app` the code of an address."""
    app.jinja_env.globals["qr_code"] = qr_code


def code_of_page(path: str) -> Markup:
    """The code of the page at `path` with the query of this request."""
    query = request.query_string.decode("ascii", "ignore")
    return qr_code(absolute(f"{path}?{query}" if query else path))


@lru_cache(maxsize=KEPT_CODES)
def qr_code(address: str) -> Markup:
    """The QR code of an address as SVG; nothing where the address is too long for one."""
    if len(address) > LONGEST_ADDRESS:
        return Markup()
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(scale=1, border=4, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704, its only text is the path of the code
