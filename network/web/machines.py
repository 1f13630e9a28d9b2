"""The addresses for programs: any site may read them, and how often one asks is limited."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import current_app, request

# The first parts of addresses without a language, where answers and errors are documents.
FOLDERS = ("api", "ogc")
# Reading is all that another site may do, and it sends nothing of its visitor along.
OPEN_HEADERS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Allow, Content-Disposition, ETag, Link, Retry-After, X-Left-Out-Count, X-Total-Count"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT_HEADERS: Mapping[str, str] = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
View = TypeVar("View", bound=Callable[..., object])
FILES: set[Callable[..., object]] = set()


def for_programs(view: View) -> View:
    """Mark a view outside the folders of machines whose answers are for programs, too: files."""
    FILES.add(view)
    return view


def in_machine_folder() -> bool:
    """Whether the request's address is below `/api` or `/ogc`, known or not."""
    return request.path.lstrip("/").split("/")[0] in FOLDERS


def is_for_programs() -> bool:
    """Whether the request's address is one for programs."""
    return in_machine_folder() or current_app.view_functions.get(request.endpoint or "") in FILES


def open_headers() -> Mapping[str, str]:
    """What lets other sites read the answer to this request; nothing where they may not."""
    if not is_for_programs():
        return {}
    asks_before = request.method == "OPTIONS" and "Origin" in request.headers
    return {**OPEN_HEADERS, **(PREFLIGHT_HEADERS if asks_before else {})}
