"""The commands `flask --app app accounts ...`: for the one who runs the server."""

import sys
from typing import NoReturn

import click
from flask import Flask, current_app, url_for
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from network.changes.accounts import void_password
from network.changes.events import record
from network.changes.second_factor import drop_factor, unreadable
from network.changes.sign_in import normal_login
from network.changes.site_key import LOCKED, accept_key
from network.changes.tickets import first_ticket, invite, reset_ticket
from network.changes.tombstones import forget_foreign
from network.changes.withheld import FILE, forget_withheld
from network.clock import now
from network.config import Settings
from network.event_kinds import EventKind
from network.extensions import database, reading
from network.locales import DEFAULT_LANGUAGE
from network.models import Account
from network.queries.accounts import account_named, accounts, forum_slugs
from network.vocabulary import AccountRole

group = AppGroup("accounts", help="Accounts of the coordinators' desk.")
ROLES = click.Choice([role.value for role in AccountRole])


@group.command("create")
def create() -> None:
    """Print the one-time address that makes the first administrator."""
    address = first_address()
    if address is None:
        _stop("There are accounts already. Use `accounts invite` or `accounts reset`.")
    click.echo(address)


@group.command("list")
def show() -> None:
    """List all accounts: login, role, forums, second factor, whether switched off."""
    for account in reading().scalars(accounts()):
        factor = "second factor" if account.totp_secret else "no second factor"
        state = "" if account.active else "switched off"
        forums = ",".join(sorted(account.forum_slugs))
        parts = (account.login, account.role.value, forums, factor, state)
        click.echo("\t".join(part for part in parts if part))


@group.command("invite")
@click.option("--role", type=ROLES, default=AccountRole.COORDINATOR.value, show_default=True)
@click.option("--forum", "forums", multiple=True, help="Slug of a forum; may be repeated.")
@click.option("--note", default="", help="A reminder of whom it is for.")
def invite_somebody(role: str, forums: tuple[str, ...], note: str) -> None:
    """Print a one-time address that makes an account; good for 48 hours."""
    unknown = set(forums) - set(reading().scalars(forum_slugs()))
    if unknown:
        _stop(f"There is no forum {', '.join(sorted(unknown))}.")
    with database.writing(current_app) as session:
        token = invite(session, AccountRole(role), forums, note[:120], now())
        record(session, EventKind.INVITED, now(), detail=role)
    click.echo(_address(token))


@group.command("reset")
@click.argument("login")
@click.option("--second-factor", is_flag=True, help="Also ask for no second factor any more.")
def reset(login: str, *, second_factor: bool) -> None:
    """Print a one-time address for a new password of LOGIN; good for one hour.

    The password that LOGIN had is void at once, and all sessions end.
    """
    with database.writing(current_app) as session:
        account = _find(session, login)
        token = reset_ticket(session, account, now())
        void_password(session, account)
        record(session, EventKind.RESET, now(), about=account.login)
        if second_factor:
            drop_factor(session, account)
            record(session, EventKind.FACTOR_REMOVED, now(), about=account.login)
    click.echo(_address(token))


@group.command("new-key")
@click.option(
    "--forget",
    is_flag=True,
    help="Forget what was erased under the former key, or withheld by a lost database.",
)
def new_key(*, forget: bool) -> None:
    """Use the database with the present key of the site, where the former one is lost for good.

    What was erased under the former key cannot be told any more: nothing is seeded, restored or
    erased until the former key is back, or it is forgotten. After that a seed or a backup may bring
    it back: look at `seed --list` first.
    """
    settings: Settings = current_app.extensions["settings"]
    with database.writing(current_app) as session:
        changed = accept_key(session)
        if forget:
            forgotten = forget_foreign(session)
            forget_withheld(session, settings.instance_folder / FILE)
        record(session, EventKind.NEW_KEY, now())
        locked = [account.login for account in unreadable(session)]
    click.echo("The database goes with the present key now." if changed else "It does already.")
    if forget:
        click.echo(f"Forgotten: {forgotten}. Before you seed: flask --app app seed --list")
    if locked:
        click.echo(f"{LOCKED}: {', '.join(locked)}")


def first_address() -> str | None:
    """The one-time address of the first administrator, or None where there are accounts."""
    with database.writing(current_app) as session:
        token = first_ticket(session, now())
        if token:
            record(session, EventKind.INVITED, now(), detail=AccountRole.ADMINISTRATOR)
    return _address(token) if token else None


def register(app: Flask) -> None:
    """Give `app` these commands."""
    app.cli.add_command(group)


def _address(token: str) -> str:
    settings: Settings = current_app.extensions["settings"]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    site = settings.public_url or f"http://{host}:{settings.port}"
    with current_app.test_request_context():
        path = url_for("desk_tickets.page", language=DEFAULT_LANGUAGE, _anchor=token)
    return f"{site}{path}"


def _find(session: Session, login: str) -> Account:
    account = session.scalars(account_named(normal_login(login))).one_or_none()
    if account is None or not account.active:
        _stop(f"There is no account {login} that could sign in.")
    return account


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
