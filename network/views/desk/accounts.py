"""The accounts of the desk, for administrators: who is there, who is invited, who may what."""

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from network.access import guarded, load_account, signed_in_account
from network.changes.accounts import (
    LastAdministratorError,
    change_role,
    switch_off,
    switch_on,
    void_password,
)
from network.changes.second_factor import drop_factor
from network.changes.sign_in import end_sessions
from network.changes.tickets import invite, reset_ticket, withdraw
from network.clock import now
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.models import Account, Forum
from network.presenters.desk.shell import Section, add_section, add_words
from network.presenters.presentation import page_text
from network.queries.accounts import accounts, forum_slugs, open_invitations, sessions_of
from network.vocabulary import AccountRole
from network.web.addresses import absolute
from network.web.noting import note

blueprint = Blueprint("desk_accounts", __name__)
LONGEST_NOTE = 120


def register(app: Flask) -> None:
    """Give the desk of `app` this section."""
    section = Section(
        "desk_accounts.page",
        lazy_gettext("Accounts"),
        lazy_gettext("Who works at the desk, and invitations."),
        70,
        AccountRole.ADMINISTRATOR,
    )
    add_section(app, section)
    add_words(
        {
            "account": lazy_gettext("The account is changed."),
            "off": lazy_gettext("The account is switched off. Its sessions are ended."),
            "on": lazy_gettext("The account is switched on again."),
            "withdrawn": lazy_gettext("The invitation is withdrawn."),
            "sessions-ended": lazy_gettext("All sessions of the account are ended."),
        }
    )


@blueprint.get("/<language:language>/desk/accounts")
@guarded(AccountRole.ADMINISTRATOR)
def page() -> ResponseReturnValue:
    """All accounts, the open invitations, and the form for another one."""
    return render_template(
        "desk/accounts/page.html",
        accounts=list(reading().scalars(accounts())),
        invitations=list(reading().scalars(open_invitations(now()))),
        forum_names=forum_names(),
        roles=AccountRole,
    )


@blueprint.post("/<language:language>/desk/accounts")
@guarded(AccountRole.ADMINISTRATOR)
def invite_somebody() -> ResponseReturnValue:
    """Make an invitation and show its address, this once."""
    role, forums = _chosen()
    reminder = request.form.get("note", "").strip()[:LONGEST_NOTE]
    with database.writing(current_app) as writer:
        token = invite(writer, role, forums, reminder, now(), by=signed_in_account().id)
        note(writer, EventKind.INVITED, detail=role)
    return _hand_over(token, gettext("Invitation"), hours=48, whom=reminder)


@blueprint.post("/<language:language>/desk/accounts/invitations/<int:number>/withdraw")
@guarded(AccountRole.ADMINISTRATOR)
def withdraw_invitation(number: int) -> ResponseReturnValue:
    """Take back an invitation."""
    with database.writing(current_app) as writer:
        withdraw(writer, number)
        note(writer, EventKind.WITHDRAWN)
    return redirect(url_for(".page", done="withdrawn"), 303)


@blueprint.get("/<language:language>/desk/accounts/<int:number>")
@guarded(AccountRole.ADMINISTRATOR)
def account(number: int) -> ResponseReturnValue:
    """One account, and what can be done with it."""
    return _show(load_account(number))


@blueprint.post("/<language:language>/desk/accounts/<int:number>")
@guarded(AccountRole.ADMINISTRATOR)
def change(number: int) -> ResponseReturnValue:
    """Change role and forums."""
    found, (role, forums) = load_account(number), _chosen()
    try:
        with database.writing(current_app) as writer:
            change_role(writer, writer.get_one(Account, number), role, forums)
            note(writer, EventKind.ROLE, about=found.login, detail=role)
    except LastAdministratorError:
        return _show(found, _last()), 409
    return redirect(url_for(".account", number=number, done="account"), 303)


