"""One's own page: name, language, password, second factor, open sessions."""

import pytest
from pyotp import TOTP
from sqlalchemy import func, select

from network.extensions import database
from network.locales import LANGUAGES
from network.models import Account, DeskSession, RecoveryCode
from network.vocabulary import AccountRole
from tests.cast import PASSWORD, code_of, knowing_password, make_account, signed_in
from tests.desk import posted
from tests.pages import Page, faults

OWN, FACTOR, DESK = "/en/desk/own", "/en/desk/own/second-factor", "/en/desk/"
NEW = "seven boats under willows"


@pytest.fixture
def member(app, clock):
    """A coordinator whose password is PASSWORD."""
    return signed_in(app, make_account(app, "member", **knowing_password(app)))


def account_of(session, member):
    session.rollback()
    return session.get_one(Account, member.account_id)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "own", "own/second-factor", "accounts"])
def test_the_pages_are_whole_in_every_language(administrator, language, path):
    answer = administrator.get(f"/{language}/desk/{path}")
    page = Page(answer)
    assert answer.status_code == 200
    assert list(faults(page, language)) == []
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_name_and_language_are_changed_and_nothing_else(member, session):
    answer = member.send(OWN, name="  A new   name ", language="ckb", role="administrator", id="99")
    assert answer.location == "/ckb/desk/own?done=profile"
    account = account_of(session, member)
    assert (account.name, account.language) == ("A new name", "ckb")
    assert account.role == AccountRole.COORDINATOR
    assert member.send(OWN, name=" ", language="en").status_code == 422


def test_a_new_password_needs_the_present_one_and_ends_the_other_sessions(app, member, session):
    other = signed_in(app, member.account_id)
    fields = {"password": NEW, "again": NEW}
    answer = member.send(f"{OWN}/password", present_password="wrong", **fields)
    assert answer.status_code == 422
    assert other.get(DESK).status_code == 200
    assert member.send(f"{OWN}/password", present_password=PASSWORD, **fields).status_code == 303
    assert (member.get(DESK).status_code, other.get(DESK).status_code) == (200, 303)
    assert app.extensions["passwords"].fits(account_of(session, member).password_hash, NEW)


def test_one_ends_ones_own_sessions_and_nobody_elses(app, member, najaf):
    other = signed_in(app, member.account_id)
    with database.writing(app) as writer:
        numbers = dict(writer.execute(select(DeskSession.account_id, DeskSession.id)).all())
    member.send(f"{OWN}/sessions/{numbers[najaf.account_id]}/end")
    assert najaf.get(DESK).status_code == 200
    member.send(f"{OWN}/sessions/end-others")
    assert (member.get(DESK).status_code, other.get(DESK).status_code) == (200, 303)


def set_up(member, app, session, **fields):
    page = Page(member.get(FACTOR))
    secret = next(field["value"] for field in page.all("input") if field["name"] == "secret")
    code = TOTP(secret).at(app.extensions["clock"]())
    return member.send(FACTOR, secret=secret, code=code, **fields)


def test_a_second_factor_is_set_up_with_its_first_code(app, member, session):
    answer = set_up(member, app, session)
    codes = Page(answer).all("li")
    assert account_of(session, member).totp_secret
    assert session.scalar(select(func.count(RecoveryCode.id))) == 10
    assert sum(item["text"].count("-") == 3 for item in codes) == 10


def test_a_wrong_first_code_changes_nothing(member, session):
    answer = member.send(FACTOR, secret="A" * 32, code="123456")
    assert answer.status_code == 422
    assert account_of(session, member).totp_secret is None


def test_another_telephone_needs_the_password(app, member, session):
    set_up(member, app, session)
    before = account_of(session, member).totp_secret
    assert set_up(member, app, session, present_password="wrong").status_code == 422
    assert account_of(session, member).totp_secret == before
    assert set_up(member, app, session, present_password=PASSWORD).status_code == 200
    assert account_of(session, member).totp_secret != before


def test_a_coordinator_may_do_without_it_again_and_an_editor_may_not(app, member, session, clock):
    set_up(member, app, session)
    member.send(f"{FACTOR}/remove", present_password="wrong")
    assert account_of(session, member).totp_secret
    member.send(f"{FACTOR}/remove", present_password=PASSWORD)
    assert account_of(session, member).totp_secret is None
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    editor = signed_in(app, number)
    editor.send(f"{FACTOR}/remove", present_password=PASSWORD)
    assert account_of(session, editor).totp_secret


def knock(app, name):
    client = app.test_client()
    posted(client, "/en/desk/sign-in", login=name, password=PASSWORD)
    return client


def enter_code(client, code):
    return posted(client, "/en/desk/second-factor", code=code).status_code


def test_no_code_serves_twice_and_only_a_neighboring_one_is_taken(app, clock):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    code = code_of(app, number)
    assert enter_code(knock(app, "editor"), code) == 303
    assert enter_code(knock(app, "editor"), code) == 422
    clock.advance(seconds=60)
    late = code_of(app, number)
    clock.advance(seconds=60)
    assert enter_code(knock(app, "editor"), late) == 422
    near = code_of(app, number)
    clock.advance(seconds=30)
    assert enter_code(knock(app, "editor"), near) == 303


def test_codes_are_taken_in_arabic_digits_and_with_spaces(app, clock):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    code = code_of(app, number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert enter_code(knock(app, "editor"), f" {code[:3]} {code[3:]}") == 303


def test_a_recovery_code_lets_in_once(app, member, session):
    page = Page(set_up(member, app, session))
    code = next(item["text"] for item in page.all("li") if item["text"].count("-") == 3)
    assert enter_code(knock(app, "member"), code.upper()) == 303
    assert enter_code(knock(app, "member"), code) == 422
    assert code.replace("-", "") not in str(session.scalars(select(RecoveryCode.code_hash)).all())
