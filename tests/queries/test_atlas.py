"""The atlas: which cities the map shows, and what a filter may name."""

from network.queries.atlas import read_atlas


def test_the_map_shows_planned_cities_and_those_with_a_forum_or_an_activity(session, small):
    slugs = {city.slug for city in read_atlas(session).mapped_cities}
    assert slugs == {"tikrit", "hillah", "hit", "basra", "oslo"}


def test_a_filter_may_name_what_there_is(session, small):
    known = read_atlas(session).known
    assert set(known.themes) == {"peace", "water", "women"}
    assert set(known.forums) == {"tikrit-forum", "national-forum"}


def test_local_forums_of_a_city_come_first(session, seeded):
    atlas = read_atlas(session)
    for city in atlas.cities.values():
        levels = [forum.level.value for forum in atlas.forums_of(city)]
        assert levels == sorted(levels)


def test_the_atlas_outlives_its_session(session, seeded):
    atlas = read_atlas(session)
    session.close()
    assert atlas.cities["najaf"].governorate.texts["en"].name
    forum = atlas.forums["najaf-social-forum"]
    assert len([member.texts for member in forum.members]) == 5


def test_an_empty_network_has_no_mark(session, app):
    atlas = read_atlas(session)
    assert (atlas.mark, atlas.published_at, atlas.mapped_cities) == ("none", None, [])
