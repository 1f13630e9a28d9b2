"""Publishing: all or nothing, one revision a record, one edition a publication."""

import pytest
from sqlalchemy import func, select

from network.changes.publish import PublishError, latest_revision
from network.changes.seeding import seed
from network.extensions import database
from network.models import Activity, City, Edition, Revision, Source
from network.vocabulary import Origin, RevisionState
from tests.records import activity, city, organization, record, source, theme


def count(session, model):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def edition(session):
    session.rollback()
    return session.scalar(select(Edition.number))


def test_a_publication_raises_the_number_of_the_edition(session, small, make_public):
    assert edition(session) == 1
    make_public(theme("peace", 1))
    assert edition(session) == 2
    assert count(session, Edition) == 1


def test_to_publish_nothing_changes_nothing(session, small, make_public):
    assert make_public() == 0
    assert edition(session) == 1


def test_seeding_again_changes_nothing(app, session, seeded):
    with database.writing(app) as writer:
        assert seed(writer, seeded) == 0
    assert edition(session) == 1
    assert count(session, Revision) == len(seeded)


def test_what_people_changed_is_not_overwritten_by_the_seed(app, session, small, make_public):
    make_public(city("hit", "tigris", name_en="Hit as people know it"))
    with database.writing(app) as writer:
        assert seed(writer, small) == 0
    hit = session.scalars(select(City).where(City.slug == "hit")).one()
    assert hit.texts["en"].name == "Hit as people know it"


def test_the_seed_publishes_what_is_new_in_its_files(app, session, small):
    changed = [city("hit", "euphrates", name_en="Hīt") if e.slug == "hit" else e for e in small]
    with database.writing(app) as writer:
        assert seed(writer, [*changed, source("letter-2")]) == 2
    assert edition(session) == 2


def test_a_reference_to_nothing_leaves_nothing_behind(session, small, make_public):
    before = count(session, Revision), count(session, Activity)
    with pytest.raises(PublishError, match="no city 'atlantis'"):
        make_public(source("new"), activity("lost", city="atlantis"))
    assert (count(session, Revision), count(session, Activity)) == before
    assert count(session, Source) == 2
    assert edition(session) == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"themes": "nothing"},
        {"forums": "nothing"},
        {"organizers": "nothing"},
        {"hosts": "forum:nothing"},
        {"part_of": "nothing"},
        {"outcomes": "nothing"},
        {"forums_formed": "nothing"},
        {"sources": "nothing"},
    ],
)
def test_every_reference_of_an_activity_must_lead_somewhere(small, make_public, columns):
    with pytest.raises(PublishError, match="nothing"):
        make_public(activity("lost", **columns))


def test_records_may_refer_to_later_ones_and_to_each_other(session, small, make_public):
    make_public(
        activity("egg", outcomes="hen", sources="later"),
        activity("hen", outcomes="egg", part_of="barn"),
        activity("barn"),
        source("later"),
    )
    hen = session.scalars(select(Activity).where(Activity.slug == "hen")).one()
    assert [entry.slug for entry in hen.outcomes] == ["egg"]
    assert [entry.slug for entry in hen.origins] == ["egg"]
    assert hen.part_of.slug == "barn"


def test_a_change_makes_a_revision_based_on_the_one_before(session, small, make_public):
    first = latest_revision(session, "city", "hit")
    session.rollback()
    make_public(city("hit", "euphrates", name_en="Hīt"))
    second = latest_revision(session, "city", "hit")
    assert (first.based_on_id, second.based_on_id) == (None, first.id)
    assert (first.origin, second.origin) == (Origin.SEED, Origin.DESK)
    assert second.state == RevisionState.PUBLISHED
    assert second.snapshot["texts"]["en"]["name"] == "Hīt"
    assert first.snapshot["texts"]["en"]["name"] == "Hit"


def test_a_change_replaces_texts_lists_and_roles(session, small, make_public):
    make_public(activity("training-tikrit", name_ckb="ڕاهێنان", themes="water", sources="letter"))
    found = session.scalars(select(Activity).where(Activity.slug == "training-tikrit")).one()
    assert [entry.slug for entry in found.themes] == ["water"]
    assert [entry.slug for entry in found.sources] == ["letter"]
    assert (found.forums, found.organizations, found.city, found.participants) == (
        [],
        [],
        None,
        None,
    )
    assert found.texts["ckb"].name == "ڕاهێنان"
    assert found.texts["en"].summary is None


def test_a_text_that_is_gone_leaves_its_language(session, small, make_public):
    make_public(organization("runners"))
    make_public(organization("runners", name_ar="عداؤون"))
    make_public(organization("runners"))
    revision = latest_revision(session, "organization", "runners")
    assert set(revision.snapshot["texts"]) == {"en"}


def test_publishing_the_same_roles_again_works(session, small, make_public):
    same = next(entry for entry in small if entry.slug == "training-tikrit")
    assert make_public(same) == 1
    found = session.scalars(select(Activity).where(Activity.slug == "training-tikrit")).one()
    assert [entry.organization.slug for entry in found.organizations] == ["runners", "fund"]


def test_the_same_record_twice_in_one_publication_is_refused(small, make_public):
    with pytest.raises(PublishError, match="theme 'peace' is there twice"):
        make_public(theme("peace", 1, name_en="First"), theme("peace", 1, name_en="Last"))


def counted(session):
    session.rollback()
    return dict(session.execute(select(Activity.slug, Activity.counted_participants)).all())


def test_a_part_counts_only_where_its_whole_has_no_figure(session, small):
    figures = counted(session)
    assert (figures["season-hillah"], figures["race-hillah"]) == (200, None)
    assert (figures["festival-basra"], figures["concert-basra"]) == (None, 40)
    assert figures["undated"] is None


def test_a_part_stops_counting_when_its_whole_gets_a_figure(session, small, make_public):
    make_public(activity("festival-basra", "festival", participants=0))
    assert counted(session)["concert-basra"] is None
    make_public(activity("festival-basra", "festival"))
    assert counted(session)["concert-basra"] == 40


def test_a_part_of_a_part_is_refused(small, make_public):
    with pytest.raises(PublishError, match="heat"):
        make_public(activity("heat", part_of="race-hillah"))


def test_an_activity_is_not_part_of_itself(small, make_public):
    with pytest.raises(PublishError, match="loop"):
        make_public(activity("loop", part_of="loop"))


def test_wholes_and_parts_in_a_circle_are_refused(small, make_public):
    with pytest.raises(PublishError, match="one"):
        make_public(activity("one", part_of="two"), activity("two", part_of="one"))


def test_a_whole_with_parts_does_not_become_a_part(small, make_public):
    with pytest.raises(PublishError, match="season-hillah"):
        make_public(activity("season-hillah", part_of="undated"))


def test_objectives_in_a_circle_are_refused(small, make_public):
    shared = {"plan": "plan", "theme": "peace", "position": 1, "text_en": "An aim"}
    with pytest.raises(PublishError, match="objective"):
        make_public(
            record("plan", "plan", name_en="Plan", first_year=2014, last_year=2016),
            record("objective", "one", parent="two", **shared),
            record("objective", "two", parent="one", **shared),
        )


def test_the_years_of_an_activity_are_those_of_its_first_and_last_day(session, small):
    rows = session.execute(select(Activity.slug, Activity.first_year, Activity.last_year))
    years = {slug: (first, last) for slug, first, last in rows}
    assert years["season-hillah"] == (2018, 2019)
    assert years["training-tikrit"] == (2017, 2017)
    assert years["undated"] == (None, None)
