"""Keeps whole pages that cost much, for the next one who asks for the same."""

from functools import wraps

from flask import Response, current_app, g, make_response, request

from network.views.caching import View

MOST_PAGES = 40


def kept(view: View) -> View:
    """Answer from memory what `view` said before at this address, while its tag is the same.

    For tagged views only: their answer depends on nothing but the address and the tag.
    """

    @wraps(view)
    def answer(**values: str) -> Response:
        if "tag" not in g:
            return make_response(view(**values))
        pages: dict[tuple[str, str], bytes]
        pages = current_app.extensions.setdefault("pages", {})
        key = (g.tag, request.full_path)
        if key not in pages:
            response = make_response(view(**values))
            if response.status_code != 200:
                return response
            while len(pages) >= MOST_PAGES:
                pages.pop(next(iter(pages), key), None)
            pages[key] = response.get_data()
        return Response(pages[key], mimetype="text/html")

    return answer
