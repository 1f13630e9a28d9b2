"""What a typed new password lacks, and the forgotten one that is replaced by mail."""

from flask import Blueprint, Flask, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from network.access import open_to_all
from network.changes.attempts import begin_attempt, subjects
from network.changes.events import record
from network.changes.sign_in import normal_login
from network.changes.tickets import reset_ticket
from network.clock import now
from network.event_kinds import EventKind
from network.extensions import database, in_background
from network.locales import LANGUAGES
from network.mail import Mailer
from network.queries.accounts import account_named
from network.tokens import key_for

blueprint = Blueprint("desk_passwords", __name__)


@blueprint.get("/<language:language>/desk/forgotten")
@open_to_all
def page() -> ResponseReturnValue:
    """What to do without one's password."""
    return _ask()


@blueprint.post("/<language:language>/desk/forgotten")
@open_to_all
def mail_link() -> ResponseReturnValue:
    """Mail a one-time address where there is such an account; the answer never says so."""
    mailer = current_app.extensions["mailer"]
    login = normal_login(request.form.get("login", ""))
    key = key_for("attempts", current_app.extensions["site_key"])
    subject = subjects(key, "forgotten", login, request.remote_addr)
    with database.writing(current_app) as writer:
        attempt = begin_attempt(writer, subject, now(), strict=True)
    if mailer and attempt and "\0" not in login:
        # Whether there is such an account must not show in how long the answer takes.
        in_background(_mail_link, mailer, login)
    return _ask(sent=True)


def _ask(*, sent: bool = False) -> str:
    by_mail = current_app.extensions["mailer"] is not None
    return render_template("desk/sign_in/forgotten.html", by_mail=by_mail, sent=sent)


def _mail_link(app: Flask, mailer: Mailer, login: str) -> None:
    with app.app_context():
        with database.writing(app) as writer:
            account = writer.scalars(account_named(login)).one_or_none()
            if account is None or not account.active or not account.email:
                return
            token = reset_ticket(writer, account, now())
            record(writer, EventKind.RESET, now(), about=login)
            to, language = account.email, LANGUAGES[account.language]
        site = app.extensions["settings"].public_url
        with app.test_request_context():
            path = url_for("desk_tickets.page", language=language.code, _anchor=token)
            with force_locale(language.babel):
                mailer(to, gettext("New password for Rafidain"), _letter(f"{site}{path}"))


def _letter(address: str) -> str:
    lines = (
        gettext("Somebody asked for a new password for your account. If it was you, open this:"),
        address,
        gettext("The address works once, for one hour. If it was not you, do nothing."),
    )
    return "\n\n".join(lines)
