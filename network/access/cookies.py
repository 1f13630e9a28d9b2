"""The two cookies of the desk: the session's, and the one that guards a form before it."""

from flask import current_app, request
from werkzeug.wrappers import Response

from network.config import Settings

SESSION = "desk"
FORM = "desk-form"
FORM_SECONDS = 3600
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def is_secure() -> bool:
    """Whether cookies travel over TLS only: always, but for http on this very machine."""
    settings: Settings = current_app.extensions["settings"]
    if request.is_secure or settings.public_url.startswith("https:"):
        return True
    return request.host.rpartition(":")[0] not in LOOPBACK and request.host not in LOOPBACK


def cookie_name(name: str) -> str:
    """The name under which a cookie travels; the prefix keeps other hosts from setting it."""
    return f"__Host-{name}" if is_secure() else name


def read_cookie(name: str) -> str | None:
    """The token in a cookie, or None."""
    return request.cookies.get(cookie_name(name)) or None


def send_cookie(response: Response, name: str, token: str, seconds: int | None = None) -> None:
    """Let the browser keep `token`; without `seconds`, until it is closed."""
    response.set_cookie(
        cookie_name(name),
        token,
        max_age=seconds,
        path="/",
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Let the browser forget a cookie."""
    response.delete_cookie(
        cookie_name(name), path="/", secure=is_secure(), httponly=True, samesite="Lax"
    )
