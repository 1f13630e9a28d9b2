"""The filter: any query string is read, and what is chosen selects what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from network.models import Activity
from network.queries.activities import activities
from network.queries.filter import KEYS, RIVERS, Dropped, Filter, Known, read_filter
from network.vocabulary import ActivityKind, Statement

KNOWN = Known(
    themes=["peace", "water", "women"],
    cities=["tikrit", "hillah", "basra", "oslo"],
    forums=["tikrit-forum", "national-forum"],
    organizations=["runners", "fund"],
)
VALUES = [*KNOWN.themes, *KNOWN.cities, *KNOWN.forums, *KNOWN.organizations, *RIVERS, *ActivityKind]
VALUES += [
    *Statement,
    "unknown",
    "2017",
    "٢٠١٧",
    "۲۰۱۹",
    "1899",
    "99999",
    "-1",
    "",
    " ",
    "\x00",
    "%00",
    "²⁰¹⁷",
    "الكوت",
]
NAMES = st.sampled_from([key.name for key in KEYS]) | st.text(max_size=5)
QUERIES = st.lists(st.tuples(NAMES, st.sampled_from(VALUES) | st.text()), max_size=30)
# Queries with the activities of the small set that they select, or how many.
SELECTED = [
    ([("theme", "women")], {"training-tikrit", "conference-oslo"}),
    ([("theme", "women"), ("theme", "peace")], 4),
    ([("river", "tigris")], {"training-tikrit", "undated"}),
    ([("river", "euphrates")], {"season-hillah", "race-hillah"}),
    ([("river", "shatt-al-arab")], {"festival-basra", "concert-basra"}),
    ([("river", "none")], {"conference-oslo"}),
    ([("kind", "training"), ("kind", "seminar")], {"training-tikrit", "online"}),
    ([("from", "2020")], {"festival-basra", "concert-basra", "online"}),
    ([("to", "2017")], {"training-tikrit", "conference-oslo"}),
    ([("from", "2019"), ("to", "2019")], {"season-hillah"}),
    ([("city", "oslo")], {"conference-oslo"}),
    ([("forum", "tikrit-forum")], {"training-tikrit"}),
    ([("forum", "national-forum")], {"season-hillah"}),
    ([("organization", "fund")], {"training-tikrit"}),
    ([("says", "participations")], 4),
    ([("says", "women")], {"conference-oslo"}),
    ([("says", "countries"), ("says", "women")], {"conference-oslo"}),
    ([("says", "funder")], {"training-tikrit"}),
    ([("says", "no-city")], {"online"}),
    ([("began", "2018")], {"season-hillah", "race-hillah"}),
    ([("began", "2018"), ("from", "2019")], {"season-hillah"}),
    ([("began", "unknown")], {"undated"}),
    ([("q", "race")], {"race-hillah"}),
    ([("q", "babylon season")], {"season-hillah"}),
    ([("theme", "peace"), ("city", "hillah")], {"race-hillah"}),
    ([("theme", "peace"), ("city", "oslo")], set()),
    ([], 8),
]


def read(*pairs):
    return read_filter(MultiDict(pairs), KNOWN)


def slugs(session, *pairs):
    chosen, dropped = read(*pairs)
    assert dropped == []
    return set(session.scalars(select(Activity.slug).where(*activities(chosen)._where_criteria)))


@given(QUERIES)
def test_a_filter_written_down_and_read_back_is_the_same(pairs):
    chosen, _dropped = read(*pairs)
    assert read(*chosen.query()) == (chosen, [])


@given(QUERIES)
def test_nothing_is_lost_silently(pairs):
    chosen, dropped = read(*pairs)
    names = [key.name for key in KEYS]
    asked = {name for name, value in pairs if name in names and value.strip()}
    assert asked == {part.key for part in dropped} | {name for name, _value in chosen.query()}


@given(QUERIES)
def test_what_was_dropped_can_be_shown(pairs):
    for part in read(*pairs)[1]:
        assert part.value.isprintable()
        assert len(part.value) <= 40


def test_no_query_asks_for_nothing():
    assert read() == (Filter(), [])
    assert not Filter()
    assert Filter().query() == []


def test_values_are_kept_once_and_in_order():
    chosen, dropped = read(("theme", "women"), ("theme", "peace"), ("theme", "women"))
    assert chosen.themes == ("peace", "women")
    assert dropped == []


@pytest.mark.parametrize("key", ["theme", "river", "kind", "city", "forum", "organization"])
def test_a_slug_that_is_not_known_is_dropped_and_said(key):
    assert read((key, "atlantis")) == (Filter(), [Dropped(key, "atlantis")])


def test_of_two_cities_the_first_is_taken_and_the_other_said():
    chosen, dropped = read(("city", "hillah"), ("city", "basra"))
    assert (chosen.city, dropped) == ("hillah", [Dropped("city", "basra")])


@pytest.mark.parametrize("year", ["2017", " 2017 ", "٢٠١٧", "۲۰۱۷"])
def test_a_year_may_be_written_in_the_digits_of_any_language(year):
    assert read(("from", year)) == (Filter(year_from=2017), [])


@pytest.mark.parametrize(
    "year", ["17", "1899", "2201", "20170", "-2017", "2017.0", "x", "½", "2e3"]
)
def test_a_year_that_is_no_year_is_dropped_and_said(year):
    assert read(("to", year)) == (Filter(), [Dropped("to", year)])


def test_a_year_of_beginning_is_read_like_the_others_or_is_not_known():
    assert read(("began", "٢٠١٧")) == (Filter(began="2017"), [])
    assert read(("began", "2017"), ("began", "unknown"))[1] == [Dropped("began", "2017")]
    assert read(("began", "never")) == (Filter(), [Dropped("began", "never")])


def test_of_years_in_the_wrong_order_the_last_is_dropped_and_said():
    chosen, dropped = read(("from", "2019"), ("to", "2017"))
    assert (chosen, dropped) == (Filter(year_from=2019), [Dropped("to", "2017")])


def test_ten_thousand_themes_are_read_at_once():
    chosen, dropped = read(*(("theme", f"theme-{number}") for number in range(10_000)))
    assert chosen == Filter()
    assert len(dropped) == 10_000


def test_a_text_is_cut_at_a_hundred_characters_and_the_rest_is_said():
    assert read(("q", f"{'a' * 100} b")) == (Filter(q="a" * 100), [Dropped("q", "b")])
    assert read(("q", f" {'a' * 100} ")) == (Filter(q="a" * 100), [])


def test_signs_that_are_no_text_ask_for_nothing():
    assert read(("q", "...!"))[0].q is None
    assert read(("q", "a\x00b\u202ec"))[0].q == "a b c"


def test_each_key_selects_what_it_says(session, small):
    for pairs, found in SELECTED:
        selected = slugs(session, *pairs)
        assert found in (selected, len(selected)), pairs


def test_an_activity_without_a_year_matches_only_when_no_year_is_asked(session, small):
    assert "undated" in slugs(session, ("theme", "peace"))
    assert "undated" not in slugs(session, ("theme", "peace"), ("from", "1900"))
    assert "undated" not in slugs(session, ("theme", "peace"), ("to", "2200"))


def test_signs_that_mean_something_to_databases_are_only_text(session, small):
    for sign in ("%", "_", "\\", "'", '"', "*", "'; DROP TABLE activity; --"):
        chosen, _dropped = read(("q", sign))
        if chosen.q:
            assert session.scalars(activities(chosen)).unique().all() == []
