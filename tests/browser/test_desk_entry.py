"""Getting into the desk and out of it: on a phone, in Arabic, without scripts."""

import logging
import re
import threading
import time

import pytest
from werkzeug.serving import make_server

from network.changes.tickets import invite
from network.extensions import database
from network.vocabulary import AccountRole
from tests.browser.visits import PHONE
from tests.cast import NAJAF

pytestmark = pytest.mark.browser

PASSWORD = "seven boats under willows"


@pytest.fixture
def invitation(site):
    """The path of an invitation for a coordinator of Najaf."""
    with database.writing(site.app) as session:
        moment = site.app.extensions["clock"]()
        return f"/ar/desk/tickets#{invite(session, AccountRole.COORDINATOR, [NAJAF], '', moment)}"


def test_an_invitation_leads_in_and_signing_out_leaves_nothing_behind(visitor, invitation):
    visitor.expect("cookie desk-(form|known)")
    page = visitor.open(invitation, "h1", viewport=PHONE, java_script_enabled=False)
    page.fill("[name=ticket]", page.url)
    page.click("form button")
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


@pytest.fixture
def logged(site, caplog):
    """The address of the same site behind a server that logs each request as it came."""
    caplog.set_level(logging.INFO, "werkzeug")
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_token_is_in_no_log_no_history_and_no_address(browser, logged, invitation, caplog):
    token = invitation.partition("#")[2]
    page = browser.new_context(base_url=logged, viewport=PHONE).new_page()
    page.goto("/ar/desk/sign-in")
    page.goto(invitation)
    page.wait_for_selector("[name=again]")
    assert page.url.endswith("/ar/desk/tickets")
    assert token not in page.title()
    assert token not in page.evaluate("document.referrer")
    page.go_back()
    page.wait_for_load_state()
    assert token not in page.url
    page.context.close()
    assert "GET /ar/desk/tickets HTTP" in caplog.text
    assert "POST /ar/desk/tickets HTTP" in caplog.text
    assert token not in caplog.text
