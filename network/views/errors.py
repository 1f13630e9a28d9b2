"""The error pages: plain words in the visitor's language, never a trace."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, NotFound

from network.access import Forged
from network.views.machines import in_machine_folder
from network.views.presentation import LONGEST_QUERY
from network.views.problems import kept_headers, problem


def register(app: Flask) -> None:
    """Answer every error of `app` with a page, and refuse addresses that cannot be read."""
    app.register_error_handler(HTTPException, _page)
    # A row that somebody else has just thrown away.
    app.register_error_handler(NoResultFound, lambda _error: _page(NotFound()))
    app.before_request(_refuse_unreadable_address)


def _refuse_unreadable_address() -> None:
    if len(request.query_string) > LONGEST_QUERY:
        raise BadRequest
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        raise BadRequest from None
    # No slug holds one, and PostgreSQL fails when it is asked for one.
    if "\0" in request.path:
        raise NotFound


def _page(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and 300 <= error.code < 400:
        return error.get_response()
    if in_machine_folder():
        return problem(error)
    title, advice = _words(error)
    status = error.code or 500
    page = render_template("errors/error.html", status=status, title=title, advice=advice)
    return page, status, [("Cache-Control", "no-store"), *kept_headers(error)]


def _words(error: HTTPException) -> tuple[str, str]:
    if isinstance(error, InternalServerError):
        return (
            gettext("Something went wrong on our side"),
            gettext("The fault has been noted. Please try again in a little while."),
        )
    if isinstance(error, Forged):
        return (
            gettext("This form cannot be taken"),
            gettext(
                "It is too old, or it does not come from here. Open its page again and send it."
            ),
        )
    known = {
        403: (
            gettext("This is not yours to do"),
            gettext("Your account does not reach this far. An administrator can change that."),
        ),
        404: (
            gettext("There is no such page"),
            gettext("The address may be mistyped, or the page has moved. Start from the map."),
        ),
        405: (
            gettext("This page only shows things"),
            gettext("It does not take what was sent to it. Start from the map."),
        ),
        503: (
            gettext("Many ask for this at once"),
            gettext("It takes some work to make. Please try again in a few seconds."),
        ),
        429: (
            gettext("Too many files at once"),
            gettext("Please wait a minute before you fetch the next one."),
        ),
    }
    unreadable = (
        gettext("We cannot read this address"),
        gettext("It is too long or damaged. Start again from the map."),
    )
    return known.get(error.code or 0, unreadable)
