"""What happens at the desk while somebody types: nothing that was typed is lost."""

import pytest
from sqlalchemy.orm import Session

from network.access.cookies import SESSION
from network.changes.drafts import start_draft
from network.changes.sign_in import end_session
from network.clock import now
from network.extensions import database
from network.models import Account, Revision
from tests.browser.colleague import Colleague
from tests.browser.site import Site
from tests.cast import PASSWORD, knowing_password, make_account, signed_in
from tests.conftest import CHEAP
from tests.databases import SqliteDatabases
from tests.desk import posted

pytestmark = pytest.mark.browser
KEPT, TYPED = "#kept", "#name_ar"


@pytest.fixture(scope="module")
def desk_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    site = Site(folder / "instance", SqliteDatabases(folder).copy("small"))
    site.app.extensions["passwords"] = CHEAP
    make_account(site.app, "kut", **knowing_password(site.app))
    yield site
    site.close()


@pytest.fixture
def site(desk_site):
    """A site whose desk is at work."""
    return desk_site


@pytest.fixture
def typing(visitor, site):
    """A coordinator on a phone, with the form of a new team before them."""
    author = signed_in(site.app, 1)
    with site.app.app_context(), database.writing(site.app) as session:
        number = start_draft(session, session.get_one(Account, 1), "organization", [], now())
    colleague = Colleague(visitor, "ar", "/ar/desk/sign-in")
    cookie = {"name": SESSION, "value": author.token, "url": site.address, "httpOnly": True}
    colleague.page.context.add_cookies([cookie])
    colleague.page.goto(f"/ar/desk/drafts/{number}")
    colleague.number, colleague.token = number, author.token
    colleague.told_by = lambda words: colleague.page.wait_for_function(
        "([place, words]) => document.querySelector(place)?.textContent.includes(words)",
        arg=[KEPT, colleague.words(words)],
    )
    return colleague


def typed(site, number):
    """What the server has of a draft."""
    with Session(database.engine(site.app)) as session:
        return dict(session.get_one(Revision, number).typed or [])


def test_what_is_typed_is_kept_a_moment_after_typing_stops(typing, site):
    typing.page.fill(TYPED, "فريق القوارب")
    typing.told_by("Kept as a draft")
    assert typed(site, typing.number)["name_ar"] == "فريق القوارب"
    assert typing.page.evaluate("localStorage.length") == 0


def test_a_session_that_ends_while_somebody_types_loses_nothing(typing, site, visitor):
    visitor.expect("401")
    with database.writing(site.app) as session:
        end_session(session, typing.token)
    typing.page.fill(TYPED, "فريق القوارب")
    typing.told_by("You were signed out. What you type is kept in this browser.")
    assert typed(site, typing.number) == {}
    typing.tap("Sign in again", "link")
    typing.type("Login", "kut")
    typing.type("Password", PASSWORD)
    typing.tap("Sign in")
    assert typing.page.url.endswith(f"/ar/desk/drafts/{typing.number}")
    assert typing.page.input_value(TYPED) == "فريق القوارب"
    typing.told_by("Kept as a draft")
    assert typed(site, typing.number)["name_ar"] == "فريق القوارب"


def test_without_a_network_typing_goes_on_and_is_sent_when_it_is_back(typing, site, visitor):
    visitor.expect("ERR_INTERNET_DISCONNECTED")
    typing.page.context.set_offline(True)
    typing.page.fill(TYPED, "فريق")
    typing.told_by(
        "No connection. What you type is kept in this browser and sent when the connection is back."
    )
    typing.page.fill(TYPED, "فريق القوارب")
    typing.page.context.set_offline(False)
    typing.told_by("Kept as a draft")
    typing.page.wait_for_function("() => localStorage.length === 0")
    assert typed(site, typing.number)["name_ar"] == "فريق القوارب"


def test_an_answer_that_was_lost_on_the_way_is_no_other_window(typing, site, visitor):
    visitor.expect("ERR_FAILED|ERR_CONNECTION")
    lost = []

    def lose(route):
        # The server takes it, and its answer never arrives.
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    typing.page.route("**/typed", lose)
    typing.page.fill(TYPED, "فريق")
    while not lost:
        typing.page.wait_for_timeout(100)
    typing.page.fill(TYPED, "فريق القوارب")
    typing.told_by("Kept as a draft")
    typing.page.wait_for_function("() => localStorage.length === 0")
    assert typed(site, typing.number)["name_ar"] == "فريق القوارب"


def test_what_another_window_kept_is_not_overwritten_and_this_one_is_not_lost(
    typing, site, visitor
):
    visitor.expect("409")
    other = signed_in(site.app, 1)
    posted(other, f"/ar/desk/drafts/{typing.number}", name_ar="من الحاسوب", action="keep")
    other.post(
        f"/ar/desk/drafts/{typing.number}/typed",
        data={"token": other.form_token, "name_ar": "من الحاسوب"},
    )
    typing.page.fill(TYPED, "من الهاتف")
    typing.told_by("This draft was changed in another window.")
    assert typed(site, typing.number)["name_ar"] == "من الحاسوب"
    typing.page.reload()
    assert typing.page.input_value(TYPED) == "من الحاسوب"
    typing.page.get_by_role("button", name=typing.words("Put it back")).tap()
    typing.told_by("Kept as a draft")
    assert typed(site, typing.number)["name_ar"] == "من الهاتف"
