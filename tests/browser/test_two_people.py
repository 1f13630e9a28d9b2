"""Two people at the desk, each in a browser: a conflict, a refusal, a forum that must vanish."""

import csv
import io

import pytest

from network.access.cookies import SESSION
from network.presenters.desk.importing import column_labels
from network.vocabulary import AccountRole, ActivityKind
from tests.browser.colleague import Colleague
from tests.browser.site import Site
from tests.cast import make_account, signed_in
from tests.conftest import CHEAP
from tests.databases import SqliteDatabases
from tests.desk import posted
from tests.pages import Page

pytestmark = pytest.mark.browser
FORUM = "tikrit-forum"


@pytest.fixture
def site(tmp_path):
    """A site of its own for each test, as these change what is public."""
    site = Site(tmp_path / "instance", SqliteDatabases(tmp_path).copy("small"))
    site.app.extensions["passwords"] = CHEAP
    yield site
    site.close()


@pytest.fixture
def people(site):
    """A coordinator of Tikrit and an editor, by name; each a client that is signed in."""
    roles = {"tikrit": (AccountRole.COORDINATOR, (FORUM,)), "editor": (AccountRole.EDITOR, ())}
    return {
        name: signed_in(site.app, make_account(site.app, name, role, forums))
        for name, (role, forums) in roles.items()
    }


@pytest.fixture
def enter(visitor, site, people):
    """Opens a page of the desk in the browser of one of these people."""

    def open_(name, path, language="ar"):
        colleague = Colleague(visitor, language, f"/{language}/desk/sign-in")
        token = people[name].token
        cookie = {"name": SESSION, "value": token, "url": site.address, "httpOnly": True}
        colleague.page.context.add_cookies([cookie])
        colleague.page.goto(f"/{language}/desk/{path}")
        return colleague

    return open_


def changing(colleague, kind, slug):
    """Open the form of a public record."""
    colleague.page.goto(f"/ar/desk/records/{kind}/{slug}")
    colleague.tap("Change")


def follow(colleague, link):
    """Tap the first such link, and wait for the page that follows."""
    with colleague.page.expect_navigation():
        colleague.page.locator(link).first.tap()


def test_the_second_of_two_sees_what_the_first_changed_and_merges(enter, people, client_of):
    first, second = enter("editor", ""), enter("tikrit", "")
    changing(second, "organization", "runners")
    second.page.fill("#name_ar", "عداؤو السلام")
    changing(first, "organization", "runners")
    first.page.fill("#name_ar", "فريق العدّائين")
    first.page.fill("#aim_ar", "الركض من أجل السلام")
    first.tap("Hand in for review")
    client_of("second-editor").approve_all()
    second.tap("Hand in for review")
    assert second.told("Somebody changed this record too")
    page = second.page.inner_text("main")
    assert "فريق العدّائين" in page
    assert "عداؤو السلام" in page
    assert "الركض من أجل السلام" in page
    second.tap("Lay both together and go on")
    assert second.page.input_value("#name_ar") == "عداؤو السلام"
    assert second.page.input_value("#aim_ar") == "الركض من أجل السلام"
    second.tap("Hand in for review")
    client_of("third-editor").approve_all()
    public = Page(client_of("visitor").get("/ar/organizations/runners")).text
    assert "عداؤو السلام" in public
    assert "الركض من أجل السلام" in public


def test_what_was_sent_back_comes_with_its_reason_and_goes_out_again(enter, client_of):
    author = enter("tikrit", "")
    changing(author, "organization", "runners")
    author.page.fill("#name_ckb", "ڕاکەران")
    author.tap("Hand in for review")
    reviewer = enter("editor", "review", "ckb")
    follow(reviewer, ".desk-list a")
    reviewer.page.fill("#reason", "کام ڕووبار؟")
    reviewer.tap("Send it back")
    author.page.goto("/ar/desk/")
    assert "کام ڕووبار؟" in author.page.inner_text("main")
    follow(author, "a[href*='/drafts/']")
    assert "کام ڕووبار؟" in author.page.inner_text("main")
    author.page.fill("#name_ckb", "ڕاکەرانی دیجلە")
    author.tap("Hand in for review")
    reviewer.page.goto("/ckb/desk/review")
    follow(reviewer, ".desk-list a")
    reviewer.tap("Approve and publish")
    assert "ڕاکەرانی دیجلە" in Page(client_of("visitor").get("/ckb/organizations/runners")).text


