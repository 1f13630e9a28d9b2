"""The bin: what is removed comes back as it was, or is gone for good."""

from sqlalchemy import select

from network.changes.publish import latest_revision
from network.changes.remove import bring_back, empty_bin, remove
from network.changes.seeding import seed
from network.models import City, Edition, Revision
from network.queries.revisions import published
from network.queries.seen import removed
from tests.people import NOON, editor
from tests.records import city

LATER = NOON.replace(hour=13)


def cities(session):
    return set(session.scalars(select(City.slug)))


def test_a_removed_record_lies_in_the_bin_and_can_be_brought_back(desk):
    account = editor(desk)
    before = desk.scalar(select(Edition.number))
    standing = latest_revision(desk, "city", "anah")
    remove(desk, standing, account, "Not ours", NOON)
    assert "anah" not in cities(desk)
    assert [entry.record_slug for entry in desk.scalars(removed(select(Revision)))] == ["anah"]
    bring_back(desk, standing, account, "Ours after all", LATER)
    assert "anah" in cities(desk)
    assert desk.scalars(removed(select(Revision))).all() == []
    assert desk.scalar(select(Edition.number)) == before + 2
    assert latest_revision(desk, "city", "anah").reason == "Ours after all"


def test_an_earlier_version_comes_back_as_a_new_one(desk, make_public):
    account = editor(desk)
    first = latest_revision(desk, "city", "hit")
    bring_back(
        desk,
        Revision(record_kind="city", record_slug="hit", snapshot=city("hit", "tigris").snapshot),
        account,
        None,
        NOON,
    )
    bring_back(desk, first, account, None, LATER)
    versions = desk.scalars(published("city", "hit")).all()
    assert len(versions) == 3
    assert versions[0].snapshot == first.snapshot
    assert versions[0].account is account
    assert desk.scalars(select(City).where(City.slug == "hit")).one().river == "euphrates"


def test_the_seed_does_not_bring_a_removed_record_back(desk, small):
    remove(desk, latest_revision(desk, "city", "anah"), editor(desk), "Not ours", NOON)
    assert seed(desk, small) == 0
    assert "anah" not in cities(desk)


def test_emptying_the_bin_erases_every_version(desk):
    removal = remove(desk, latest_revision(desk, "city", "anah"), editor(desk), "No", NOON)
    empty_bin(desk, removal)
    assert not desk.scalars(select(Revision).where(Revision.record_slug == "anah")).all()
