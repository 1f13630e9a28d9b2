"""The second factor of one's account: set up, replaced, taken away, codes on paper."""

from collections.abc import Sequence

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from network.access import guarded, signed_in_account
from network.changes.second_factor import (
    drop_factor,
    fitting_step,
    is_secret,
    new_recovery_codes,
    new_secret,
    set_factor,
    setup_address,
)
from network.clock import now
from network.event_kinds import EventKind
from network.extensions import database
from network.models import Account
from network.vocabulary import AccountRole
from network.web.judging import present_password_problem, too_many
from network.web.noting import note
from network.web.printing import qr_code

blueprint = Blueprint("desk_factor", __name__)


@blueprint.get("/<language:language>/desk/own/second-factor")
@guarded(before_factor=True)
def page() -> ResponseReturnValue:
    """The QR code for an application on the telephone, and the field for its first code."""
    return _ask(new_secret())


@blueprint.post("/<language:language>/desk/own/second-factor")
@guarded(before_factor=True)
def set_up() -> ResponseReturnValue:
    """Ask for codes from now on, once the first one fits."""
    secret = request.form.get("secret", "")
    if not is_secret(secret):
        return redirect(url_for(".page"), 303)
    account = signed_in_account()
    refused = present_password_problem(account) if account.totp_secret else None
    if refused:
        return _ask(secret, password=refused), 422
    step = fitting_step(secret, request.form.get("code", ""), now())
    if step is None:
        wrong = gettext("This code does not fit. Check that the telephone's clock is right.")
        return _ask(secret, code=wrong), 422
    with database.writing(current_app) as writer:
        codes = set_factor(writer, writer.get_one(Account, account.id), secret, step)
        note(writer, EventKind.FACTOR_SET, about=account.login)
    return _show(codes)


@blueprint.post("/<language:language>/desk/own/second-factor/remove")
@guarded()
def remove() -> ResponseReturnValue:
    """Ask for no second factor any more, where the role allows that."""
    account = signed_in_account()
    if account.role != AccountRole.COORDINATOR:
        return redirect(url_for("desk_own.page"), 303)
    refused = present_password_problem(account)
    if refused:
        return _refuse(refused)
    with database.writing(current_app) as writer:
        drop_factor(writer, writer.get_one(Account, account.id))
        note(writer, EventKind.FACTOR_REMOVED, about=account.login)
    return redirect(url_for("desk_own.page", done="factor-removed"), 303)


@blueprint.post("/<language:language>/desk/own/recovery-codes")
@guarded()
def renew_codes() -> ResponseReturnValue:
    """Ten new codes on paper; the old ones are void."""
    account = signed_in_account()
    if not account.totp_secret:
        return redirect(url_for("desk_own.page"), 303)
    refused = present_password_problem(account)
    if refused:
        return _refuse(refused)
    with database.writing(current_app) as writer:
        codes = new_recovery_codes(writer, writer.get_one(Account, account.id))
        note(writer, EventKind.RECOVERY_CODES, about=account.login)
    return _show(codes)


def _refuse(refused: str) -> ResponseReturnValue:
    failed = "often" if refused == too_many() else "password"
    return redirect(url_for("desk_own.page", failed=failed), 303)


def _ask(secret: str, **problems: str) -> str:
    account = signed_in_account()
    return render_template(
        "desk/own/factor.html",
        account=account,
        secret=secret,
        code=qr_code(setup_address(secret, account.login)),
        groups=[secret[at : at + 4] for at in range(0, len(secret), 4)],
        required=account.role != AccountRole.COORDINATOR and not account.totp_secret,
        problems=problems,
    )


def _show(codes: Sequence[str]) -> str:
    return render_template("desk/own/codes.html", codes=codes)
