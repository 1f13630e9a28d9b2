"""A clock that was once 400 days ahead leaves nothing behind when it is right again."""

import pytest
from sqlalchemy import func, select

from network.changes.accounts import Entry
from network.changes.tickets import SpentTicketError, accept, invite
from network.extensions import database
from network.models import DeskSession, Ticket
from network.vocabulary import AccountRole
from tests.cast import PASSWORD, code_of, knowing_password, make_account, signed_in
from tests.desk import posted

SIGN_IN, CODE, DESK = "/en/desk/sign-in", "/en/desk/second-factor", "/en/desk/"


@pytest.fixture
def wrong_clock(clock):
    """The application's clock, 400 days ahead; `mend` sets it right."""
    clock.advance(days=400)
    clock.mend = lambda: clock.advance(days=-400)
    return clock


def enter(client, app, number):
    posted(client, SIGN_IN, login="editor", password=PASSWORD)
    return posted(client, CODE, code=code_of(app, number))


def test_codes_are_taken_again(app, client, wrong_clock):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    assert enter(client, app, number).status_code == 303
    wrong_clock.mend()
    assert enter(app.test_client(), app, number).status_code == 303
    # The rule that no code serves twice holds as before.
    again = app.test_client()
    assert enter(again, app, number).status_code == 422


def test_no_address_is_locked(app, client, wrong_clock):
    make_account(app, "member", **knowing_password(app))
    for _ in range(12):
        last = posted(client, SIGN_IN, login="member", password="wrong")
    assert last.status_code == 429
    wrong_clock.mend()
    assert posted(client, SIGN_IN, login="member", password=PASSWORD).status_code == 303


def test_no_session_is_endless(app, wrong_clock):
    browser = signed_in(app, make_account(app, "member"))
    assert browser.get(DESK).status_code == 200
    wrong_clock.mend()
    assert browser.get(DESK).status_code == 303


def test_no_invitation_lasts_for_a_year(app, wrong_clock):
    with database.writing(app) as session:
        token = invite(session, AccountRole.EDITOR, [], "", wrong_clock())
    wrong_clock.mend()
    with database.writing(app) as session, pytest.raises(SpentTicketError):
        accept(session, token, Entry("late", "Late", "en", ""), wrong_clock())


@pytest.mark.parametrize("days", [400, -400])
def test_who_signs_in_clears_away_what_has_run_out(app, client, clock, session, days):
    number = make_account(app, "member", **knowing_password(app))
    signed_in(app, number)
    with database.writing(app) as writer:
        invite(writer, AccountRole.EDITOR, [], "", clock())
    clock.advance(days=days)
    posted(client, SIGN_IN, login="member", password=PASSWORD)
    assert session.scalar(select(func.count(DeskSession.id))) == 1
    assert session.scalar(select(func.count(Ticket.id))) == 0
