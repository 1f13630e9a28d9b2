"""One-time addresses: an account is made, a forgotten password replaced.

Their tokens stand in the fragment, which browsers send to nobody, and travel in forms only, so
that no log of a server or a proxy holds one.
"""

import re
from collections.abc import Callable

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from network.access import open_to_all
from network.access.cookies import SESSION, read_cookie, send_cookie
from network.changes.accounts import LOGIN_PATTERN, LONGEST_NAME, Entry, LoginTakenError
from network.changes.events import record
from network.changes.sign_in import begin_session, browser_name, end_session, normal_login
from network.changes.tickets import SpentTicketError, accept, find_ticket, reset_password
from network.clock import now
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.locales import LANGUAGES
from network.models import Account, Ticket
from network.tokens import fingerprint, is_token
from network.vocabulary import TicketKind
from network.web.judging import TooManyError, judge, new_password_problems, too_many
from network.web.language import page_language

blueprint = Blueprint("desk_tickets", __name__)


@blueprint.get("/<language:language>/desk/tickets")
@open_to_all
def page() -> ResponseReturnValue:
    """Where one-time addresses lead: a script sends the token on, or one pastes the address."""
    return render_template("desk/tickets/page.html")


@blueprint.post("/<language:language>/desk/tickets")
@open_to_all
def show() -> ResponseReturnValue:
    """The form of a one-time address; opening it spends nothing."""
    return _answer(_ask)


@blueprint.post("/<language:language>/desk/tickets/use")
@open_to_all
def use() -> ResponseReturnValue:
    """Make the account, or give it its new password."""
    return _answer(_spend)


def _answer(opened: Callable[[Ticket, str], ResponseReturnValue]) -> ResponseReturnValue:
    """What `opened` answers for the one-time address that was sent; the refusal where it is none.

    Raises nothing: too many attempts and an address that was spent meanwhile are refused, too.
    """
    token = _token()
    try:
        ticket = _find(token)
        return opened(ticket, token) if ticket else _spent()
    except TooManyError:
        return _too_often()
    except SpentTicketError:
        return _spent()


def _spend(ticket: Ticket, token: str) -> ResponseReturnValue:
    return (_reset if ticket.kind == TicketKind.RESET else _accept)(ticket, token)


def _token() -> str:
    """The token that was sent: by itself, or as the end of a whole address that was pasted."""
    return re.split(r"[#/]", request.form.get("ticket", "").strip())[-1]


def _find(token: str) -> Ticket | None:
    # What cannot be one of ours is no guess at one, and reading a page writes nothing for it.
    if not is_token(token):
        return None
    return judge("ticket", fingerprint(token), lambda: find_ticket(reading(), token, now()))


def _accept(ticket: Ticket, token: str) -> ResponseReturnValue:
    login = normal_login(request.form.get("login", ""))
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME] or login
    language = request.form.get("language", "")
    language = language if language in LANGUAGES else page_language().code
    problems = _login_problems(login) | new_password_problems((login, name))
    if problems:
        return _ask(ticket, token, **problems), 422
    kept = current_app.extensions["passwords"].keep(request.form["password"])
    browser, moment = browser_name(request.user_agent.string), now()
    try:
        with database.writing(current_app) as writer:
            account = accept(writer, token, Entry(login, name, language, kept), moment)
            record(writer, EventKind.JOINED, moment, about=login, detail=account.role)
            end_session(writer, read_cookie(SESSION))
            session_token = begin_session(writer, account, browser, moment, complete=True)
    except LoginTakenError:
        return _ask(ticket, token, login=_taken()), 422
    response = redirect(url_for("desk.page", language=language), 303)
    send_cookie(response, SESSION, session_token)
    return response


def _reset(ticket: Ticket, token: str) -> ResponseReturnValue:
    account = reading().get(Account, ticket.account_id)
    own_words = (account.login, account.name) if account else ()
    problems = new_password_problems(own_words)
    if problems:
        return _ask(ticket, token, **problems), 422
    kept = current_app.extensions["passwords"].keep(request.form["password"])
    with database.writing(current_app) as writer:
        reset_password(writer, token, kept, now())
        record(writer, EventKind.PASSWORD, now(), about=account.login if account else None)
    return redirect(url_for("desk_sign_in.page", done="new-password"), 303)


def _login_problems(login: str) -> dict[str, str]:
    if LOGIN_PATTERN.fullmatch(login):
        return {}
    words = gettext("Three letters or more; digits, dots and hyphens may follow.")
    return {"login": words}


def _taken() -> str:
    return gettext("Another account has this login. Please choose another one.")


def _ask(ticket: Ticket, token: str, **problems: str) -> str:
    template = "reset" if ticket.kind == TicketKind.RESET else "accept"
    return render_template(
        f"desk/tickets/{template}.html",
        ticket=ticket,
        ticket_token=token,
        typed=request.form,
        problems=problems,
    )


def _spent() -> ResponseReturnValue:
    return render_template("desk/tickets/spent.html"), 410


def _too_often() -> ResponseReturnValue:
    return render_template("desk/tickets/spent.html", problem=too_many()), 429
