"""The error pages: plain words in the visitor's language, never a trace."""

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import NoResultFound, SQLAlchemyError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, NotFound

from network.access import Forged
from network.access.forgery import FIELD
from network.access.gate import SAFE_METHODS, asks_for_json
from network.troubles import Trouble, trouble_of
from network.web.addresses import LONGEST_QUERY
from network.web.gating import Busy
from network.web.language import page_language
from network.web.machines import in_machine_folder
from network.web.problems import Away, BadParameters, Full, kept_headers, problem

# What is not carried through another page.
SECRET = {"password", "again", "present_password", "code", "secret"}


def register(app: Flask) -> None:
    """Answer every error of `app` with a page, and refuse addresses that cannot be read."""
    app.register_error_handler(HTTPException, _page)
    # A row that somebody else has just thrown away.
    app.register_error_handler(NoResultFound, lambda _error: _page(NotFound()))
    app.register_error_handler(SQLAlchemyError, _tell_trouble)
    app.register_error_handler(OSError, _tell_trouble)
    app.before_request(_refuse_unreadable_address)


def _tell_trouble(error: Exception) -> ResponseReturnValue:
    """What passes by itself or with an administrator's help is no fault of ours, and has words."""
    trouble = trouble_of(error)
    if trouble is None:
        raise error
    current_app.logger.error("%s: the database or the disk is %s", type(error).__name__, trouble)
    g.trouble = trouble
    told = Away(retry_after=30) if trouble == Trouble.AWAY else Full()
    if asks_for_json() and not in_machine_folder():
        return problem(told)
    return _page(told)


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
    if isinstance(error, Busy):
        return _busy(), 503, [("Cache-Control", "no-store"), *kept_headers(error)]
    title, advice = _words(error)
    status = error.code or 500
    if isinstance(error, BadParameters) and asks_for_json():
        return problem(error)
    page = render_template(
        "errors/error.html",
        status=status,
        title=title,
        advice=advice,
        typed=typed() if isinstance(error, Away | Full) else None,
        faults=error.faults if isinstance(error, BadParameters) else (),
    )
    return page, status, [("Cache-Control", "no-store"), *kept_headers(error)]


def _busy() -> str:
    """The page for those who must wait, made once for each language: it must cost nothing."""
    pages: dict[str, str] = current_app.extensions.setdefault("busy", {})
    code = page_language().code
    if code not in pages:
        title = gettext("Many ask for this at once")
        advice = gettext("It takes some work to make. Please try again in a few seconds.")
        pages[code] = render_template("errors/busy.html", title=title, advice=advice)
    return pages[code]


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
    if isinstance(error, Away):
        return (
            gettext("The records cannot be reached just now"),
            gettext("This passes by itself, mostly within minutes. Please try again then."),
        )
    if isinstance(error, Full):
        return (
            gettext("Nothing can be saved just now"),
            gettext(
                "There is no space left to write. What was saved before is safe, and pages can "
                "be read. Please tell the administrator, and send this once more later."
            ),
        )
    if isinstance(error, BadParameters):
        return (
            gettext("We cannot read this address"),
            gettext("Please correct these parts of it, or leave them out:"),
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


def typed() -> list[tuple[str, str, bool]] | None:
    """The form that could not be taken, to be sent again: name, value, whether it is shown.

    None where there is no form, or one with a secret: that is not carried through another page.
    """
    if request.method in SAFE_METHODS or request.files or SECRET & set(request.form):
        return None
    pairs = list(request.form.items(multi=True))
    return [(name, value, name != FIELD and " " in value) for name, value in pairs] or None
