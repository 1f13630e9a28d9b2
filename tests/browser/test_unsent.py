"""What a browser holds of a draft that was not sent: nothing that a seized phone could tell."""

import json
import time

import pytest
from sqlalchemy.orm import Session

from network.access.cookies import SESSION
from network.changes.drafts import start_draft
from network.clock import now
from network.extensions import database
from network.models import Account, Revision
from tests.browser.colleague import Colleague
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.site import Site
from tests.cast import Clock, make_account, signed_in
from tests.databases import SqliteDatabases

pytestmark = pytest.mark.browser
NAME = "#name_en"
WORDS = "Qaraqosh rowers"
STORED = """async () => {
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            found.push(request.url, await (await cache.match(request)).text());
        }
    }
    for (const base of await indexedDB.databases()) found.push(base.name);
    return found.join("\\n");
}"""
IS_KEPT = "() => Object.keys(localStorage).some((name) => /^rafidain-[0-9a-f]{64}$/.test(name))"


@pytest.fixture
def site(tmp_path):
    """A site of its own, whose clock these tests move on."""
    site = Site(tmp_path / "instance", SqliteDatabases(tmp_path).copy("small"))
    site.app.extensions["clock"] = Clock()
    for login in ("kut", "basra"):
        make_account(site.app, login)
    yield site
    site.close()


@pytest.fixture
def number(site):
    """The number of a draft of the first account."""
    with site.app.app_context(), database.writing(site.app) as session:
        return start_draft(session, session.get_one(Account, 1), "organization", [], now())


def sign_in(page, site, account):
    """Let the browser be signed in as another account, or anew."""
    token = signed_in(site.app, account).token
    page.context.add_cookies([{"name": SESSION, "value": token, "url": site.address}])


@pytest.fixture
def page(visitor, site, number):
    """The draft in a browser that is cut off while somebody types into it, and back again."""
    visitor.expect("ERR_FAILED|ERR_INTERNET|answer 40")
    page = Colleague(visitor, "en", "/en/desk/sign-in").page
    sign_in(page, site, 1)
    page.goto(f"/en/desk/drafts/{number}")
    type_unsent(page)
    return page


def type_unsent(page):
    page.route("**/typed", lambda route: route.abort())
    page.fill(NAME, WORDS)
    page.wait_for_function(IS_KEPT)
    page.wait_for_function("() => document.querySelector('#kept').textContent.trim()")


def sent(site, number, words=WORDS):
    """What the server has of the name, as soon as it is what is waited for.

    A page that is being left may still get something through.
    """
    name = None
    for _ in range(100):
        with Session(database.engine(site.app)) as session:
            name = dict(session.get_one(Revision, number).typed or []).get("name_en")
        if name == words:
            break
        time.sleep(0.1)
    return name


def test_nothing_that_is_stored_can_be_read(page, site, number):
    stored = page.evaluate(STORED)
    for words in (WORDS, "rowers", "draft", "name_en", "organization"):
        assert words not in stored
    (kept,) = page.evaluate("Object.values(localStorage)")
    size = len(kept)
    page.fill(NAME, f"{WORDS} of the river")
    page.wait_for_function("(kept) => Object.values(localStorage)[0] !== kept", arg=kept)
    assert len(page.evaluate("Object.values(localStorage)[0]")) == size


def test_the_keys_leave_the_page_at_once_and_are_in_no_store(page, site):
    given = site.app.test_client()
    given.set_cookie(SESSION, signed_in(site.app, 1).token)
    answer = given.get("/en/desk/")
    assert answer.headers["Cache-Control"] == "no-store"
    with site.app.test_request_context("/en/desk/", headers={"Cookie": f"{SESSION}=x"}):
        assert set(site.app.jinja_env.globals["unsent_keys"]()) == {"today", "lasts"}
    assert page.locator("[data-unsent]").count() == 0
    assert "&#34;days&#34;" in answer.text


def test_it_is_back_after_a_crash_and_another_session(page, site, number):
    again = page.context.new_page()
    page.close()
    sign_in(again, site, 1)
    again.goto(f"/en/desk/drafts/{number}")
    again.wait_for_function("([place, words]) => document.querySelector(place).value === words",
                            arg=[NAME, WORDS])  # fmt: skip
    assert sent(site, number) == WORDS
    again.wait_for_function("() => localStorage.length === 0")


def test_another_account_on_the_same_phone_cannot_read_it_nor_lose_it(page, site, number):
    kept = page.evaluate("JSON.stringify(localStorage)")
    sign_in(page, site, 2)
    with site.app.app_context(), database.writing(site.app) as session:
        other = start_draft(session, session.get_one(Account, 2), "organization", [], now())
    page.goto(f"/en/desk/drafts/{other}")
    assert page.input_value(NAME) == ""
    # Even under the name that this account would look for, the words stay hidden.
    page.fill(NAME, "something else")
    page.wait_for_function("() => localStorage.length === 2")
    page.evaluate(
        """(kept) => { for (const name of Object.keys(localStorage))
            localStorage[name] = Object.values(JSON.parse(kept))[0]; }""",
        kept,
    )
    page.reload()
    page.wait_for_function("() => !document.querySelector('[data-unsent]')")
    page.wait_for_timeout(300)
    assert page.input_value(NAME) == ""
    page.click(".sign-out button")
    page.wait_for_selector(".done")
    assert set(json.loads(kept).values()) <= set(page.evaluate("Object.values(localStorage)"))


