"""What is said of small groups: fewer than five, and nothing that gives them away."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Integer, column, select, values

from network.models import Activity
from network.queries.conditions import may_be_told
from network.queries.disclosure import (
    PublishedCount,
    groups_left_out,
    published_counts,
    told,
)
from network.vocabulary import Qualifier


def shown(**figures):
    return {count.group: count for count in published_counts(Activity(**figures))}


def test_figures_that_are_not_known_are_not_shown():
    assert shown() == {}
    assert shown(participants=20) == {}


def test_a_figure_of_five_or_more_is_shown():
    counts = shown(participants=20, women=5, men=15)
    assert (counts["women"].value, counts["men"].value) == (5, 15)


@pytest.mark.parametrize("women", range(5))
def test_a_figure_below_five_is_told_as_few(women):
    counts = shown(women=women)
    assert (counts["women"].value, counts["women"].few) == (None, True)


def test_the_other_group_is_withheld_where_the_total_would_give_the_small_one_away():
    counts = shown(participants=17, women=3, men=14)
    assert counts["women"].few
    assert counts["men"].withheld
    assert counts["men"].value is None


def test_without_a_total_the_other_group_may_be_shown():
    assert shown(women=3, men=14)["men"].value == 14


def test_a_group_that_leaves_fewer_than_five_is_withheld():
    counts = shown(participants=17, women=14)
    assert counts["women"].withheld
    assert shown(participants=19, women=14)["women"].value == 14


def test_young_people_fewer_than_five_are_few():
    assert shown(youth=4)["youth"].few
    assert shown(youth=5)["youth"].value == 5


@pytest.mark.parametrize("pair", [("women", "men"), ("iraqi", "international")])
def test_no_small_group_can_be_worked_out_from_what_is_shown(pair):
    one, other = pair
    known = [None, 0, 1, 4, 5, 6, 20]
    for first, second in itertools.product(known, known):
        for total in {None, (first or 0) + (second or 0), (first or 0) + (second or 0) + 3}:
            counts = shown(**{"participants": total, one: first, other: second})
            for count in counts.values():
                assert count.value is None or count.value >= 5
                assert total is None or count.value is None or total - count.value >= 5


def test_the_adults_that_young_people_leave_are_a_group_too():
    assert shown(participants=20, youth=18)["youth"].withheld
    assert shown(participants=20, youth=15)["youth"].value == 15
    assert shown(participants=20, youth=20)["youth"].withheld


def test_people_of_neither_group_of_a_pair_are_a_group_too():
    assert shown(participants=20, women=10, men=7)["women"].withheld
    assert shown(participants=20, women=10, men=7)["men"].withheld
    assert shown(participants=20, women=10, men=5)["men"].value == 5
    assert shown(participants=20, women=10, men=10)["men"].value == 10


@pytest.mark.parametrize("women", range(5))
def test_of_ten_people_it_is_not_said_which_group_is_the_small_one(women):
    counts = shown(participants=10, women=women, men=10 - women)
    assert counts["women"].withheld
    assert counts["men"].withheld


def test_the_sum_of_a_shown_pair_stands_in_for_a_total_that_is_not_known():
    assert shown(women=10, men=10, youth=18)["youth"].withheld
    assert shown(women=10, men=10, iraqi=3, international=17)["international"].withheld
    assert shown(women=10, men=10)["men"].value == 10


# As many as make every case of the rule, the smallest divided total and the next one.
MOST = 18
NUMBERS = [None, *range(MOST + 1)]
COLUMNS = ("place", "participants", "women", "men", "part_of_id")


def worlds_of_a_division():
    """Every activity with a total, or none, whose figures of one division can be true."""
    for total, women, men in itertools.product(NUMBERS, repeat=3):
        if total is None or (women or 0) + (men or 0) <= total:
            yield {"participants": total, "women": women, "men": men}
    for total, youth in itertools.product(NUMBERS, repeat=2):
        if total is None or (youth or 0) <= total:
            yield {"participants": total, "youth": youth}


def worlds_of_two_pairs():
    """Activities of no known total whose two pairs divide the same people, the young among them."""
    for women, men, iraqi in itertools.product(range(MOST + 1), repeat=3):
        if iraqi <= women + men <= MOST:
            people = women + men
            origins = {"iraqi": iraqi, "international": people - iraqi}
            yield {"women": women, "men": men, **origins}
            yield {"women": women, "men": men, "youth": iraqi}


def seen(world, publish):
    """What is public of an activity: its total, which groups are known, what is said of them."""
    said = tuple((c.group, c.value, c.few) for c in publish(Activity(**world)))
    return world.get("participants"), said


def hidden_in(world):
    """The groups of a world that nobody is to find: each, who is not of it, who is of neither."""
    known = {g: v for g, v in world.items() if v is not None and g != "participants"}
    total, pair = world.get("participants"), ("women", "men")
    if total is None and {"women", "men"} <= set(known):
        total = known["women"] + known["men"] if len(known) > 2 else None
    yield from known.items()
    if total is not None:
        yield from ((f"not {group}", total - value) for group, value in known.items())
        if set(pair) <= set(known):
            yield "neither", total - known["women"] - known["men"]


def found(worlds, publish):
    """What a reader finds who knows the rule and tries every world that looks the same.

    That is a group of fewer than five of which one number only is possible, or which is surely
    between one and four; but not what the total says by itself.
    """
    alike = {}
    for world in worlds:
        possible = alike.setdefault(seen(world, publish), {})
        for group, value in hidden_in(world):
            possible.setdefault(group, set()).add(value)
    for (total, said), possible in alike.items():
        for group, numbers in possible.items():
            pinned = len(numbers) == 1 and max(numbers) < 5
            # Of a pair that is told whole, nobody is of neither, and that is no group.
            if group == "neither":
                pinned = pinned and min(numbers) > 0
            else:
                pinned = pinned or (min(numbers) > 0 and max(numbers) < 5)
            if pinned and (total is None or total > 0):
                yield total, said, group, numbers


def whole(worlds):
    """Those worlds whose pair divides the total without a rest, as many a reader would think."""
    for world in worlds:
        women, men = world.get("women"), world.get("men")
        if women is None or men is None or women + men == world["participants"]:
            yield world


@pytest.mark.parametrize("reader", [list, whole])
def test_nobody_finds_a_small_group_in_what_is_shown_of_an_activity(reader):
    assert list(found(reader(worlds_of_a_division()), published_counts)) == []


def test_nobody_finds_a_small_group_where_one_pair_divides_those_of_another():
    assert list(found(worlds_of_two_pairs(), published_counts)) == []


def only_numbers_of_five_or_more(activity):
    """A rule that forgets the complements."""
    groups = ("women", "men", "youth", "iraqi", "international")
    for group in groups:
        value = getattr(activity, group)
        if value is not None:
            yield PublishedCount(group, value if value >= 5 else None, value < 5)


def test_the_reader_finds_what_a_rule_without_complements_gives_away():
    assert list(found(worlds_of_a_division(), only_numbers_of_five_or_more))
    assert list(found(worlds_of_two_pairs(), only_numbers_of_five_or_more))


@given(
    figures=st.fixed_dictionaries(
        {
            group: st.one_of(st.none(), st.integers(0, 60))
            for group in ("participants", "women", "men", "youth", "iraqi", "international")
        }
    ),
    qualifier=st.sampled_from(Qualifier),
)
def test_what_is_shown_leaves_five_on_each_side_and_knows_no_qualifier(figures, qualifier):
    counts = shown(**figures, qualifier=qualifier)
    assert counts == shown(**figures)
    total = figures["participants"]
    for count in counts.values():
        assert count.value is None or count.value == figures[count.group] >= 5
        if total is not None and count.value is not None:
            left = total - count.value
            assert left >= 5


@settings(max_examples=15)
@given(
    drawn=st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(0, 24))] * 3), min_size=1, max_size=60
    )
)
def test_the_database_decides_about_women_as_the_rule_does(session, drawn):
    check_agreement(session, drawn)


def test_the_database_decides_alike_about_every_combination(session):
    numbers = [None, 0, 1, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 20]
    check_agreement(session, list(itertools.product(numbers, repeat=3)))


def check_agreement(session, drawn):
    """Compare the clause with the rule over rows that stand in no table."""
    columns = [column(name, Integer) for name in COLUMNS]
    for start in range(0, len(drawn), 200):
        part = drawn[start : start + 200]
        rows = [(n, *figures, None) for n, figures in enumerate(part)]
        # The first row tells a database the types of columns that may be empty.
        table = values(*columns, name="drawn").data([(-1, 20, 10, 10, 0), *rows]).cte()
        chosen = set(session.scalars(select(table.c.place).where(may_be_told(table.c)))) - {-1}
        expected = {
            place
            for place, total, women, men, _whole in rows
            if total is not None
            and "women" in told(Activity(participants=total, women=women, men=men))
        }
        assert chosen == expected
        women_of_told = {p for p, t, w, m, _whole in rows if p in chosen and m is not None}
        assert all(
            "men" in told(Activity(participants=t, women=w, men=m))
            for p, t, w, m, _whole in rows
            if p in women_of_told
        )


def left_out(then, *later):
    return groups_left_out(Activity(**then), [Activity(**version) for version in later])


def test_what_is_withheld_now_is_left_out_of_the_past():
    then = {"women": 14, "youth": 9}
    assert left_out(then, {"women": 14, "youth": 9, "participants": 17}) == {"women", "men"}
    assert left_out(then, {"participants": 17}) == {"women", "men"}
    assert left_out(then, {"participants": 30}) == set()


def test_a_past_number_is_left_out_where_it_differs_from_a_later_one_by_a_small_group():
    then = {"participants": 30, "women": 10, "men": 20}
    assert left_out(then, {"participants": 33, "women": 13, "men": 20}) == {"women", "men"}
    assert left_out(then, then) == set()
    assert left_out(then, {"participants": 35, "women": 15, "men": 20}) == set()
    assert left_out(then, {"participants": 33, "women": 13, "men": 20}, then) == {"women", "men"}


def test_a_group_that_nobody_tells_any_more_stays_in_the_past():
    assert left_out({"participants": 30, "women": 10}, {"participants": 30}) == set()
