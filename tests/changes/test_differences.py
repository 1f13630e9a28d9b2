"""Differences and merges: field by field, nothing lost, mine where both changed."""

from hypothesis import given
from hypothesis import strategies as some

from network.changes.differences import Clash, Dated, Difference, differences, merge, with_values

BASE = {"texts": {"en": {"name": "Hit"}}, "river": "euphrates", "planned": True}
values = some.one_of(some.none(), some.integers(0, 3), some.sampled_from("ab"))
texts = some.dictionaries(
    some.sampled_from(("en", "ar")),
    some.dictionaries(some.sampled_from(("name", "aim")), some.sampled_from("xyz"), min_size=1),
)
snapshots = some.fixed_dictionaries({"texts": texts, "one": values, "two": values})


def test_a_difference_names_the_field_and_both_values():
    after = {**BASE, "texts": {"en": {"name": "Hit"}, "ar": {"name": "هيت"}}, "river": "tigris"}
    assert differences(BASE, after) == [
        Difference(("river",), "euphrates", "tigris"),
        Difference(("texts", "ar", "name"), None, "هيت"),
    ]


def test_changes_of_different_fields_are_laid_together():
    theirs, mine = {**BASE, "river": "tigris"}, {**BASE, "planned": False}
    both = merge(BASE, theirs, mine)
    assert both.clashes == []
    assert both.snapshot == {**BASE, "river": "tigris", "planned": False}


def test_changes_of_the_same_field_clash_and_mine_is_kept_until_somebody_chooses():
    both = merge(BASE, {**BASE, "river": "tigris"}, {**BASE, "river": "diyala"})
    assert both.clashes == [Clash(("river",), "euphrates", "tigris", "diyala")]
    assert both.snapshot["river"] == "diyala"


def test_a_date_and_its_precision_are_one_field_of_one_person():
    base = {"texts": {}, "start": "2019-01-01", "precision": "year"}
    theirs, mine = {**base, "start": "2019-03-01", "precision": "month"}, {**base, "start": None}
    mine["precision"] = "unknown"
    both = merge(base, theirs, mine)
    (clash,) = both.clashes
    assert (clash.theirs, clash.mine) == (Dated("2019-03-01", "month"), Dated(None, "unknown"))
    assert both.snapshot == mine
    assert with_values(both.snapshot, {clash.path: clash.theirs}) == theirs


@given(snapshots, snapshots)
def test_the_differences_lead_from_one_snapshot_to_the_other(one, other):
    changed = {entry.path: entry.after for entry in differences(one, other)}
    assert differences(with_values(one, changed), other) == []


@given(snapshots, snapshots, snapshots)
def test_a_merge_holds_every_change_of_either_side(base, theirs, mine):
    both = merge(base, theirs, mine)
    clashing = {clash.path for clash in both.clashes}
    left = {entry.path for entry in differences(both.snapshot, theirs)}
    own = {entry.path for entry in differences(base, mine)}
    assert left <= own | clashing
    assert {entry.path for entry in differences(both.snapshot, mine)}.isdisjoint(own)
