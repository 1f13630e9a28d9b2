"""The cast itself: the contents that the other tests count on."""

from sqlalchemy import func, select

from network.models import Activity, City
from tests.pages import Page


def test_the_small_set_has_the_counts_that_its_docstring_says(client, small):
    counts = Page(client.get("/en/")).counts
    assert counts["activities"] == 8
    assert counts["cities"] == 4
    assert counts["participants"] == 298
    assert counts["figures"] == 4
    assert counts["nowhere"] == 1


def test_a_crowd_of_a_thousand_has_a_thousand_activities(session, thousand):
    assert session.scalar(select(func.count()).select_from(Activity)) == 1000
    assert session.scalar(select(func.count()).select_from(City)) == 6