def test_signing_out_leaves_what_was_not_sent_and_nothing_else(page, site, number):
    page.evaluate("caches.open('rafidain-pages-1')")
    page.click(".sign-out button")
    page.wait_for_selector(".done")
    assert "it stays in this browser for a week" in page.inner_text(".done")
    page.wait_for_function("async () => !(await caches.keys()).length")
    assert WORDS not in page.evaluate(STORED)
    sign_in(page, site, 1)
    page.unroute("**/typed")
    page.goto(f"/en/desk/drafts/{number}")
    assert sent(site, number) == WORDS
    page.wait_for_function("() => localStorage.length === 0")
    page.evaluate("localStorage.setItem('something', 'else')")
    page.click(".sign-out button")
    page.wait_for_selector(".done")
    page.wait_for_function("() => localStorage.length === 0")


def test_after_a_week_it_goes_at_the_next_page_of_the_desk(page, site, number):
    clock = site.app.extensions["clock"]
    clock.advance(days=7)
    page.goto("/en/desk/sign-in")
    page.wait_for_function("() => !document.querySelector('[data-unsent]')")
    assert page.evaluate(IS_KEPT)
    clock.advance(days=1)
    page.goto("/en/desk/sign-in")
    page.wait_for_function("() => localStorage.length === 0")


def test_no_page_is_given_a_key_of_more_than_a_week_ago(site):
    reader = site.app.test_client()

    def keys():
        reader.set_cookie(SESSION, signed_in(site.app, 1).token)
        with site.app.test_request_context(
            "/en/desk/", headers={"Cookie": f"{SESSION}={reader.get_cookie(SESSION).value}"}
        ):
            return site.app.jinja_env.globals["unsent_keys"]()

    before = keys()
    site.app.extensions["clock"].advance(days=7)
    assert before["days"][str(before["today"])] in keys()["days"].values()
    assert keys()["names"] == before["names"]
    site.app.extensions["clock"].advance(days=1)
    assert not set(before["days"].values()) & set(keys()["days"].values())


def test_what_an_earlier_version_kept_readable_is_encrypted_at_first_sight(page, site, number):
    page.goto("/en/desk/")
    page.evaluate(
        """([name, text]) => { localStorage.clear(); localStorage.setItem(name, text); }""",
        [
            f"rafidain-draft-{number}",
            json.dumps({"typed": [["name_en", "Old words"]], "version": "old"}),
        ],
    )
    page.reload()
    page.wait_for_function(IS_KEPT)
    page.wait_for_function("() => localStorage.length === 1")
    assert "Old words" not in page.evaluate(STORED)
    page.unroute("**/typed")
    page.goto(f"/en/desk/drafts/{number}")
    page.locator("#kept button").tap()
    assert sent(site, number, "Old words") == "Old words"


def test_without_cryptography_nothing_is_kept_and_the_page_says_so(visitor, site, number):
    visitor.expect("ERR_FAILED|answer 40")
    page = Colleague(visitor, "en", "/en/desk/sign-in").page
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
    sign_in(page, site, 1)
    page.goto(f"/en/desk/drafts/{number}")
    page.route("**/typed", lambda route: route.abort())
    page.fill(NAME, WORDS)
    page.wait_for_function(
        "() => document.querySelector('#kept').textContent.includes('this browser keeps nothing')"
    )
    assert page.evaluate("localStorage.length") == 0
    page.unroute("**/typed")
    assert sent(site, number) == WORDS


def test_no_file_of_the_browser_holds_what_was_typed(browser, site, number, tmp_path):
    profile = tmp_path / "profile"
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=ARGUMENTS, base_url=site.address
    )
    page = context.pages[0]
    sign_in(page, site, 1)
    page.goto(f"/en/desk/drafts/{number}")
    type_unsent(page)
    page.goto("/en/desk/")
    page.evaluate("localStorage.setItem('control', 'Control words')")
    page.goto(f"/en/desk/drafts/{number}")
    page.wait_for_function("([place, words]) => document.querySelector(place).value === words",
                           arg=[NAME, WORDS])  # fmt: skip
    context.close()
    files = {path: path.read_bytes() for path in profile.rglob("*") if path.is_file()}
    # Of words that were stored readable, the same search finds them.
    assert any(b"Control words" in held for held in files.values())
    for path, held in files.items():
        assert WORDS.encode() not in held, path
        assert WORDS.encode("utf-16-le") not in held, path
