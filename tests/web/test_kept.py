"""A form that comes when the session has ended: signing in again loses nothing of it."""

from network.models import Account
from network.vocabulary import AccountRole
from tests.cast import code_of, knowing_password, make_account, signed_in
from tests.desk import token_of
from tests.pages import Page

OWN, SIGN_IN, CODE = "/en/desk/own", "/en/desk/sign-in", "/en/desk/second-factor"
TYPED = {"name": 'A name with "signs" & <b> نص', "language": "ckb"}


def fields_of(answer):
    """What the form of a page would send."""
    return {
        field["name"]: field["value"]
        for field in Page(answer).all("input")
        if field.get("type") == "hidden"
    }


def late(app, clock, role=AccountRole.COORDINATOR):
    """A browser whose session ended while a form was being filled in; the answer it gets."""
    number = make_account(app, "member", role, **knowing_password(app))
    member = signed_in(app, number)
    clock.advance(minutes=31)
    return member, member.send(OWN, **TYPED, present_password="a secret")


def test_what_was_typed_is_sent_again_after_signing_in(app, clock, session):
    member, answer = late(app, clock)
    assert answer.status_code == 401
    assert "a secret" not in answer.text
    form = {**fields_of(answer), "login": "member"}
    wrong = member.post(SIGN_IN, data={**form, "password": "wrong"})
    assert wrong.status_code == 422
    form = {**fields_of(wrong), "login": "member", "password": "four camels cross a bridge"}
    again = member.post(SIGN_IN, data=form)
    assert again.status_code == 200
    assert member.post(OWN, data=fields_of(again)).status_code == 303
    account = session.get_one(Account, member.account_id)
    assert (account.name, account.language) == (TYPED["name"], "ckb")


def test_it_is_kept_through_the_second_factor(app, clock, session):
    member, answer = late(app, clock, AccountRole.EDITOR)
    form = {"login": "member", "password": "four camels cross a bridge"}
    code = member.post(SIGN_IN, data={**fields_of(answer), **form})
    form = {**fields_of(code), "code": code_of(app, member.account_id)}
    again = member.post(CODE, data=form)
    assert member.post(OWN, data=fields_of(again)).status_code == 303
    assert session.get_one(Account, member.account_id).name == TYPED["name"]


def test_a_form_that_is_not_ours_is_not_kept(app, clock):
    member, _answer = late(app, clock)
    foreign = signed_in(app, member.account_id)
    clock.advance(minutes=31)
    for data, headers in (
        ({**TYPED, "token": "0" * 64}, {}),
        ({**TYPED, "token": foreign.form_token}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        answer = foreign.post(OWN, data=data, headers=headers)
        assert (answer.status_code, "A name" in answer.text) == (303, False)


def test_it_is_sent_to_the_desk_and_nowhere_else(app, clock):
    client = app.test_client()
    make_account(app, "member", **knowing_password(app))
    form = {"token": token_of(client.get(SIGN_IN)), "login": "member"}
    form |= {"password": "four camels cross a bridge", "kept_address": "https://evil.example/"}
    answer = client.post(SIGN_IN, data=form)
    assert (answer.status_code, answer.location) == (303, "/en/desk/")
