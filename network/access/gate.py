"""The gate of the desk: every request is refused unless its view says who may come in."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import Forbidden, Unauthorized

from network.access.cookies import SESSION, cookie_name, drop_cookie, read_cookie
from network.access.forgery import csrf, form_token, keep_form_cookie, refuse_forgery, was_ours
from network.access.sessions import current_account
from network.locales import LANGUAGES
from network.models import Account
from network.vocabulary import AccountRole

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
DESK = re.compile(rf"^/(?:{'|'.join(LANGUAGES)})/desk(?:/|$)")
# Addresses of the desk as we write them: nothing that a browser could take for another site.
OWN_ADDRESS = re.compile(
    rf"/(?:{'|'.join(LANGUAGES)})/desk(?:/[a-z0-9-]+)*/?(?:\?[A-Za-z0-9=&%._~+-]*)?", re.ASCII
)
SIGN_IN, SECOND_FACTOR = "desk_sign_in.page", "desk_factor.page"
RANKS = {role: rank for rank, role in enumerate(AccountRole)}

GUARDED: dict[Callable[..., Any], AccountRole] = {}
OPEN: set[Callable[..., Any]] = set()
BEFORE_FACTOR: set[Callable[..., Any]] = set()


class SessionOver(Unauthorized):
    """A form of ours came when the session had ended; what was typed must not be lost."""


def guarded(
    role: AccountRole = AccountRole.COORDINATOR, *, before_factor: bool = False
) -> Callable[[View], View]:
    """Mark a view for those who are signed in with `role` or one above it.

    `before_factor` lets in who must have a second factor and has none yet.
    """

    def mark(view: View) -> View:
        GUARDED[view] = role
        if before_factor:
            BEFORE_FACTOR.add(view)
        return view

    return mark


def open_to_all(view: View) -> View:
    """Mark one of the few views of the desk that are there before one is signed in."""
    OPEN.add(view)
    return view


def register(app: Flask) -> None:
    """Put the gate before the views of `app`."""
    app.before_request(_let_in)
    app.after_request(_keep_private)
    app.jinja_env.globals.update(
        csrf=csrf, form_token=form_token, current_account=current_account, has_role=has_role
    )


def has_role(account: Account, role: AccountRole) -> bool:
    """Whether an account has `role` or one above it."""
    return RANKS[account.role] >= RANKS[role]


def needs_factor(account: Account) -> bool:
    """Whether an account must have a second factor and has none."""
    return account.totp_secret is None and account.role != AccountRole.COORDINATOR


def safe_next(address: str | None) -> str | None:
    """An address of the desk to go on to, or None for anything else."""
    return address if address and OWN_ADDRESS.fullmatch(address) else None


def asks_for_json() -> bool:
    """Whether a script asks, which wants no page."""
    accepted = request.accept_mimetypes
    return request.is_json or accepted["application/json"] > accepted["text/html"]


def _let_in() -> ResponseReturnValue | None:
    if request.url_rule is None:
        return None
    view = current_app.view_functions[request.url_rule.endpoint]
    if view not in GUARDED and not DESK.match(request.path):
        return None
    changing = request.method not in SAFE_METHODS
    if view in OPEN:
        if changing:
            refuse_forgery(before_session=True)
        return None
    if view not in GUARDED:
        raise Forbidden
    account = current_account()
    if account is None:
        return _ask_to_sign_in()
    if changing:
        refuse_forgery()
    if needs_factor(account) and view not in BEFORE_FACTOR:
        return redirect(url_for(SECOND_FACTOR), 303)
    if not has_role(account, GUARDED[view]):
        raise Forbidden
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    target = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    address = url_for(SIGN_IN, next=safe_next(target))
    if not asks_for_json():
        if target is None and was_ours():
            raise SessionOver
        return redirect(address, 303)
    problem = jsonify(
        type="about:blank", title=gettext("Please sign in again."), status=401, sign_in=address
    )
    problem.mimetype = "application/problem+json"
    return problem, 401


def _keep_private(response: Response) -> Response:
    keep_form_cookie(response)
    if DESK.match(request.path):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        own = f"{cookie_name(SESSION)}="
        sent = any(value.startswith(own) for value in response.headers.getlist("Set-Cookie"))
        if read_cookie(SESSION) and g.get("desk_session", ...) is None and not sent:
            drop_cookie(response, SESSION)
    return response
