"""The page of security events, and that what people do at the desk is on it."""

import pytest
from sqlalchemy import select

from network.event_kinds import EventKind
from network.models import Hiding, SecurityEvent, Ticket
from network.vocabulary import AccountRole
from tests.cast import NAJAF, PASSWORD, code_of, knowing_password, make_account
from tests.desk import posted, use_ticket
from tests.pages import Page, faults

EVENTS, ACCOUNTS = "/en/desk/events", "/en/desk/accounts"


@pytest.fixture
def told(session):
    """What was recorded so far: kind, by whom, about whom."""

    def read():
        session.rollback()
        found = session.scalars(select(SecurityEvent).order_by(SecurityEvent.id))
        return [(event.kind.value, event.by, event.about) for event in found]

    return read


def shown(browser, **query):
    answer = browser.get(EVENTS, query_string=query)
    assert answer.status_code == 200
    return [item["data-event"] for item in Page(answer).all("li") if "data-event" in item]


def test_signing_in_and_failing_to_is_told(app, client, told):
    number = make_account(app, "editor", AccountRole.EDITOR, **knowing_password(app))
    posted(client, "/en/desk/sign-in", login="nobody", password=PASSWORD)
    posted(client, "/en/desk/sign-in", login="Editor", password="something else")
    posted(client, "/en/desk/sign-in", login="editor", password=PASSWORD)
    posted(client, "/en/desk/second-factor", code="12345")
    posted(client, "/en/desk/second-factor", code=code_of(app, number))
    assert told() == [
        ("wrong-password", None, "editor"),
        ("wrong-code", None, "editor"),
        ("signed-in", None, "editor"),
    ]


def test_what_administrators_do_is_told_with_their_names(administrator, najaf, told, session):
    one = f"{ACCOUNTS}/{najaf.account_id}"
    administrator.send(ACCOUNTS, role="editor", note="the canary of Najaf")
    number = session.scalars(select(Ticket.id)).one()
    administrator.send(f"{ACCOUNTS}/invitations/{number}/withdraw")
    for verb in ("switch-off", "switch-on", "end-sessions", "reset"):
        administrator.send(f"{one}/{verb}")
    administrator.send(one, role="editor")
    about = ("administrator", "najaf")
    assert told() == [
        ("invited", "administrator", None),
        ("invitation-withdrawn", "administrator", None),
        ("switched-off", *about),
        ("switched-on", *about),
        ("sessions-ended", *about),
        ("reset", *about),
        ("role", *about),
    ]
    assert "canary" not in administrator.get(EVENTS).text


def test_a_reset_from_the_desk_voids_the_password_and_ends_all_sessions(
    app, administrator, client, session
):
    number = make_account(app, "member", **knowing_password(app))
    assert posted(client, "/en/desk/sign-in", login="member", password=PASSWORD).status_code == 303
    handed = administrator.send(f"{ACCOUNTS}/{number}/reset")
    assert client.get("/en/desk/").status_code == 303
    assert posted(client, "/en/desk/sign-in", login="member", password=PASSWORD).status_code == 422
    address = Page(handed).one("textarea")["text"].removeprefix("http://localhost")
    new = "seven reeds sing at dawn"
    assert use_ticket(client, address, password=new, again=new).status_code == 303
    assert posted(client, "/en/desk/sign-in", login="member", password=new).status_code == 303


def test_hiding_and_erasing_are_told_without_a_name_that_outlives_them(
    administrator, editor, seeded, session, told
):
    editor.send(f"/en/desk/forums/{NAJAF}/hiding", reason="threats")
    number = session.scalars(select(Hiding.id)).one()
    assert NAJAF in administrator.get(EVENTS).text
    editor.send(f"/en/desk/hidden/{number}")
    assert [event[0] for event in told()] == ["hidden", "shown"]
    session.rollback()
    kept = [repr(list(row)) for row in session.execute(select(SecurityEvent.__table__))]
    assert not any(NAJAF in row for row in kept)


def test_the_page_narrows_by_kind_and_account_and_is_for_administrators(
    app, administrator, editor, najaf
):
    administrator.send(f"{ACCOUNTS}/{najaf.account_id}/switch-off")
    administrator.send(f"{ACCOUNTS}/{editor.account_id}", role="editor", forum="")
    assert shown(administrator) == ["role", "switched-off"]
    assert shown(administrator, kind="role") == ["role"]
    assert shown(administrator, account="najaf") == ["switched-off"]
    assert shown(administrator, account="administrator") == ["role", "switched-off"]
    assert shown(administrator, kind="nonsense", account="a\0b") == ["role", "switched-off"]
    assert editor.get(EVENTS).status_code == 403
    for language in ("en", "ar", "ckb"):
        page = Page(administrator.get(f"/{language}/desk/events"))
        assert list(faults(page, language)) == []


def test_every_kind_has_a_label_and_fits_its_column():
    assert all(str(kind.label) and len(kind) <= 40 for kind in EventKind)
