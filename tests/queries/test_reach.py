"""Reach: no figure counts anything twice, and none tells what is not known or not to be told."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from network.changes.publish import publish
from network.database import open_engine
from network.models import Activity
from network.queries.activities import activities
from network.queries.atlas import read_atlas
from network.queries.disclosure import published_counts
from network.queries.downloads import row_count
from network.queries.figures import earlier_period, figures
from network.queries.filter import Filter
from network.vocabulary import Origin
from tests.counting import random_filter, rows_of
from tests.records import activity, city

FIGURE = st.one_of(st.just(""), st.integers(0, 30).map(str))


def document(session, chosen=None, populations=None):
    return figures(session, read_atlas(session), chosen or Filter(), populations or {})


def key(session, name, **asked):
    return document(session, Filter(**asked))["figures"][name]


def test_cities_and_years_add_up_to_the_distinct_rows_under_any_filter(session, seeded):
    rows, chance = rows_of(seeded), random.Random(5)
    atlas = read_atlas(session)
    for _ in range(40):
        chosen = random_filter(chance, rows)
        made = figures(session, atlas, chosen, {})
        count = session.scalar(row_count(activities(chosen)))
        assert sum(row[3] for row in made["cells"]) == count, chosen
        assert made["figures"]["activities"]["value"] == count
        people = [a.counted_participants or 0 for a in session.scalars(activities(chosen))]
        assert sum(row[5] for row in made["cells"]) == sum(people)


def test_by_theme_the_overlap_is_what_the_rows_add_up_to_beyond_the_distinct_ones(session, small):
    made = document(session)
    assert sum(row[2] for row in made["themes"]) == 7
    assert made["overlap"] == {"themed": 5, "several": 2}


def test_an_activity_of_two_years_counts_in_the_first_that_is_asked_for(session, small):
    def years(**asked):
        return {row[1] for row in document(session, Filter(city="hillah", **asked))["cells"]}

    assert years() == {2018}
    assert years(year_from=2019) == {2019}


def test_every_activity_says_how_many_came_or_is_counted_with_its_whole_or_is_silent(
    session, small
):
    found = key(session, "participations")
    assert found == {"value": 298, "rests_on": 4, "silent": 3, "with_whole": 1}


def test_what_no_record_tells_is_not_known_and_not_zero(session, small):
    assert key(session, "participations", city="tikrit", kinds=("meeting",))["value"] is None
    assert key(session, "women", city="hillah")["value"] is None
    assert key(session, "countries", city="hillah")["value"] is None


def test_cities_reached_are_those_of_the_planned_ones_with_an_activity(session, small):
    found = key(session, "cities")
    assert (found["value"], found["of"], found["others"]) == (2, 3, 2)
    assert document(session)["planned"] == ["hillah", "hit", "tikrit"]


def test_what_was_only_announced_reaches_no_city(session, small, make_public):
    make_public(activity("plan-hit", start="2030-01-01", city="hit", status="announced"))
    session.expire_all()
    assert key(session, "cities")["value"] == 2


def test_a_funder_finds_what_it_funded_and_nothing_it_only_organized(session, small):
    assert key(session, "activities", funder="fund")["value"] == 1
    assert key(session, "activities", funder="runners")["value"] == 0


def test_the_kilometers_lie_between_the_first_and_the_last_city(session, small, make_public):
    far = [city(f"far-{n}", "tigris", river_kilometer=n) for n in (100, 250, 900)]
    make_public(
        *far, *(activity(f"in-{n}", start="2020-01-01", city=f"far-{n}") for n in (100, 250))
    )
    found = key(session, "river", year_from=2020, kinds=("training",))
    assert (found["value"], found["spans"]) == (150, [["tigris", "far-100", "far-250", 150]])


def test_inhabitants_are_those_of_cities_with_an_active_forum(session, small, make_public):
    make_public(city("tikrit", "tigris", geonames_id=7, planned="yes"))
    found = document(session, populations={7: 42_447})["figures"]["population"]
    assert (found["value"], found["cities"], found["silent"]) == (42_447, ["tikrit"], 0)


def test_the_earlier_period_is_as_long_and_ends_where_the_other_begins():
    assert earlier_period(Filter(year_from=2014, year_to=2018), range(2009, 2025)) == (2009, 2013)
    assert earlier_period(Filter(year_from=2024), range(2009, 2025)) == (2023, 2023)
    assert earlier_period(Filter(), range(2009, 2025)) is None


def test_the_document_holds_numbers_and_slugs_and_survives_being_written_down(session, small):
    made = document(session, Filter(year_from=2017))
    assert json.loads(json.dumps(made)) == made
    assert "Forum" not in json.dumps(made)


@settings(max_examples=6)
@given(drawn=st.lists(st.tuples(FIGURE, FIGURE, FIGURE), min_size=1, max_size=12))
def test_the_women_that_are_summed_are_those_that_are_public_one_by_one(databases, drawn):
    url = databases.copy("small")
    engine = open_engine(url)
    proposals = [
        activity(f"drawn-{n}", kind, start="2022-01-01", participants=people, women=w, men=m)
        for n, (people, w, m) in enumerate(drawn)
        for kind in ("workshop",)
        if not people or int(people) >= int(w or 0) + int(m or 0)
    ]
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        publish(session, proposals, Origin.DESK)
        session.flush()
        found = key(session, "women", year_from=2022)
        public = 0
        for row in session.scalars(select(Activity).where(Activity.first_year == 2022)):
            values = {count.group: count.value for count in published_counts(row)}
            told = values.get("women") is not None and values.get("men", 0) is not None
            public += values["women"] if told and row.counted_participants is not None else 0
        assert found["women"] == public
    engine.dispose()
