"""The letter to the owner of an account whose password somebody else knows."""

from flask import Flask, current_app
from flask_babel import force_locale, gettext

from network.extensions import in_background
from network.locales import LANGUAGES
from network.mail import Mailer
from network.models import Account

# One's own slips of the finger need no letter.
MAILED_AT = 3


def warn_by_mail(account: Account, failures: int) -> None:
    """Mail the owner of an account once its third code in a row was wrong."""
    mailer: Mailer | None = current_app.extensions["mailer"]
    if mailer and account.email and failures == MAILED_AT:
        in_background(_mail, mailer, account.email, account.language)


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
