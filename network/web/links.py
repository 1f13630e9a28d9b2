"""Links between documents for programs: in the document, and in the header of the answer."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for

from network.exports.documents import dumped
from network.web.addresses import absolute

JSON = "application/json"
HTML = "text/html"
Link = dict[str, str]


def link(relation: str, address: str, content_type: str, title: str = "") -> Link:
    """A link to an absolute address, with what it is to this document and its type."""
    made = {"rel": relation, "type": content_type, "href": address}
    return {**made, "title": title} if title else made


def machine_address(endpoint: str, **values: Any) -> str:
    """The absolute address of another answer for programs, in the language of this one."""
    return absolute(url_for(endpoint, lang=request.args.get("lang"), **values))


def here(**changes: str | int | None) -> str:
    """The absolute address of this request with other parameters; None leaves one out."""
    # What is asked for twice is asked for once.
    asked = dict.fromkeys(request.args.items(multi=True))
    pairs = [(key, value) for key, value in asked if key not in changes]
    pairs += [(key, str(value)) for key, value in changes.items() if value is not None]
    address = absolute(url_for(request.endpoint or "", as_of=None, **(request.view_args or {})))
    return f"{address}?{urlencode(pairs)}" if pairs else address


def document(content: Any, links: Sequence[Link], content_type: str = JSON) -> Response:
    """A document for programs; its links stand in a header, too."""
    response = Response(dumped(content), content_type=content_type)
    response.headers["Link"] = ", ".join(
        f'<{entry["href"]}>; rel="{entry["rel"]}"; type="{entry["type"]}"' for entry in links
    )
    return response
