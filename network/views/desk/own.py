"""One's own page: name, language, password, second factor, open sessions."""

import re

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy import delete

from network.access import current_session, guarded, signed_in_account, writing_account
from network.changes.accounts import LONGEST_NAME, set_email, set_password
from network.changes.sign_in import end_sessions
from network.clock import now
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.locales import LANGUAGES
from network.models import Account, DeskSession
from network.presenters.desk.shell import Section, add_section, add_words, panels
from network.queries.accounts import sessions_of, unused_recovery_codes
from network.web.judging import new_password_problems, present_password_problem, too_many
from network.web.noting import note

blueprint = Blueprint("desk_own", __name__)
EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
LONGEST_EMAIL = 254


def register(app: Flask) -> None:
    """Give the desk of `app` this page."""
    section = Section(
        "desk_own.page",
        lazy_gettext("My account"),
        lazy_gettext("Name, language, password, second factor, open sessions."),
        80,
    )
    add_section(app, section)
    add_words(
        {
            "profile": lazy_gettext("Saved."),
            "password": lazy_gettext("The new password is in force. All other sessions are ended."),
            "email": lazy_gettext("The address is saved."),
            "factor-removed": lazy_gettext("The second factor is switched off."),
            "session-ended": lazy_gettext("The session is ended."),
        }
    )


@blueprint.get("/<language:language>/desk/own")
@guarded()
def page() -> ResponseReturnValue:
    """All that one can say and change about oneself."""
    return _show()


@blueprint.post("/<language:language>/desk/own")
@guarded()
def change() -> ResponseReturnValue:
    """Change name and language."""
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    language = request.form.get("language", "")
    if not name or language not in LANGUAGES:
        return _show(name=gettext("Please write a name; it may be a pseudonym.")), 422
    with database.writing(current_app) as writer:
        account = writing_account(writer)
        account.name, account.language = name, language
    return redirect(url_for(".page", language=language, done="profile"), 303)


@blueprint.post("/<language:language>/desk/own/password")
@guarded()
def change_password() -> ResponseReturnValue:
    """Take a new password; all other sessions end."""
    account = signed_in_account()
    refused = present_password_problem(account)
    if refused:
        return _show(present_password=refused), 422
    problems = new_password_problems((account.login, account.name))
    if problems:
        return _show(**problems), 422
    kept = current_app.extensions["passwords"].keep(request.form["password"])
    session = current_session()
    with database.writing(current_app) as writer:
        own = writer.get_one(Account, account.id)
        set_password(writer, own, kept, besides=session.id if session else None)
        note(writer, EventKind.PASSWORD, about=account.login)
    return redirect(url_for(".page", done="password"), 303)


@blueprint.post("/<language:language>/desk/own/email")
@guarded()
def change_email() -> ResponseReturnValue:
    """Say where links to a new password may be mailed."""
    account, email = signed_in_account(), request.form.get("email", "").strip()
    refused = present_password_problem(account)
    if refused:
        return _show(email_password=refused), 422
    if email and (len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email)):
        return _show(email=gettext("This is not an address for mail.")), 422
    with database.writing(current_app) as writer:
        set_email(writer, writer.get_one(Account, account.id), email or None)
        note(writer, EventKind.EMAIL, about=account.login)
    return redirect(url_for(".page", done="email"), 303)


@blueprint.post("/<language:language>/desk/own/sessions/<int:number>/end")
@guarded()
def end_one(number: int) -> ResponseReturnValue:
    """End one of one's sessions."""
    account = signed_in_account()
    ended = delete(DeskSession).where(
        DeskSession.id == number, DeskSession.account_id == account.id
    )
    with database.writing(current_app) as writer:
        if writer.execute(ended.returning(DeskSession.id)).first():
            note(writer, EventKind.SESSIONS_ENDED, about=account.login)
    return redirect(url_for(".page", done="session-ended"), 303)


@blueprint.post("/<language:language>/desk/own/sessions/end-others")
@guarded()
def end_others() -> ResponseReturnValue:
    """End all of one's sessions but this one."""
    account, session = signed_in_account(), current_session()
    with database.writing(current_app) as writer:
        end_sessions(writer, account.id, besides=session.id if session else None)
        note(writer, EventKind.SESSIONS_ENDED, about=account.login)
    return redirect(url_for(".page", done="session-ended"), 303)


def _show(**problems: str) -> str:
    account, session = signed_in_account(), current_session()
    failed = request.args.get("failed")
    if failed:
        wrong = gettext("This is not your present password.")
        problems["factor_password"] = too_many() if failed == "often" else wrong
    return render_template(
        "desk/own/page.html",
        account=account,
        problems=problems,
        typed=request.form,
        sessions=list(reading().scalars(sessions_of(account.id, now()))),
        this_session=session.id if session else None,
        codes_left=reading().scalar(unused_recovery_codes(account.id)),
        by_mail=current_app.extensions["mailer"] is not None,
        panels=panels("own", account),
    )
