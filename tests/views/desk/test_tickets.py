"""One-time addresses: the first administrator, invitations, new passwords; each works once."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from network.changes.accounts import Entry, change_role, set_email, set_password, switch_off
from network.changes.tickets import SpentTicketError, accept, first_ticket, invite, reset_ticket
from network.extensions import database
from network.models import Account, DeskSession, Ticket
from network.vocabulary import AccountRole
from tests.cast import KUT, NAJAF, make_account, signed_in
from tests.desk import at_once, open_ticket, use_ticket
from tests.pages import Page
from tests.records import city, source

NEW = "seven boats under willows"


@pytest.fixture
def issue(app):
    """Makes a one-time address and returns its path."""

    def make(function, *arguments):
        with database.writing(app) as session:
            return f"/en/desk/tickets#{function(session, *arguments)}"

    return make


@pytest.fixture
def reset_of(issue, clock):
    """Makes a one-time address for a new password of an account."""
    return lambda number: issue(
        lambda session: reset_ticket(session, session.get_one(Account, number), clock())
    )


@pytest.fixture
def invitation(app, issue, clock):
    return issue(invite, AccountRole.COORDINATOR, [NAJAF, KUT], "for Najaf", clock())


def chosen(**fields):
    form = {"login": "Salma.N", "name": "Salma", "language": "ar", "password": NEW, "again": NEW}
    return {**form, **fields}


def test_the_first_address_makes_an_administrator_who_needs_a_second_factor(
    app, client, session, issue, clock
):
    answer = use_ticket(client, issue(first_ticket, clock()), **chosen())
    assert (answer.status_code, answer.location) == (303, "/ar/desk/")
    account = session.scalars(select(Account)).one()
    assert (account.login, account.role) == ("salma.n", AccountRole.ADMINISTRATOR)
    assert account.password_hash.startswith("$argon2id$")
    assert client.get("/ar/desk/").location == "/ar/desk/own/second-factor"
    with database.writing(app) as writer:
        assert first_ticket(writer, clock()) is None


def test_a_first_address_is_void_as_soon_as_there_is_an_account(app, client, issue, clock):
    address = issue(first_ticket, clock())
    make_account(app, "somebody")
    assert open_ticket(client, address).status_code == 410


def test_an_invitation_makes_an_account_with_the_role_and_forums_it_says(
    client, session, invitation
):
    # Whoever accepts cannot choose more than what is asked.
    answer = use_ticket(
        client, invitation, **chosen(role="administrator", forum="basra", active="0")
    )
    assert answer.status_code == 303
    account = session.scalars(select(Account)).one()
    assert (account.role, account.active) == (AccountRole.COORDINATOR, True)
    assert account.forum_slugs == {NAJAF, KUT}
    assert client.get("/ar/desk/").status_code == 200


def test_opening_an_invitation_does_not_spend_it(client, invitation):
    assert [open_ticket(client, invitation).status_code for _ in range(3)] == [200, 200, 200]
    assert use_ticket(client, invitation, **chosen()).status_code == 303
    assert open_ticket(client, invitation).status_code == 410
    assert use_ticket(client, invitation, **chosen()).status_code == 410


def test_an_invitation_lasts_48_hours_and_a_reset_one(app, client, reset_of, clock, invitation):
    reset = reset_of(make_account(app, "najaf"))
    clock.advance(minutes=59)
    assert open_ticket(client, reset).status_code == 200
    clock.advance(minutes=1)
    assert open_ticket(client, reset).status_code == 410
    clock.advance(hours=46, minutes=59)
    assert open_ticket(client, invitation).status_code == 200
    clock.advance(minutes=1)
    assert open_ticket(client, invitation).status_code == 410


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("login", "ab"),
        ("login", "a b c"),
        ("login", "<script>"),
        ("password", "elevenchars"),
        ("password", "password1234"),
        ("password", "salma.n salma.n"),
        ("password", "najafdijla2024"),
        ("password", "منتدى النجف 2024"),
        ("again", "another one"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_the_rest_is_kept(
    client, make_public, invitation, field, value
):
    make_public(source("report"), city("najaf", "euphrates", name_ar="النجف"))
    fields = chosen(**({field: value, "again": value} if field == "password" else {field: value}))
    answer = use_ticket(client, invitation, **fields)
    page = Page(answer)
    assert answer.status_code == 422
    wrong = [entry["name"] for entry in page.all("input") if entry.get("aria-invalid")]
    assert wrong == [field]
    kept = {entry["name"]: entry["value"] for entry in page.all("input")}
    assert kept["name"] == "Salma"
    assert kept["password"] == kept["again"] == ""


def test_a_login_that_is_taken_leaves_the_invitation_good(app, client, invitation):
    make_account(app, "salma.n")
    assert use_ticket(client, invitation, **chosen()).status_code == 422
    assert use_ticket(client, invitation, **chosen(login="salma.two")).status_code == 303


def test_a_reset_ends_all_sessions_and_asks_to_sign_in(app, client, reset_of, session):
    number = make_account(app, "editor", AccountRole.EDITOR)
    before = signed_in(app, number)
    secret = session.get_one(Account, number).totp_secret
    address = reset_of(number)
    answer = use_ticket(client, address, password=NEW, again=NEW)
    assert answer.location == "/en/desk/sign-in?done=new-password"
    assert client.get("/en/desk/").status_code == before.get("/en/desk/").status_code == 303
    session.rollback()
    account = session.get_one(Account, number)
    assert account.totp_secret == secret
    assert app.extensions["passwords"].fits(account.password_hash, NEW)
    assert open_ticket(client, address).status_code == 410


def test_a_reset_is_void_when_a_newer_one_is_made(app, client, reset_of):
    number = make_account(app, "editor")
    first, second = reset_of(number), reset_of(number)
    assert (open_ticket(client, first).status_code, open_ticket(client, second).status_code) == (
        410,
        200,
    )


@pytest.mark.parametrize("change", ["password", "email", "switch-off"])
def test_a_reset_is_void_when_what_it_is_about_changes(app, client, reset_of, change):
    number = make_account(app, "editor")
    address = reset_of(number)
    with database.writing(app) as writer:
        account = writer.get_one(Account, number)
        if change == "password":
            set_password(writer, account, "another hash")
        elif change == "email":
            set_email(writer, account, "desk@example.org")
        else:
            switch_off(writer, account)
    assert open_ticket(client, address).status_code == 410


@pytest.mark.parametrize("around", ["{}", " {} ", "http://localhost/ar/desk/tickets#{}"])
def test_the_whole_address_may_be_pasted_or_its_token_alone(client, invitation, around):
    path, _, token = invitation.partition("#")
    answer = open_ticket(client, f"{path}#{around.format(token)}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    hidden = [entry for entry in Page(answer).all("input") if entry.get("name") == "ticket"]
    assert [entry["value"] for entry in hidden] == [token]


def test_no_address_of_the_desk_has_a_token_in_its_path(app, client, invitation):
    assert client.get(invitation.replace("#", "/")).status_code in (404, 405)
    assert not [rule.rule for rule in app.url_map.iter_rules() if "<token>" in rule.rule]


def test_only_the_hash_of_a_token_is_kept(app, issue, clock, session, invitation):
    token = invitation.rpartition("#")[2]
    ticket = session.scalars(select(Ticket)).one()
    assert token not in repr(vars(ticket))
    assert len(token) == 43


def test_of_ten_uses_at_once_exactly_one_makes_an_account(app, session):
    moment = datetime.now(UTC)
    with database.writing(app) as writer:
        token = invite(writer, AccountRole.COORDINATOR, [], "", moment)

    def use(number):
        entry = Entry(f"login-{number}", "Name", "en", "hash")
        try:
            with database.writing(app) as writer:
                accept(writer, token, entry, moment)
        except SpentTicketError:
            return False
        return True

    assert sum(at_once(10, use)) == 1
    assert session.scalar(select(func.count(Account.id))) == 1
    assert session.scalar(select(func.count(DeskSession.id))) == 0


@pytest.mark.parametrize("how", ["switched off", "lowered", "lowered by itself"])
def test_who_is_no_longer_trusted_has_handed_out_nothing(app, client, issue, clock, how):
    made = {"role": AccountRole.ADMINISTRATOR, "forums": (), "password_hash": ""}
    keeper, gone, member = (make_account(app, name, **made) for name in ("keeper", "gone", "third"))
    theirs = [
        issue(lambda session: invite(session, AccountRole.EDITOR, [], "", clock(), by=gone)),
        issue(
            lambda session: reset_ticket(
                session, session.get_one(Account, member), clock(), by=gone
            )
        ),
    ]
    others = issue(lambda session: invite(session, AccountRole.EDITOR, [], "", clock(), by=keeper))
    browser = signed_in(app, gone if how == "lowered by itself" else keeper)
    path = f"/en/desk/accounts/{gone}"
    browser.send(f"{path}/switch-off" if how == "switched off" else path, role="editor")
    assert [open_ticket(client, path).status_code for path in theirs] == [410, 410]
    assert open_ticket(client, others).status_code == 200


def test_a_higher_role_leaves_what_was_handed_out(app, issue, clock, client):
    editor = make_account(app, "editor", AccountRole.EDITOR)
    path = issue(lambda session: invite(session, AccountRole.EDITOR, [], "", clock(), by=editor))
    with database.writing(app) as session:
        account = session.get_one(Account, editor)
        change_role(session, account, AccountRole.ADMINISTRATOR, ())
    assert open_ticket(client, path).status_code == 200
