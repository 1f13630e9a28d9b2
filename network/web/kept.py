"""What was typed into a form when its session had ended: kept through signing in, sent again."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from network.access.forgery import FIELD, token_for
from network.access.gate import SessionOver, safe_next
from network.web.errors import SECRET

PREFIX, ADDRESS = "kept-", "kept_address"
UNKEPT = {FIELD, *SECRET}
Typed = list[tuple[str, str]]


def register(app: Flask) -> None:
    """Ask to sign in again where a form of `app` came too late."""
    app.register_error_handler(SessionOver, _ask_again)
    app.jinja_env.globals["kept_fields"] = kept_fields


def kept_fields() -> Typed:
    """The hidden fields of a sign-in form: what came too late, or is on its way already."""
    if request.form.get(ADDRESS):
        return [(ADDRESS, request.form[ADDRESS]), *_prefixed(_carried())]
    return []


def is_kept() -> bool:
    """Whether a sign-in form carries another form with it."""
    return safe_next(request.form.get(ADDRESS)) is not None


def send_again(token: str) -> str:
    """The page that sends what was typed once more, in the session with this token."""
    return render_template(
        "desk/sign_in/again.html",
        address=safe_next(request.form.get(ADDRESS)),
        fields=_carried(),
        token_field=FIELD,
        token=token_for(token),
    )


def _ask_again(_error: Exception) -> ResponseReturnValue:
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in UNKEPT and not name.startswith(PREFIX)
    ]
    page = render_template(
        "desk/sign_in/page.html",
        next=None,
        problem=gettext("Your session has ended. Sign in again; what you typed is kept."),
        login="",
        clear=False,
        kept=[(ADDRESS, request.path), *_prefixed(typed)],
    )
    return page, 401


def _carried() -> Typed:
    return [
        (name.removeprefix(PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX)
    ]


def _prefixed(typed: Typed) -> Typed:
    return [(f"{PREFIX}{name}", value) for name, value in typed]
