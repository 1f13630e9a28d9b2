"""Addresses of ours: with a query, and with the site in front."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import current_app, request

# No filter of ours makes a longer query.
LONGEST_QUERY = 8_000


def joined(address: str, pairs: Iterable[tuple[str, Any]]) -> str:
    """`address` with `pairs` in its query, too; of a past day it has a query already."""
    query = urlencode(list(pairs))
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


def absolute(address: str) -> str:
    """An address with the site in front."""
    site = current_app.extensions["settings"].public_url or request.url_root.rstrip("/")
    return f"{site}{address}"
