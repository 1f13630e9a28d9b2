"""Getting into the desk and out of it: on a phone, in Arabic, without scripts; for everyone."""

import re
import time

import pytest

from network.changes.tickets import invite
from network.extensions import database
from network.vocabulary import AccountRole
from tests.browser.test_accessibility import violations
from tests.browser.visits import PHONE
from tests.cast import NAJAF, make_account, signed_in

pytestmark = pytest.mark.browser

PASSWORD = "seven boats under willows"
PAGES = ("desk/", "desk/own", "desk/own/second-factor", "desk/accounts", "desk/forgotten")


@pytest.fixture
def invitation(site):
    """The path of an invitation for a coordinator of Najaf."""
    with database.writing(site.app) as session:
        moment = site.app.extensions["clock"]()
        return f"/ar/desk/tickets/{invite(session, AccountRole.COORDINATOR, [NAJAF], '', moment)}"


def test_an_invitation_leads_in_and_signing_out_leaves_nothing_behind(visitor, invitation):
    visitor.expect("cookie desk-form")
    page = visitor.open(invitation, "h1", viewport=PHONE, java_script_enabled=False)
    for name, value in (("login", "nahr"), ("name", "نهر"), ("password", PASSWORD)):
        page.fill(f"[name={name}]", value)
    page.fill("[name=again]", PASSWORD)
    page.click("form button")
    assert "نهر" in page.inner_text("h1")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.click("a[href='/ar/desk/own']")
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "desk"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Lax", -1)
    begun = time.perf_counter()
    page.click(".sign-out button")
    page.wait_for_selector(".done")
    assert time.perf_counter() - begun < 3
    page.go_back()
    page.wait_for_url(re.compile("/ar/desk/sign-in"))
    page.fill("[name=login]", "NAHR")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/desk/own")
    page.click(".sign-out button")


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_desk_can_be_used_by_everyone(visitor, site, language):
    visitor.expect("cookie desk")
    page = visitor.open(f"/{language}/desk/sign-in", "h1", viewport={"width": 320, "height": 700})
    assert violations(page) == []
    number = make_account(site.app, f"admin-{language}", AccountRole.ADMINISTRATOR)
    token = signed_in(site.app, number).token
    page.context.add_cookies([{"name": "desk", "value": token, "url": site.address}])
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (path, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
