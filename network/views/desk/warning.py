"""Tells the owner of an account that somebody knew the password: at the desk, and by mail."""

from typing import Any

from flask import Blueprint, Flask, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from network.access import guarded
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.models import Account
from network.presenters.desk.shell import Panel, add_panel
from network.queries.events import strange_codes
from network.web.noting import note

blueprint = Blueprint("desk_warning", __name__)


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


def _warning(account: Account) -> dict[str, Any]:
    found = strange_codes(account.login).subquery()
    count, last = reading().execute(select(func.count(), func.max(found.c.at))).one()
    return {"count": count, "last": last}
