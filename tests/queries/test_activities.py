"""The list of activities: its orders and its pages; nothing is lost and nothing shown twice."""

import random

import pytest

from network.models import Forum, Organization
from network.queries.activities import (
    PAGE_LENGTH,
    SORTS,
    activities,
    activity,
    party_counts,
    sorted_activities,
)
from network.queries.downloads import row_count
from network.queries.filter import Filter
from tests.counting import found, random_filter, rows_of

ENGLISH = ("en", "ar", "ckb")


def listed(session, chosen, sort, languages=ENGLISH, page=1):
    select = sorted_activities(chosen, sort, languages)
    select = select.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH)
    return [entry.slug for entry in session.scalars(select).unique()]


def test_the_newest_come_first_and_the_undated_last(session, small):
    slugs = listed(session, Filter(), "date")
    assert slugs[0] == "online"
    assert slugs[-2:] == ["conference-oslo", "undated"]


def test_in_river_order_the_tigris_comes_first_and_no_city_last(session, small):
    slugs = listed(session, Filter(), "river")
    assert slugs[:2] == ["training-tikrit", "undated"]
    assert slugs[2:4] == ["race-hillah", "season-hillah"]
    assert slugs[-2:] == ["conference-oslo", "online"]


def test_along_a_river_cities_come_downstream(session, seeded):
    select = sorted_activities(Filter(rivers=("tigris",)), "river", ENGLISH)
    cities = [entry.city for entry in session.scalars(select).unique()]
    kilometers = [city.river_kilometer for city in cities]
    assert kilometers == sorted(kilometers)


@pytest.mark.parametrize("languages", [ENGLISH, ("ar", "en", "ckb"), ("ckb", "en", "ar")])
def test_names_are_in_the_order_of_the_language(session, seeded, languages):
    select = sorted_activities(Filter(), "name", languages)
    texts = [entry.texts for entry in session.scalars(select).unique()]
    keys = [next(text[code] for code in languages if code in text).sort_key for text in texts]
    assert keys == sorted(keys, key=str.encode)


@pytest.mark.parametrize("sort", SORTS)
def test_over_its_pages_no_activity_is_lost_or_shown_twice(session, thousand, sort):
    pages = [listed(session, Filter(), sort, page=page) for page in range(1, 22)]
    assert [len(page) for page in pages] == [PAGE_LENGTH] * 20 + [0]
    assert len({slug for page in pages for slug in page}) == 1000


def test_lists_hold_what_the_records_say(session, seeded):
    rows, chance = rows_of(seeded), random.Random(7)
    for _ in range(60):
        chosen = random_filter(chance, rows)
        expected = {row.slug for row in found(rows, chosen)}
        assert session.scalar(row_count(activities(chosen))) == len(expected)
        slugs = listed(session, chosen, chance.choice(SORTS))
        assert set(slugs) <= expected
        assert len(slugs) == min(len(expected), PAGE_LENGTH)


@pytest.mark.parametrize(("party", "names"), [(Forum, "forums"), (Organization, "organizations")])
def test_parties_are_counted_once_for_each_activity(session, seeded, party, names):
    rows, chance = rows_of(seeded), random.Random(9)
    for chosen in [Filter(), *(random_filter(chance, rows) for _ in range(20))]:
        left = found(rows, chosen)
        counts = dict(session.execute(party_counts(chosen, party)).all())
        parties = {slug for row in left for slug in getattr(row, names)}
        assert counts == {s: sum(s in getattr(row, names) for row in left) for s in parties}


def test_one_activity_is_found_by_its_slug(session, small):
    training = session.scalars(activity("training-tikrit")).unique().one()
    assert [entry.slug for entry in training.outcomes] == ["season-hillah"]
    assert session.scalars(activity("atlantis")).unique().one_or_none() is None
