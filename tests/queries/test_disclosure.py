"""What is said of small groups: fewer than five, and nothing that gives them away."""

import itertools

import pytest

from network.models import Activity
from network.queries.disclosure import published_counts


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
