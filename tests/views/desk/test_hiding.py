"""The pages of hiding: what still names a forum, what is hidden too, what is shown again."""

import re

import pytest
from sqlalchemy import select

from network.models import Report
from tests.cast import make_account, signed_in
from tests.pages import Page
from tests.records import activity, organization

NAME = "Forum tikrit-forum"
HIDE = "/en/desk/forums/tikrit-forum/hiding"


@pytest.fixture
def owner(app):
    """The coordinator of the forum that is hidden."""
    return signed_in(app, make_account(app, "owner", forums=("tikrit-forum",)))


@pytest.fixture
def named(small, make_public, editor, session):
    """A team, an activity and an unlisted frozen report that name the forum; the report's slug."""
    make_public(
        organization("friends", aim_en=f"Stands by {NAME}."),
        activity("talk", "seminar", name_ar="حوار", summary_en=f"Held with {NAME}."),
    )
    editor.send("/en/desk/reports", title=f"Reach of {NAME}", address="/en/reach")
    return session.scalars(select(Report.slug)).one()


def hidden(member, **fields):
    """Hide the forum; the address of its page."""
    answer = member.send(HIDE, reason="Threats", **fields)
    assert answer.status_code == 303
    return re.sub(r"\?.*", "", answer.location)


def told(answer, part):
    """The records that a list of the page names, each as `kind:slug`."""
    text = answer.get_data(as_text=True).partition(f'id="{part}"')[2].partition("</ul>")[0]
    return set(re.findall(r'name="record" value="([^"]+)"', text))


def test_the_page_tells_each_public_text_that_names_the_forum_and_leads_to_it(named, editor):
    page = editor.get(hidden(editor))
    assert told(page, "mentions") == {"organization:friends", "activity:talk", f"report:{named}"}
    links = set(Page(page).values("href"))
    assert {"/en/organizations/friends", "/en/activities/talk", f"/en/reports/{named}"} <= links
    assert f"Held with {NAME}." in page.get_data(as_text=True)


def test_one_press_hides_the_ticked_ones_and_another_shows_one_again(named, editor, client):
    address = hidden(editor)
    records = ["organization:friends", f"report:{named}"]
    answer = editor.send(f"{address}/mentions", record=records)
    assert answer.status_code == 303
    page = editor.get(address)
    assert told(page, "mentions") == {"activity:talk"}
    assert told(page, "along-list") == set(records)
    assert client.get("/en/organizations/friends").status_code == 404
    assert NAME not in client.get(f"/en/reports/{named}").get_data(as_text=True)
    editor.send(f"{address}/mentions", action="show", record="organization:friends")
    assert client.get("/en/organizations/friends").status_code == 200
    assert told(editor.get(address), "along-list") == {f"report:{named}"}
    editor.send(f"{address}/mentions", action="show", record=f"report:{named}")
    assert told(editor.get(address), "mentions") >= {"organization:friends", f"report:{named}"}
    # A report's title stays out of its page as long as what it names is hidden.
    assert NAME not in client.get(f"/en/reports/{named}").get_data(as_text=True)


def test_an_editor_may_hide_all_of_them_at_once(named, editor, client):
    page = editor.get(hidden(editor, also="yes"))
    assert told(page, "mentions") == set()
    assert "No public text names it any more." in page.get_data(as_text=True)
    assert client.get("/en/activities/talk").status_code == 404


def test_a_coordinator_reads_what_names_their_forum_and_hides_nothing_else(named, owner, client):
    address = hidden(owner, also="yes")
    page = owner.get(address)
    assert page.status_code == 200
    assert f"Stands by {NAME}." in page.get_data(as_text=True)
    assert named not in page.get_data(as_text=True)
    assert told(page, "mentions") == set()
    answer = owner.send(f"{address}/mentions", record="organization:friends")
    assert answer.status_code == 403
    assert client.get("/en/organizations/friends").status_code == 200


def test_a_coordinator_of_another_forum_learns_of_no_hiding(named, editor, kut):
    address = hidden(editor)
    assert kut.get(address).status_code == kut.get("/en/desk/hidden/98765").status_code == 404
    assert "tikrit" not in kut.get("/en/desk/hidden").get_data(as_text=True)


def test_all_of_it_comes_back_with_the_forum(named, editor, client):
    address = hidden(editor, also="yes")
    assert editor.send(address).status_code == 303
    assert editor.get(address).status_code == 404
    for path in ("forums/tikrit-forum", "organizations/friends", "activities/talk"):
        assert client.get(f"/en/{path}").status_code == 200
    assert NAME in client.get(f"/en/reports/{named}").get_data(as_text=True)