@blueprint.post("/<language:language>/desk/accounts/<int:number>/switch-off")
@guarded(AccountRole.ADMINISTRATOR)
def turn_off(number: int) -> ResponseReturnValue:
    """Keep an account from signing in; its sessions end at once."""
    found = load_account(number)
    try:
        with database.writing(current_app) as writer:
            switch_off(writer, writer.get_one(Account, number))
            note(writer, EventKind.SWITCHED_OFF, about=found.login)
    except LastAdministratorError:
        return _show(found, _last()), 409
    return redirect(url_for(".account", number=number, done="off"), 303)


@blueprint.post("/<language:language>/desk/accounts/<int:number>/switch-on")
@guarded(AccountRole.ADMINISTRATOR)
def turn_on(number: int) -> ResponseReturnValue:
    """Let an account sign in again."""
    found = load_account(number)
    with database.writing(current_app) as writer:
        switch_on(writer.get_one(Account, number))
        note(writer, EventKind.SWITCHED_ON, about=found.login)
    return redirect(url_for(".account", number=number, done="on"), 303)


@blueprint.post("/<language:language>/desk/accounts/<int:number>/end-sessions")
@guarded(AccountRole.ADMINISTRATOR)
def end_all(number: int) -> ResponseReturnValue:
    """End all sessions of an account."""
    found = load_account(number)
    with database.writing(current_app) as writer:
        end_sessions(writer, number)
        note(writer, EventKind.SESSIONS_ENDED, about=found.login)
    return redirect(url_for(".account", number=number, done="sessions-ended"), 303)


@blueprint.post("/<language:language>/desk/accounts/<int:number>/reset")
@guarded(AccountRole.ADMINISTRATOR)
def reset(number: int) -> ResponseReturnValue:
    """Make an address for a new password; where the telephone is lost, drop the factor.

    The password that the account had is void at once, and all its sessions end.
    """
    found = load_account(number)
    if not found.active:
        return _show(found, gettext("Switch the account on first.")), 409
    with database.writing(current_app) as writer:
        changed = writer.get_one(Account, number)
        token = reset_ticket(writer, changed, now(), by=signed_in_account().id)
        void_password(writer, changed)
        note(writer, EventKind.RESET, about=found.login)
        if request.form.get("second_factor"):
            drop_factor(writer, changed)
            note(writer, EventKind.FACTOR_REMOVED, about=found.login)
    return _hand_over(token, gettext("New password"), hours=1, whom=found.name)


def forum_names() -> dict[str, str]:
    """What each forum on record is called, by slug; one that is not public, by its slug."""
    names = dict.fromkeys(sorted(reading().scalars(forum_slugs())), "")
    for forum in reading().scalars(select(Forum)):
        text = page_text(forum)
        names[forum.slug] = text.value if text else ""
    return {slug: name or slug for slug, name in names.items()}


def _chosen() -> tuple[AccountRole, list[str]]:
    """The role and the forums of the form; words that we do not know are left out."""
    role = request.form.get("role", "")
    known = set(reading().scalars(forum_slugs()))
    forums = [slug for slug in request.form.getlist("forum") if slug in known]
    return AccountRole(role if role in list(AccountRole) else AccountRole.COORDINATOR), forums


def _show(found: Account, problem: str | None = None) -> str:
    return render_template(
        "desk/accounts/account.html",
        shown=found,
        problem=problem,
        forum_names=forum_names(),
        roles=AccountRole,
        sessions=list(reading().scalars(sessions_of(found.id, now()))),
    )


def _hand_over(token: str, title: str, *, hours: int, whom: str) -> ResponseReturnValue:
    address = absolute(url_for("desk_tickets.page", _anchor=token))
    page = render_template(
        "desk/accounts/address.html", title=title, address=address, hours=hours, whom=whom
    )
    return page, 201


def _last() -> str:
    return gettext("This is the only administrator. Make another one first.")
