"""The chart of columns: nothing outside its frame, time runs as the page is read."""

from hypothesis import given
from hypothesis import strategies as st

from network.charts.bars import bar_length, level_bounds, level_of
from network.charts.columns import draw_columns

VALUES = st.lists(st.integers(0, 10**6), max_size=60)


@given(VALUES, st.booleans())
def test_every_column_stands_in_the_frame_and_is_as_high_as_its_value(values, mirrored):
    chart = draw_columns(list(enumerate(values)), mirrored=mirrored)
    for column in chart.columns:
        assert -0.1 <= column.x <= column.x + column.width <= chart.width + 0.1
        assert abs(column.y + column.height - chart.base) <= 0.2
        assert column.y >= 0
    assert chart.lines[-1][0] >= max(values, default=0)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=20))
def test_from_right_to_left_time_runs_the_other_way(values):
    pairs = list(enumerate(values))
    there, back = (draw_columns(pairs, mirrored=mirrored) for mirrored in (False, True))
    assert [c.middle for c in there.columns] == sorted(c.middle for c in there.columns)
    assert [c.middle for c in back.columns] == sorted(c.middle for c in back.columns)[::-1]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_bar_and_a_shade_are_nothing_only_for_nothing(value, most):
    assert (bar_length(value, most) == 0) == (level_of(value, most) == 0) == (value == 0)
    assert bar_length(value, most) <= 100
    assert level_of(value, most) <= 4


@given(st.integers(1, 10**6), st.data())
def test_the_bounds_of_the_shades_are_where_the_shade_of_a_number_changes(most, data):
    value = data.draw(st.integers(1, most))
    first, last = level_bounds(most)[level_of(value, most)]
    assert first <= value <= last
