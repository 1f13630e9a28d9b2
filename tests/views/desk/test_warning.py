"""Right password, wrong codes: the owner is told, and guessing gets slower and slower."""

import pytest

from network.vocabulary import AccountRole
from tests.cast import PASSWORD, code_of, knowing_password, make_account
from tests.desk import posted, token_of
from tests.pages import Page

SIGN_IN, CODE, DESK = "/en/desk/sign-in", "/en/desk/second-factor", "/en/desk/"


@pytest.fixture
def number(app, clock):
    columns = knowing_password(app) | {"email": "owner@example.org", "language": "ar"}
    return make_account(app, "editor", AccountRole.EDITOR, **columns)


def knows_password(app):
    browser = app.test_client()
    assert posted(browser, SIGN_IN, login="editor", password=PASSWORD).location.startswith(CODE)
    return browser


def guess(browser, count):
    return [posted(browser, CODE, code=f"{at}").status_code for at in range(count)]


def let_in(app, browser, number):
    assert posted(browser, CODE, code=code_of(app, number)).status_code == 303
    return browser


def warning(browser):
    return [
        part["text"]
        for part in Page(browser.get(DESK)).all("section")
        if part.get("id") == "warning"
    ]


def test_the_owner_is_told_at_the_next_sign_in_until_they_have_read_it(app, clock, number):
    guess(knows_password(app), 2)
    clock.advance(hours=3)
    owner = let_in(app, knows_password(app), number)
    (told,) = warning(owner)
    assert "2 codes were wrong" in told
    token = token_of(owner.get(DESK))
    assert owner.post("/en/desk/own/warning", data={"token": token}).status_code == 303
    assert warning(owner) == []
    guess(knows_password(app), 1)
    assert len(warning(owner)) == 1


def test_ones_own_slip_in_the_browser_that_got_in_is_no_warning(app, number):
    owner = knows_password(app)
    guess(owner, 2)
    assert warning(let_in(app, owner, number)) == []


def test_the_wait_is_said_and_even_the_right_code_waits(app, clock, number):
    thief = knows_password(app)
    guess(thief, 5)
    answer = posted(thief, CODE, code=code_of(app, number))
    assert (answer.status_code, "wait 1 minute" in answer.text) == (429, True)
    clock.advance(minutes=1)
    let_in(app, thief, number)


def test_a_new_password_begins_the_count_anew(app, clock, number):
    guess(knows_password(app), 5)
    owner = app.test_client()
    assert posted(owner, SIGN_IN, login="editor", password=PASSWORD).status_code == 303
    clock.advance(minutes=1)
    let_in(app, owner, number)
    guess(knows_password(app), 1)
    assert guess(knows_password(app), 4) == [422] * 4


def test_the_third_wrong_code_is_told_by_mail_once_in_the_owners_language(app, number):
    letters = []
    app.extensions["mailer"] = lambda *letter: letters.append(letter)
    app.extensions["background"] = lambda work, *arguments: work(*arguments)
    thief = knows_password(app)
    guess(thief, 2)
    assert letters == []
    guess(thief, 3)
    ((to, subject, body),) = letters
    assert to == "owner@example.org"
    assert subject == "رموز خاطئة لحسابكم"
    assert "كلمة المرور" in body
