"""The headers of every answer: nothing from elsewhere, nothing to elsewhere."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import Flask, Response, current_app, request

from network.web.machines import open_headers

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def content_policy(**changes: str) -> str:
    """The content policy, with other sources for some of its parts: `frame_ancestors="*"`."""
    parts = {**POLICY, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return "; ".join(f"{name} {sources}" for name, sources in parts.items())


CONTENT_POLICY = content_policy()
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
View = TypeVar("View", bound=Callable[..., object])
# The few views whose answers differ, each with what it says instead; None leaves a header out.
EXCEPTIONS: dict[Callable[..., object], Mapping[str, str | None]] = {}


def sends(headers: Mapping[str, str | None]) -> Callable[[View], View]:
    """Mark a view whose good answers carry `headers` instead of those of every answer."""

    def mark(view: View) -> View:
        EXCEPTIONS[view] = headers
        return view

    return mark


def register(app: Flask) -> None:
    """Send the headers with every answer, errors included."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        view = current_app.view_functions.get(request.endpoint or "")
        own = EXCEPTIONS.get(view, {}) if view and response.status_code in (200, 304) else {}
        for name, value in {**HEADERS, **open_headers(), **own}.items():
            if value is not None:
                response.headers.setdefault(name, value)
        return response