def test_one_press_takes_a_forum_off_the_map_while_a_visitor_looks_at_it(enter, visitor, client_of):
    visitor.expect("404")
    looking = visitor.open("/ar/")
    assert looking.get_attribute("[data-city=tikrit]", "data-activities") == "2"
    coordinator = enter("tikrit", f"records/forum/{FORUM}")
    coordinator.page.locator(
        "details summary", has_text=coordinator.words("Hide this forum now")
    ).tap()
    coordinator.tap("Hide it everywhere")
    looking.reload()
    looking.wait_for_selector("html[data-map=ready]")
    assert looking.get_attribute("[data-city=tikrit]", "data-activities") == "1"
    assert looking.goto(f"/ar/forums/{FORUM}").status == 404
    assert looking.goto("/ar/organizations/runners").status == 404
    editor = enter("editor", "hidden")
    editor.tap("Show it again")
    assert looking.goto(f"/ar/forums/{FORUM}").status == 200


@pytest.fixture
def client_of(site):
    """A client without a browser: a visitor, or an editor who approves all that waits."""

    def make(name):
        if name == "visitor":
            return site.app.test_client()
        number = make_account(site.app, name, AccountRole.EDITOR)
        client = signed_in(site.app, number)
        client.approve_all = lambda: _approve_all(client)
        return client

    return make


def _approve_all(client):
    page = Page(client.get("/en/desk/review"))
    numbers = [found["value"] for found in page.all("input") if found.get("name") == "revision"]
    assert numbers
    answer = posted(client, "/en/desk/review", revision=numbers)
    assert "done=approved" in answer.location


def filled_template(colleague):
    """Our Arabic table of activities as CSV: two new ones, the city of the second misspelled."""
    template = colleague.page.request.get("/ar/desk/imports/templates/activities.csv")
    headings = next(csv.reader([template.body().decode("utf-8-sig")]))
    with colleague.visitor.site.app.test_request_context("/ar/"):
        labels = {key: words["ar"] for key, words in column_labels()["activity"].items()}
        kind = str(ActivityKind.SPORT_EVENT.label)
    columns = ("name_ar", "kind_name", "start", "city_name", "participants", "source_title")
    places = [headings.index(labels[column]) for column in columns]
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(headings)
    for name, city in (("سباق الضفاف", "تكريت"), ("ماراثون السلام", "تكريط")):
        row = [""] * len(headings)
        for place, cell in zip(places, (name, kind, "٢٠٢٥", city, "٤٠", "دفتر"), strict=True):
            row[place] = cell
        table.writerow(row)
    return {"name": "أنشطة.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}


def test_a_table_is_looked_at_handed_in_published_and_undone_as_one(enter, client_of):
    author, reviewer = enter("tikrit", "imports"), enter("editor", "review")
    author.page.set_input_files("#file", filled_template(author))
    author.tap("Look at it first")
    assert author.page.locator("[data-count=refused]").get_attribute("data-value") == "1"
    assert "تكريط" in author.page.locator(".faults").inner_text()
    author.tap("Take all of them", "link")
    assert author.page.locator("[data-count=added]").get_attribute("data-value") == "2"
    author.tap("Hand it in for review")
    assert "سباق الضفاف" not in client_of("visitor").get("/ar/activities/").text
    reviewer.page.reload()
    follow(reviewer, "a[href*=batches]")
    reviewer.tap("Approve and publish all")
    listed = client_of("visitor").get("/ar/activities/").text
    assert ("سباق الضفاف" in listed, "ماراثون السلام" in listed) == (True, True)
    reviewer.tap("Undo the whole import")
    reviewer.told("The import is undone as a whole.")
    listed = client_of("visitor").get("/ar/activities/").text
    assert "سباق الضفاف" not in listed
    assert "ماراثون السلام" not in listed
