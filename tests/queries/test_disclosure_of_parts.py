"""What a part tells of people beside its whole: together they leave no group of fewer than five."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from network.models import Activity
from network.queries import reach
from network.queries.disclosure import DIVISIONS, published_counts, told
from network.queries.filter import Filter
from tests.pages import Page
from tests.records import activity

MOST = 40
PAIRS = (("women", "men"), ("iraqi", "international"))


def whole_with(*parts, **figures):
    whole = Activity(**figures)
    whole.parts = [Activity(**of_part) for of_part in parts]
    return whole


def shown_of_part(whole, **part):
    (only,) = whole_with(part, **whole).parts
    return told(only)


def test_a_part_is_silent_where_its_whole_had_few_other_women():
    assert shown_of_part({"participants": 60, "women": 20}, participants=40, women=17) == {}
    assert shown_of_part({"participants": 60, "women": 22}, participants=40, women=17) == {
        "women": 17
    }


def test_it_is_withheld_and_not_few():
    (part,) = whole_with({"participants": 40, "women": 17}, participants=60, women=20).parts
    (count,) = published_counts(part)
    assert count.withheld


def test_a_part_is_silent_where_few_other_men_were_at_its_whole():
    assert shown_of_part({"participants": 60, "women": 30}, participants=40, women=12) == {}


def test_a_part_is_silent_where_few_of_all_people_were_not_in_its_group():
    assert shown_of_part({"participants": 20}, women=17) == {}
    assert shown_of_part({"participants": 30}, women=17) == {"women": 17}


def test_parts_are_silent_where_they_leave_few_together():
    whole = whole_with({"women": 8}, {"women": 9}, {"youth": 9}, women=20)
    assert [told(part) for part in whole.parts] == [{}, {}, {"youth": 9}]


def test_the_whole_itself_speaks_as_before():
    whole = whole_with({"women": 17}, women=20)
    assert told(whole) == {"women": 20}


@st.composite
def figures(draw, most=MOST):
    """Figures of people that can be true."""
    total = draw(st.integers(0, most))
    found = {"participants": total, "youth": draw(st.integers(0, total))}
    for one, other in PAIRS:
        found[one] = draw(st.integers(0, total))
        found[other] = total - found[one]
    return {name: number for name, number in found.items() if draw(st.booleans())}


@given(figures(), st.lists(figures(), min_size=1, max_size=3))
def test_no_number_of_a_part_leaves_a_small_group_of_its_whole(all_people, parts):
    whole = whole_with(*parts, **all_people)
    for part in whole.parts:
        for group, number in told(part).items():
            for larger in (told(whole).get(group), whole.participants):
                assert larger is None or not 0 <= larger - number < 5
    for pair in PAIRS:
        for (one, other), part in product((pair, pair[::-1]), whole.parts):
            if one in told(part) and part.participants is not None and other in told(whole):
                assert not 0 <= told(whole)[other] - (part.participants - told(part)[one]) < 5
    for group in (group for groups in DIVISIONS for group in groups):
        together = [told(part)[group] for part in whole.parts if group in told(part)]
        if len(together) == len(parts) and group in told(whole):
            assert not 0 <= told(whole)[group] - sum(together) < 5


def test_pages_and_sums_keep_the_same_silence(client, session, small, make_public):
    make_public(
        activity("season", "forum-season", start="2015-01-01", city="hit", women="20"),
        activity(
            "race", start="2015-01-01", city="hit", part_of="season",
            participants="40", women="17",
        ),
    )  # fmt: skip
    assert "17" not in Page(client.get("/en/activities/race")).text
    (row,) = session.execute(reach.sums_by_cell(Filter(city="hit", kinds=("training",)))).all()
    assert (row.women, row.women_withheld) == (0, 1)
