"""Signing in: password, second factor, too many attempts, the way out."""

import re

import pytest

from network.locales import LANGUAGES
from network.vocabulary import AccountRole
from tests.cast import PASSWORD, code_of, knowing_password, make_account, signed_in
from tests.desk import posted
from tests.pages import Page, faults

SIGN_IN, CODE, DESK = "/en/desk/sign-in", "/en/desk/second-factor", "/en/desk/"


def knock(client, login, password=PASSWORD, **fields):
    return posted(client, SIGN_IN, login=login, password=password, **fields)


@pytest.fixture
def member(app):
    return make_account(app, "member", **knowing_password(app))


def test_who_knows_the_password_is_let_in(client, member):
    answer = knock(client, " Member ")
    assert (answer.status_code, answer.location) == (303, DESK)
    page = Page(client.get(DESK))
    assert "The name of member" in page.one("h1")["text"]


@pytest.mark.parametrize("login", ["member", "nobody", "", "a\0b", "x" * 5000])
def test_a_wrong_password_and_a_wrong_login_are_answered_alike(client, member, login):
    answer = knock(client, login, "something else entirely")
    assert answer.status_code == 422
    (alert,) = [found for _tag, found in Page(answer).elements if found.get("role") == "alert"]
    assert alert["text"] == "This login and this password do not belong together."
    assert client.get(DESK).status_code == 303


def test_an_account_that_is_switched_off_is_not_let_in(app, client):
    make_account(app, "gone", active=False, **knowing_password(app))
    assert knock(client, "gone").status_code == 422


def test_who_has_a_second_factor_is_asked_for_it(app, client, clock):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    answer = knock(client, "editor", next="/ar/desk/own")
    assert answer.location == f"{CODE}?next=/ar/desk/own"
    assert client.get(DESK).status_code == 303
    assert posted(client, CODE, code="000000").status_code == 422
    answer = posted(client, CODE, code=code_of(app, number), next="/ar/desk/own")
    assert (answer.status_code, answer.location) == (303, "/ar/desk/own")
    assert client.get(DESK).status_code == 200


def test_an_editor_without_a_second_factor_must_set_one_up_first(app, client):
    editor = signed_in(app, make_account(app, "new", AccountRole.EDITOR, totp_secret=None))
    answer = editor.get(DESK)
    assert (answer.status_code, answer.location) == (303, "/en/desk/own/second-factor")


def test_a_session_has_a_new_token_after_each_step(app, client, clock):
    def cookie():
        return client.get_cookie("desk").value

    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    knock(client, "editor")
    before = cookie()
    posted(client, CODE, code=code_of(app, number))
    assert cookie() != before


def test_a_copied_cookie_is_dead_after_signing_out(app, najaf):
    thief = app.test_client()
    thief.set_cookie("desk", najaf.token)
    assert thief.get(DESK).status_code == 200
    answer = najaf.send("/en/desk/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert thief.get(DESK).status_code == 303
    assert najaf.get_cookie("desk") is None


def test_the_cookie_is_for_this_site_and_no_script(client, member):
    flags = knock(client, "member").headers["Set-Cookie"]
    assert re.fullmatch(r"desk=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", flags)


def test_away_from_this_machine_cookies_travel_encrypted_only(make_app, database_url):
    for base in ("https://forums.example", "http://forums.example"):
        client = make_app(database_url, NETWORK_PUBLIC_URL=base).test_client()
        flags = client.get(SIGN_IN, base_url=base).headers["Set-Cookie"]
        assert flags.startswith("__Host-desk-form=")
        assert "; Secure;" in flags
        assert "Domain" not in flags


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_before_signing_in_are_whole_in_every_language(client, language):
    page = Page(client.get(f"/{language}/desk/sign-in"))
    assert list(faults(page, language)) == []
