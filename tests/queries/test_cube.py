"""The cube: its sums are those of the records, whatever is asked for."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from network.changes.publish import publish
from network.database import open_engine
from network.models import Edition
from network.queries.cube import Cube, build_cube
from network.queries.filter import Filter
from network.vocabulary import ActivityKind, Origin
from tests.contents import small as small_set
from tests.counting import choices, random_filter, rows_of, sums
from tests.records import activity

CITIES = st.sampled_from(["", "tikrit", "hillah", "basra", "oslo"])
YEARS = st.one_of(st.none(), st.tuples(st.integers(2009, 2022), st.integers(0, 2)))
THEMES = st.sets(st.sampled_from(["peace", "water", "women"])).map(sorted).map(";".join)
PEOPLE = st.one_of(st.just(""), st.integers(0, 500).map(str))
DRAWN = st.tuples(CITIES, YEARS, THEMES, PEOPLE, st.sampled_from([*ActivityKind]))


def made(number, drawn):
    city, years, themes, people, kind = drawn
    dates = {"start": f"{years[0]}-05-01", "end": f"{sum(years)}-06-01"} if years else {}
    more = {"city": city, "themes": themes, "participants": people}
    return activity(f"drawn-{number}", kind.value, **dates, **more)


def assert_equal_sums(session, rows, chosen):
    tally = Cube.of(build_cube(session, chosen.narrowing)).tally(chosen)
    expected = sums(rows, chosen)
    assert {name: getattr(tally, name) for name in expected} == expected, chosen
    for key, counts in choices(rows, chosen).items():
        assert tally.choices[key] == counts, (key, chosen)


def test_the_cube_counts_what_the_records_say(session, seeded):
    rows, chance = rows_of(seeded), random.Random(20)
    for _ in range(100):
        assert_equal_sums(session, rows, random_filter(chance, rows))


@settings(max_examples=8)
@given(drawn=st.lists(DRAWN, min_size=1, max_size=25), seed=st.integers(0, 99))
def test_the_cube_counts_any_activities(databases, drawn, seed):
    url = databases.copy("small")
    engine = open_engine(url)
    proposals = [made(number, entry) for number, entry in enumerate(drawn)]
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        publish(session, proposals, Origin.DESK)
        rows, chance = rows_of([*small_set(), *proposals]), random.Random(seed)
        for _ in range(10):
            assert_equal_sums(session, rows, random_filter(chance, rows))
    engine.dispose()
    databases.drop(url)


def test_an_activity_of_two_themes_counts_once(session, small):
    tally = Cube.of(build_cube(session)).tally(Filter(themes=("peace", "women")))
    assert tally.activities == 4
    assert tally.choices["themes"] == {"peace": 3, "women": 2, "water": 2}


def test_the_hillah_branch_belongs_to_the_euphrates(session, small):
    cube = Cube.of(build_cube(session))
    assert cube.tally(Filter(rivers=("euphrates",))).by_city == {"hillah": 2}
    assert cube.tally(Filter(rivers=("shatt-al-arab",))).by_city == {"basra": 2}


def test_the_years_run_from_the_first_to_the_last_activity(session, small):
    assert Cube.of(build_cube(session)).years == range(2014, 2022)


def test_an_empty_network_has_an_empty_cube(session, app):
    cube = Cube.of(build_cube(session))
    assert (cube.years, cube.cities, cube.tally(Filter()).activities) == (range(0), [], 0)


def test_the_same_records_give_the_same_bytes(session, small, make_public):
    before = json.dumps(build_cube(session))
    session.rollback()
    make_public(*(entry for entry in reversed(small) if entry.kind == "activity"))
    assert json.dumps(build_cube(session)) == before


def test_the_edition_keeps_the_cube_of_its_records(session, small, make_public):
    make_public(activity("more", city="hit"))
    assert session.scalars(select(Edition.cube)).one() == build_cube(session)


def test_the_cube_grows_with_places_and_years_not_with_activities(session, small, make_public):
    make_public(activity("more-0", start="2012-01-01", city="hit"))
    before = len(json.dumps(build_cube(session)))
    session.rollback()
    make_public(*(activity(f"more-{n}", start="2012-01-01", city="hit") for n in range(1, 60)))
    assert len(json.dumps(build_cube(session))) <= before + 2
