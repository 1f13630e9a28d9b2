"""Signing in to the desk and out of it: the password, then the second factor."""

from datetime import timedelta

from flask import (
    Blueprint,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from network.access import current_account, current_session, guarded, open_to_all
from network.access.cookies import SESSION, drop_cookie, is_secure, read_cookie, send_cookie
from network.access.gate import safe_next
from network.access.known_browsers import known_browser, remember_browser
from network.changes.attempts import work_alike
from network.changes.backing_off import failures, waiting_time
from network.changes.events import record
from network.changes.second_factor import can_check, take_code
from network.changes.sign_in import (
    begin_session,
    browser_name,
    check_password,
    end_session,
    normal_login,
)
from network.clock import now
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.models import Account
from network.presenters.desk.warning_letter import warn_by_mail
from network.queries.accounts import account_named
from network.web.judging import TooManyError, judge, too_many
from network.web.kept import is_kept, send_again
from network.web.language import page_language, page_writing

blueprint = Blueprint("desk_sign_in", __name__)
# Not "cache": no page of the desk is in it, and browsers take seconds to empty it.
CLEARED = '"storage"'
MARK_LENGTH = 12


@blueprint.get("/<language:language>/desk/sign-in")
@open_to_all
def page() -> ResponseReturnValue:
    """The form that asks for login and password."""
    if current_account():
        return redirect(_goal(), 303)
    return _ask()


@blueprint.post("/<language:language>/desk/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Let in who knows the password, as far as the second factor."""
    login = normal_login(request.form.get("login", ""))
    passwords, typed = current_app.extensions["passwords"], request.form.get("password", "")
    named = reading().scalars(account_named(login.replace("\0", ""))).one_or_none()
    try:
        account = judge(
            "password",
            login,
            lambda: check_password(reading(), passwords, login, typed),
            browser=known_browser(named),
        )
    except TooManyError:
        return _ask(too_many()), 429
    if account is None:
        _note_failure(login)
        return _ask(gettext("This login and this password do not belong together.")), 422
    complete = account.totp_secret is None
    goal = _goal(account) if complete else url_for(".second_factor", next=_next())
    return _let_in(account, goal, complete=complete)


@blueprint.get("/<language:language>/desk/second-factor")
@open_to_all
def second_factor() -> ResponseReturnValue:
    """The form that asks for a code."""
    session = current_session()
    if session is None or session.complete:
        return redirect(url_for(".page", next=_next()), 303)
    return _ask_code(None)


@blueprint.post("/<language:language>/desk/second-factor")
@open_to_all
def take_second_factor() -> ResponseReturnValue:
    """Let in who has the code; the session gets another token with it."""
    session = current_session()
    if session is None or session.complete:
        return redirect(url_for(".page", next=_next()), 303)
    account = session.account
    browser = known_browser(account)
    wait = waiting_time(reading(), account.login, now(), _kind(browser))
    if wait:
        return _ask_code(_too_often(wait)), 429
    try:
        good = judge("code", account.login, lambda: _takes(account), strict=True, browser=browser)
    except TooManyError:
        return _ask_code(too_many()), 429
    if not good:
        return _ask_code(gettext("This code is wrong, or it was used before.")), 422
    return _let_in(account, _goal(account), complete=True)


@blueprint.post("/<language:language>/desk/sign-out")
@guarded(before_factor=True)
def sign_out() -> ResponseReturnValue:
    """End the session; what the browser stored goes, too, but for what was typed and not sent."""
    is_kept_there = bool(request.form.get("unsent"))
    with database.writing(current_app) as writer:
        end_session(writer, read_cookie(SESSION))
    done = "signed-out-unsent" if is_kept_there else "signed-out"
    response = redirect(url_for(".page", done=done), 303)
    drop_cookie(response, SESSION)
    if not is_kept_there:
        response.headers["Clear-Site-Data"] = CLEARED
    return response


def _takes(account: Account) -> bool:
    """Whether the code is good; a wrong one is recorded, and the owner will be told."""
    with database.writing(current_app) as writer:
        good = take_code(writer, account, request.form.get("code", ""), now())
        if good:
            return True
        kind = _kind(known_browser(account))
        record(
            writer,
            kind,
            now(),
            about=account.login,
            detail=_browser(),
            reference=_mark(),
        )
        count = len(failures(writer, account.login, now(), kind))
    warn_by_mail(account, count)
    return False


def _kind(browser: str | None) -> EventKind:
    return EventKind.WRONG_CODE_KNOWN if browser else EventKind.WRONG_CODE


def _mark() -> str | None:
    """What tells the session that still waits for its code from others, and opens nothing."""
    session = current_session()
    return session.token_hash[:MARK_LENGTH] if session and not session.complete else None


def _too_often(wait: timedelta) -> str:
    minutes = -(-wait // timedelta(minutes=1))
    return ngettext(
        "Too many codes were wrong. Please wait %(number)s minute.",
        "Too many codes were wrong. Please wait %(number)s minutes.",
        minutes,
        number=page_writing().number(minutes),
    )


def _note_failure(login: str) -> None:
    """Record a wrong password where there is such an account, in as much time as where not."""
    with database.writing(current_app) as writer:
        work_alike(writer)
        account = writer.scalars(account_named(login.replace("\0", ""))).one_or_none()
        if account:
            record(writer, EventKind.WRONG_PASSWORD, now(), about=account.login, detail=_browser())


def _browser() -> str:
    return browser_name(request.user_agent.string)


def _let_in(account: Account, goal: str, *, complete: bool) -> Response:
    moment, passwords = now(), current_app.extensions["passwords"]
    browser, mark = _browser(), _mark()
    with database.writing(current_app) as writer:
        end_session(writer, read_cookie(SESSION))
        token = begin_session(writer, account, browser, moment, complete=complete)
        if complete:
            record(
                writer,
                EventKind.SIGNED_IN,
                moment,
                about=account.login,
                detail=browser,
                reference=mark,
            )
        password = request.form.get("password")
        if password and passwords.is_outdated(account.password_hash):
            writer.get_one(Account, account.id).password_hash = passwords.keep(password)
        signed_in = writer.get_one(Account, account.id)
        writer.flush()
        # What it says is needed once the transaction is over.
        writer.expunge(signed_in)
    response = _go_on(goal, token, complete=complete)
    send_cookie(response, SESSION, token)
    if complete:
        remember_browser(response, signed_in)
    return response


def _go_on(goal: str, token: str, *, complete: bool) -> Response:
    """To the goal; with a form that came too late, to its page or first to the code's."""
    if not is_kept():
        return redirect(goal, 303)
    return make_response(send_again(token) if complete else _ask_code(None))


def _ask(problem: str | None = None) -> str:
    return render_template(
        "desk/sign_in/page.html",
        next=_next(),
        problem=problem,
        login=request.form.get("login", ""),
        # A browser keeps no cookie for a page that came in the clear from another machine.
        clear=is_secure() and not request.is_secure,
    )


def _ask_code(problem: str | None) -> str:
    session = current_session()
    return render_template(
        "desk/sign_in/code.html",
        next=_next(),
        problem=problem,
        # With another key of the site, no code of a telephone can be right.
        locked=session is not None and not can_check(reading(), session.account),
    )


def _next() -> str | None:
    return safe_next(request.values.get("next"))


def _goal(account: Account | None = None) -> str:
    language = account.language if account else page_language().code
    return _next() or url_for("desk.page", language=language)
