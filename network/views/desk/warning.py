"""Tells the owner of an account that somebody knew the password: at the desk, and by mail."""

from typing import Any

from flask import Blueprint, Flask, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from sqlalchemy import func, select

from network.access import guarded
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.locales import LANGUAGES
from network.mail import Mailer
from network.models import Account
from network.queries.events import strange_codes
from network.views.desk.events import note
from network.views.desk.shell import Panel, add_panel

blueprint = Blueprint("desk_warning", __name__)
# One's own slips of the finger need no letter.
MAILED_AT = 3


def register(app: Flask) -> None:
    """Give the first page of the desk of `app` its warning."""
    add_panel(app, "overview", Panel("desk/overview/warning.html", _warning))


@blueprint.post("/<language:language>/desk/own/warning")
@guarded()
def dismiss() -> ResponseReturnValue:
    """Take the warning off the first page; what it told stays recorded."""
    with database.writing(current_app) as writer:
        note(writer, EventKind.WARNING_READ)
    return redirect(url_for("desk.page"), 303)


def warn_by_mail(account: Account, failures: int) -> None:
    """Mail the owner of an account once its third code in a row was wrong."""
    mailer: Mailer | None = current_app.extensions["mailer"]
    if mailer and account.email and failures == MAILED_AT:
        # The proxy's type hides how to reach what it stands for.
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        app.extensions["background"](_mail, app, mailer, account.email, account.language)


def _warning(account: Account) -> dict[str, Any]:
    found = strange_codes(account.login).subquery()
    count, last = reading().execute(select(func.count(), func.max(found.c.at))).one()
    return {"count": count, "last": last}


def _mail(app: Flask, mailer: Mailer, to: str, language: str) -> None:
    with (
        app.app_context(),
        app.test_request_context(),
        force_locale(LANGUAGES[language].babel),
    ):
        lines = (
            gettext(
                "Somebody who knows your password for Rafidain typed three wrong codes. "
                "They were not let in."
            ),
            gettext("If it was not you, sign in and change your password."),
        )
        mailer(to, gettext("Wrong codes for your account"), "\n\n".join(lines))
