"""Seeding: never over people's heads, never what they erased, removed or hid."""

import pytest
from sqlalchemy import select

from network.changes.hide import hide
from network.changes.publish import latest_revision, publish
from network.changes.remove import empty_bin, remove
from network.changes.seeding import is_empty, is_used, plan_seeding, seed
from network.changes.tombstones import ErasedError, KeyLostError
from network.changes.withheld import Withheld, keep_withheld
from network.database import SITE_KEY
from network.extensions import database
from network.models import Activity, City, Forum, Revision
from network.vocabulary import Origin
from tests.people import NOON, editor
from tests.records import activity, city


def erased(session, kind, slug):
    empty_bin(
        session, remove(session, latest_revision(session, kind, slug), editor(session), "No", NOON)
    )


def test_what_was_erased_is_not_seeded_again(desk, small):
    erased(desk, "city", "anah")
    assert seed(desk, small) == 0
    assert "anah" not in set(desk.scalars(select(City.slug)))


def test_no_way_leads_what_was_erased_back(desk):
    erased(desk, "city", "anah")
    for origin in Origin:
        with pytest.raises(ErasedError):
            publish(desk, [city("anah", "euphrates")], origin)


def test_a_reference_to_what_was_erased_is_dropped(desk, small):
    erased(desk, "city", "anah")
    news = [*small, activity("walk-anah", city="anah", sources="report")]
    assert seed(desk, news) == 1
    assert desk.scalars(select(Activity).where(Activity.slug == "walk-anah")).one().city is None
    snapshot = latest_revision(desk, "activity", "walk-anah").snapshot
    assert "anah" not in str(snapshot["city"])
    assert seed(desk, news) == 0


def test_with_another_key_nothing_is_seeded(desk, small):
    erased(desk, "city", "anah")
    desk.info[SITE_KEY] = b"x" * 32
    with pytest.raises(KeyLostError):
        seed(desk, small)


def test_a_tombstone_names_nothing(desk):
    erased(desk, "city", "anah")
    rows = desk.connection().exec_driver_sql("SELECT * FROM tombstone").all()
    assert len(rows) == 1
    assert "anah" not in str(rows)


def test_a_database_is_used_once_somebody_has_an_account(desk, app):
    assert not is_used(desk)
    assert not is_empty(desk)
    editor(desk)
    assert is_used(desk)


@pytest.fixture
def lost(app, desk, tmp_path):
    """The file of what is withheld, of a database that is lost."""
    account = editor(desk)
    hide(desk, "tikrit-forum", account, "threats", NOON)
    remove(desk, latest_revision(desk, "city", "anah"), account, "No", NOON)
    empty_bin(desk, remove(desk, latest_revision(desk, "city", "hit"), account, "No", NOON))
    desk.flush()
    keep_withheld(desk, tmp_path / "withheld.json")
    return tmp_path / "withheld.json"


def test_the_file_names_nothing_and_is_its_owners_alone(lost):
    content = lost.read_text()
    assert not any(name in content for name in ("tikrit", "anah", "hit"))
    assert lost.stat().st_mode & 0o777 == 0o600


def test_with_a_lost_database_what_was_withheld_stays_away(lost, small, make_app, databases):
    url = databases.copy("empty")
    app = make_app(url)
    withheld = Withheld.of_file(lost, app.extensions["site_key"])
    late = activity("late", city="tikrit", forums="tikrit-forum")
    with database.writing(app) as session:
        plan = plan_seeding(session, [*small, late], withheld)
        assert {
            ("forum", "tikrit-forum"),
            ("activity", "late"),
            ("organization", "runners"),
        } <= set(plan.left_out)
        seed(session, [*small, late], withheld)
    with database.writing(app) as session:
        assert set(session.scalars(select(Forum.slug))) == {"national-forum"}
        assert not {"hit", "anah"} & set(session.scalars(select(City.slug)))
        assert not session.scalars(select(Revision).where(Revision.record_slug == "hit")).all()
        with pytest.raises(ErasedError):
            publish(session, [city("hit", "euphrates")], Origin.DESK)
    database.engine(app).dispose()
    databases.drop(url)


def test_a_file_of_another_key_stops_the_seeding(lost):
    with pytest.raises(KeyLostError):
        Withheld.of_file(lost, b"y" * 32)
