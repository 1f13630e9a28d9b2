"""The record of security events, for administrators; other pages of the desk add to it here."""

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy import select

from network.access import guarded
from network.event_kinds import EventKind
from network.extensions import reading
from network.models import Hiding
from network.presenters.desk.shell import Section, add_section
from network.queries.accounts import accounts
from network.queries.events import events
from network.vocabulary import AccountRole
from network.web.paging import read_page

blueprint = Blueprint("desk_events", __name__)


def register(app: Flask) -> None:
    """Give the desk of `app` this section."""
    section = Section(
        "desk_events.page",
        lazy_gettext("Security events"),
        lazy_gettext("Who signed in, and what was done to accounts, hidden and erased."),
        75,
        AccountRole.ADMINISTRATOR,
    )
    add_section(app, section)


@blueprint.get("/<language:language>/desk/events")
@guarded(AccountRole.ADMINISTRATOR)
def page() -> ResponseReturnValue:
    """What happened, the latest first, by kind and by account."""
    known = {account.login: account.name for account in reading().scalars(accounts())}
    kind, login = request.args.get("kind", ""), request.args.get("account", "")
    chosen = EventKind(kind) if kind in list(EventKind) else None
    shown = read_page(events(chosen, login if login in known else None))
    return render_template(
        "desk/events/page.html",
        events=shown,
        kinds=EventKind,
        kind=chosen,
        login=login,
        names=known,
        roles={role.value: role.label for role in AccountRole},
        forums=_forums(event.reference for event in shown.rows),
    )


def _forums(references: object) -> dict[str, str]:
    """The forums of hidings, by their numbers as events keep them; one that was erased has none."""
    numbers = {int(name) for name in references if name and name.isdecimal()}  # type: ignore[attr-defined]
    found = reading().execute(select(Hiding.id, Hiding.forum).where(Hiding.id.in_(numbers)))
    return {str(number): forum for number, forum in found}
