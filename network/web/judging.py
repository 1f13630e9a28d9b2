"""Judges secrets that people type: every one counts as an attempt before it is looked at."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from flask import current_app, request
from flask_babel import gettext
from sqlalchemy import select

from network.changes.attempts import (
    KnownBrowser,
    Subjects,
    begin_attempt,
    forgive,
    known_browser_subject,
    subjects,
)
from network.changes.passwords import password_problem
from network.clock import now
from network.extensions import database, reading
from network.models import Account, CityText
from network.tokens import key_for

Found = TypeVar("Found")


class TooManyError(Exception):
    """There were too many attempts; nothing was looked at."""


def judge(
    purpose: str,
    name: str,
    check: Callable[[], Found],
    *,
    strict: bool = False,
    browser: str | None = None,
) -> Found:
    """What `check` finds; an attempt that finds something does not count in the end.

    `name` is the login, or what else is tried to be opened; `strict` counts attempts at it from
    everywhere together; `browser` is the number of one that is known. Raises TooManyError, and
    `check` is not called then.
    """
    key = key_for("attempts", current_app.extensions["site_key"])
    subject: Subjects | KnownBrowser = subjects(key, purpose, name, request.remote_addr)
    if browser:
        subject = known_browser_subject(key, purpose, browser)
    with database.writing(current_app) as writer:
        attempt = begin_attempt(writer, subject, now(), strict=strict)
    if attempt is None:
        raise TooManyError
    found = check()
    if found:
        with database.writing(current_app) as writer:
            forgive(writer, attempt)
    return found


def present_password_problem(account: Account) -> str | None:
    """Why the form does not carry the present password of `account`, in words, or None."""
    passwords, typed = current_app.extensions["passwords"], request.form.get("present_password", "")
    try:
        right = judge(
            "present password",
            account.login,
            lambda: passwords.fits(account.password_hash, typed),
            strict=True,
        )
    except TooManyError:
        return too_many()
    return None if right else gettext("This is not your present password.")


def too_many() -> str:
    """What people are told who have tried too often."""
    return gettext("There were too many attempts. Please wait five minutes and try again.")


def new_password_problems(own_words: Iterable[str]) -> dict[str, str]:
    """What is wrong with the password that was typed twice, by the field's name."""
    password = request.form.get("password", "")
    cities = reading().scalars(select(CityText.name))
    problem = password_problem(password, (*own_words, *cities))
    if problem:
        return {"password": problem}
    if request.form.get("again", "") != password:
        return {"again": gettext("The two passwords differ.")}
    return {}
