"""Forms that were not ours: a token in every form, and a look at where a request comes from."""

import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Response, current_app, g, request
from markupsafe import Markup
from werkzeug.exceptions import Forbidden

from network.access.cookies import FORM, FORM_SECONDS, SESSION, read_cookie, send_cookie
from network.access.sessions import current_session
from network.tokens import keyed_hash, new_token

FIELD = "token"
HEADER = "X-Desk-Token"
PURPOSE = "form"


class Forged(Forbidden):
    """What was sent does not come from a page of ours, or from one that is too old."""


def form_token() -> str:
    """The token that a form of this page sends along, or a script in the header.

    It follows from the session's own; before there is a session, from a cookie of an hour.
    """
    session_token = read_cookie(SESSION)
    if session_token and current_session():
        return token_for(session_token)
    if "form_cookie" not in g:
        g.form_cookie = read_cookie(FORM) or new_token()
    return token_for(g.form_cookie)


def token_for(key: str) -> str:
    """The token of forms under a session's token or a form's cookie."""
    return keyed_hash(key.encode(), PURPOSE)


def was_ours() -> bool:
    """Whether a form was made by us for a session of this browser that has ended since."""
    key = read_cookie(SESSION)
    return bool(key) and _is_from_here() and _carries([key])


def csrf() -> Markup:
    """The hidden input that carries the token."""
    return Markup('<input type="hidden" name="%s" value="%s">') % (FIELD, form_token())


def refuse_forgery(*, before_session: bool = False) -> None:
    """Raise Forged unless the request comes from a page of ours.

    `before_session` also takes the token of a form that was made before there was a session.
    """
    if not _is_from_here():
        raise Forged
    keys = [read_cookie(SESSION) if current_session() else None]
    if before_session:
        keys.append(read_cookie(FORM))
    if not _carries(keys):
        raise Forged


def keep_form_cookie(response: Response) -> None:
    """Send the cookie that this page's form was made with."""
    if "form_cookie" in g:
        send_cookie(response, FORM, g.form_cookie, FORM_SECONDS)


def _carries(keys: Iterable[str | None]) -> bool:
    sent = (request.headers.get(HEADER) or request.form.get(FIELD, "")).encode()
    return any(hmac.compare_digest(token_for(key).encode(), sent) for key in keys if key)


def _is_from_here() -> bool:
    """Browsers say which site a request comes from; older ones at least its origin.

    Our pages send no referrer, and an older browser then calls their origin `null`: the token
    alone decides there.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin in (None, "null") or origin in _own_origins()


def _own_origins() -> set[str]:
    public = urlsplit(current_app.extensions["settings"].public_url)
    return {request.host_url.rstrip("/"), f"{public.scheme}://{public.netloc}"}
