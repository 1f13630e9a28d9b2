"""The accounts, as administrators look after them; the site never lacks an administrator."""

import re

import pytest
from sqlalchemy import select

from network.changes.accounts import LastAdministratorError, switch_off
from network.extensions import database
from network.models import Account, Ticket
from network.vocabulary import AccountRole
from tests.cast import NAJAF, enter, make_account
from tests.desk import at_once, open_ticket
from tests.pages import Page

ACCOUNTS, DESK = "/en/desk/accounts", "/en/desk/"


def refresh(session, number):
    session.rollback()
    return session.get_one(Account, number)


def path(member, verb=""):
    return f"{ACCOUNTS}/{member.account_id}{verb and '/'}{verb}"


def test_an_invitation_is_shown_once_and_listed_until_withdrawn(
    administrator, client, seeded, session
):
    answer = administrator.send(
        ACCOUNTS, role="coordinator", forum=NAJAF, note="friend of a friend"
    )
    address = Page(answer).one("textarea")["text"]
    assert answer.status_code == 201
    assert re.fullmatch(r"http://localhost/en/desk/tickets#[\w-]{43}", address)
    assert open_ticket(client, address).status_code == 200
    assert "friend of a friend" in administrator.get(ACCOUNTS).text
    ticket = session.scalars(select(Ticket)).one()
    assert (ticket.role, ticket.forums) == (AccountRole.COORDINATOR, NAJAF)
    administrator.send(f"{ACCOUNTS}/invitations/{ticket.id}/withdraw")
    assert open_ticket(client, address).status_code == 410


def test_words_that_nobody_offered_give_nobody_more(administrator, session):
    administrator.send(ACCOUNTS, role="owner", forum="no-such-forum")
    ticket = session.scalars(select(Ticket)).one()
    assert (ticket.role, ticket.forums) == (AccountRole.COORDINATOR, "")


def test_another_role_ends_the_sessions_and_other_forums_do_not(
    administrator, najaf, session, seeded
):
    administrator.send(path(najaf), role="coordinator", forum="we-are-wasit")
    assert refresh(session, najaf.account_id).forum_slugs == {"we-are-wasit"}
    assert najaf.get(DESK).status_code == 200
    administrator.send(path(najaf), role="editor", forum=NAJAF)
    account = refresh(session, najaf.account_id)
    assert (account.role, account.forum_slugs) == (AccountRole.EDITOR, frozenset())
    assert najaf.get(DESK).status_code == 303


def test_an_account_that_is_switched_off_is_out_at_once_and_comes_back_signed_out(
    administrator, najaf
):
    administrator.send(path(najaf, "switch-off"))
    assert najaf.get(DESK).status_code == 303
    administrator.send(path(najaf, "switch-on"))
    assert najaf.get(DESK).status_code == 303


def test_an_administrator_ends_the_sessions_of_an_account(administrator, najaf):
    administrator.send(path(najaf, "end-sessions"))
    assert najaf.get(DESK).status_code == 303


def test_a_reset_drops_the_second_factor_only_when_told_so(administrator, editor, session):
    administrator.send(path(editor, "reset"))
    assert refresh(session, editor.account_id).totp_secret
    answer = administrator.send(path(editor, "reset"), second_factor="1")
    assert "/desk/tickets#" in Page(answer).one("textarea")["text"]
    assert refresh(session, editor.account_id).totp_secret is None


@pytest.mark.parametrize("fields", [{"role": "editor"}, {"role": "coordinator"}])
def test_the_last_administrator_keeps_the_role(administrator, session, fields):
    assert administrator.send(path(administrator), **fields).status_code == 409
    assert administrator.send(path(administrator, "switch-off")).status_code == 409
    account = refresh(session, administrator.account_id)
    assert (account.role, account.active) == (AccountRole.ADMINISTRATOR, True)


def test_one_who_is_switched_off_does_not_count_as_an_administrator(app, administrator):
    make_account(app, "gone", AccountRole.ADMINISTRATOR, active=False)
    assert administrator.send(path(administrator, "switch-off")).status_code == 409


def test_two_administrators_who_leave_at_once_leave_one(app, session):
    numbers = [make_account(app, f"admin-{n}", AccountRole.ADMINISTRATOR) for n in range(2)]

    def leave(number):
        try:
            with database.writing(app) as writer:
                switch_off(writer, writer.get_one(Account, numbers[number]))
        except LastAdministratorError:
            return False
        return True

    assert sorted(at_once(2, leave)) == [False, True]
    assert sorted(session.scalars(select(Account.active))) == [False, True]


def test_an_account_that_is_not_there_is_not_found(administrator):
    for verb in ("", "/switch-off", "/switch-on", "/reset", "/end-sessions"):
        assert administrator.send(f"{ACCOUNTS}/999{verb}").status_code == 404
    assert administrator.get(f"{ACCOUNTS}/999").status_code == 404


def test_only_administrators_see_that_there_are_accounts(app, editor, najaf):
    for member in (editor, najaf):
        assert "/desk/accounts" not in member.get(DESK).text
        assert member.get(ACCOUNTS).status_code == 403
    assert "/desk/accounts" in enter(app, "administrator").get(DESK).text
