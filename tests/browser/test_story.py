"""The opening story: an invitation, a new city, and the map that shows it, in Arabic on a phone."""

import pytest
from pyotp import TOTP

from network.changes.second_factor import new_secret
from network.changes.tickets import invite
from network.clock import now
from network.extensions import database
from network.vocabulary import AccountRole, ActivityKind, Level, OrganizationKind, Stage
from tests.browser.colleague import Colleague
from tests.browser.site import Site
from tests.cast import PASSWORD, knowing_password, make_account
from tests.conftest import CHEAP
from tests.databases import SqliteDatabases

pytestmark = pytest.mark.browser
CITY, FORUM = "الرميثة", "منتدى الرميثة الاجتماعي"
TEAMS = ("فريق ضفاف الرميثة", "فريق حكايات النهر")
ACTIVITIES = ("حملة تنظيف النهر", "ورشة كتابة", "ماراثون السلام")


@pytest.fixture
def site(tmp_path):
    """A site of its own, since its map changes."""
    site = Site(tmp_path / "instance", SqliteDatabases(tmp_path).copy("seeded"))
    site.app.extensions["passwords"] = CHEAP
    yield site
    site.close()


def invitation(app):
    """The one-time address that an inviter hands over."""
    with app.app_context(), database.writing(app) as session:
        token = invite(session, AccountRole.COORDINATOR, [], "", now())
    return f"/ar/desk/tickets#{token}"


def accept(colleague, login):
    colleague.type("Login", login)
    colleague.type("Name", "دجلة")
    colleague.type("Password", PASSWORD)
    colleague.type("The same password again", PASSWORD)
    colleague.tap("Make the account")


def add(colleague, kind):
    colleague.page.goto("/ar/desk/add")
    colleague.tap(kind)
    colleague.page.wait_for_selector("#draft")


def hand_in(colleague):
    colleague.own_record("٥", 5, "٢٠٢٥")
    colleague.tap("Hand in for review")
    colleague.told("Handed in. An editor will look at it; you see here what becomes of it.")


def add_city(colleague):
    colleague.page.goto("/ar/desk/add")
    colleague.tap("Add a city", "link")
    colleague.type("Its name, in any language and spelling", CITY)
    colleague.tap("Find it")
    colleague.page.locator(".picker-place").first.tap()
    colleague.tap("This is the place: go on")
    hand_in(colleague)


def add_forum(colleague):
    add(colleague, "Add a forum")
    colleague.page.fill("#name_ar", FORUM)
    colleague.page.select_option("#level", Level.LOCAL)
    colleague.page.select_option("#stage", Stage.FORMED)
    colleague.choose("City", CITY)
    hand_in(colleague)


def add_team(colleague, name):
    add(colleague, "Add a team or an organization")
    colleague.page.fill("#name_ar", name)
    colleague.page.select_option("#kind", OrganizationKind.VOLUNTEER_TEAM)
    colleague.choose("City", CITY)
    colleague.tick("Member of the forums", FORUM, "forums")
    hand_in(colleague)


def add_activity(colleague, name, team):
    add(colleague, "Add an activity")
    colleague.page.fill("#name_ar", name)
    colleague.page.select_option("#kind", ActivityKind.WORKSHOP)
    colleague.date("start", "٥", 5, "٢٠٢٥")
    colleague.choose("City", CITY)
    colleague.tick("Forums taking part", FORUM, "forums")
    colleague.tick("Organizers", team, "organizers")
    colleague.type("Participants", "٣٠")
    hand_in(colleague)


def review_all(visitor, app):
    """An editor signs in with both factors and publishes everything that waits."""
    secret = new_secret()
    columns = {"totp_secret": secret, "language": "ar", **knowing_password(app)}
    make_account(app, "editor", AccountRole.EDITOR, **columns)
    colleague = Colleague(visitor, "ar", "/ar/desk/review")
    colleague.type("Login", "editor")
    colleague.type("Password", PASSWORD)
    colleague.tap("Sign in")
    colleague.type("Code", TOTP(secret).now())
    colleague.tap("Sign in")
    boxes = colleague.page.locator("input[name=revision]")
    assert boxes.count() >= 7
    for box in boxes.all():
        box.tap()
    colleague.tap("Approve the ticked ones")
    colleague.told("Published. The map shows it now.")


def test_from_an_invitation_to_the_map(visitor, site):
    before = visitor.open("/ar/")
    assert before.locator("[data-city*=rumayth]").count() == 0
    colleague = Colleague(visitor, "ar", invitation(site.app))
    accept(colleague, "rumaitha")
    add_city(colleague)
    add_forum(colleague)
    for team in TEAMS:
        add_team(colleague, team)
    for name, team in zip(ACTIVITIES, (*TEAMS, TEAMS[0]), strict=True):
        add_activity(colleague, name, team)
    assert "[data-city*=rum]" not in before.content()
    review_all(visitor, site.app)
    before.reload()
    before.wait_for_selector("html[data-map=ready]")
    bubble = before.locator("[data-city*=rum]")
    assert bubble.get_attribute("data-activities") == "3"
    assert CITY in bubble.get_attribute("aria-label")
