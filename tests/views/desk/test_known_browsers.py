"""A browser in which somebody signed in before gets in through a flood; nobody else does."""

import pytest

from network.locales import LANGUAGES
from network.vocabulary import AccountRole
from tests.cast import PASSWORD, code_of, knowing_password, make_account
from tests.desk import posted

SIGN_IN, CODE = "/en/desk/sign-in", "/en/desk/second-factor"
NAME = "desk-known"


def knock(client, login, password=PASSWORD):
    return posted(client, SIGN_IN, login=login, password=password).status_code


def forget_session(client):
    """What closing the browser does."""
    client.delete_cookie("desk")
    return client


def flood(app, login):
    stranger = app.test_client()
    answers = [knock(stranger, login, "wrong") for _ in range(11)]
    assert answers[-1] == 429


def carry(client, value):
    for language in LANGUAGES:
        client.set_cookie(NAME, value, path=f"/{language}/desk")
    return client


@pytest.fixture
def member(app):
    return make_account(app, "member", **knowing_password(app))


@pytest.fixture
def known(app, client, member):
    """The browser of a member who has signed in before."""
    assert knock(client, "member") == 303
    return forget_session(client)


def test_through_a_flood_from_the_same_address_a_known_browser_gets_in(app, known):
    flood(app, "somebody")
    assert knock(app.test_client(), "member") == 429
    assert knock(known, "member") == 303


def test_it_is_known_for_its_own_account_only(app, known):
    make_account(app, "another", **knowing_password(app))
    flood(app, "somebody")
    assert knock(known, "another") == 429


def test_it_has_a_count_of_its_own(app, known):
    assert [knock(known, "member", "wrong") for _ in range(11)] == [422] * 10 + [429]
    assert knock(app.test_client(), "member") == 303


def test_two_people_may_share_it(app, known):
    make_account(app, "another", **knowing_password(app))
    assert knock(known, "another") == 303
    flood(app, "somebody")
    for login in ("member", "another"):
        assert knock(forget_session(known), login) == 303


@pytest.mark.parametrize("change", ["", "x", "~", "1.2.3", "é", "{}x", "99999999{}"])
def test_what_was_not_signed_by_us_is_worth_nothing(app, known, change):
    value = known.get_cookie(NAME, path="/en/desk").value
    flood(app, "somebody")
    assert knock(carry(app.test_client(), change.format(value)), "member") == 429
    assert knock(carry(app.test_client(), value), "member") == 303


def test_another_password_and_a_hundred_days_make_it_void(app, client, clock, member):
    assert knock(client, "member") == 303
    clock.advance(days=100)
    flood(app, "somebody")
    assert knock(forget_session(client), "member") == 429


def test_it_goes_to_the_desk_only_and_never_to_a_visitor(app, client, member):
    answer = posted(client, SIGN_IN, login="member", password=PASSWORD)
    set_ = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(NAME)]
    assert len(set_) == len(LANGUAGES)
    for line in set_:
        assert "desk;" in line
        assert {"HttpOnly", "SameSite=Lax"} <= set(line.split("; "))
    assert "member" not in client.get_cookie(NAME, path="/en/desk").value
    assert client.get_cookie(NAME) is None
    secure = app.test_client()
    base = "https://localhost"
    page = secure.get(SIGN_IN, base_url=base)
    token = page.text.partition('name="token" value="')[2].partition('"')[0]
    data = {"token": token, "login": "member", "password": PASSWORD}
    sent = secure.post(SIGN_IN, base_url=base, data=data, headers={"Origin": base})
    lines = [line for line in sent.headers.getlist("Set-Cookie") if NAME in line]
    assert lines
    assert all(line.startswith(f"__Secure-{NAME}=") and "Secure" in line for line in lines)


def test_codes_from_elsewhere_do_not_make_a_known_browser_wait(app, client, clock):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    assert knock(client, "editor") == 303
    assert client.get_cookie(NAME, path="/en/desk") is None
    assert posted(client, CODE, code=code_of(app, number)).status_code == 303
    thief = app.test_client()
    assert knock(thief, "editor") == 303
    assert [posted(thief, CODE, code="1").status_code for _ in range(6)] == [422] * 5 + [429]
    clock.advance(seconds=40)
    assert knock(forget_session(client), "editor") == 303
    assert posted(client, CODE, code=code_of(app, number)).status_code == 303


@pytest.mark.postgresql
@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_two_nodes_count_together_and_know_the_same_browsers(make_app, database_url, tmp_path):
    key = {"NETWORK_SITE_KEY": "5a" * 32}
    nodes = [
        make_app(database_url, NETWORK_INSTANCE_FOLDER=str(tmp_path / name), **key)
        for name in ("one", "two")
    ]
    one, two = nodes
    make_account(one, "member", **knowing_password(one))
    browser = one.test_client()
    assert knock(browser, "member") == 303
    value = browser.get_cookie(NAME, path="/en/desk").value
    answers = [knock(nodes[at % 2].test_client(), "nobody", "wrong") for at in range(11)]
    assert answers == [422] * 10 + [429]
    assert [knock(node.test_client(), "member") for node in nodes] == [429, 429]
    assert knock(carry(two.test_client(), value), "member") == 303
