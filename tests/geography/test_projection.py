"""The frame of the static map."""

import pytest

from network.geography.projection import Frame

FRAME = Frame(west=38, south=29, east=49, north=38, width=1100)


def test_corners_fall_on_corners():
    assert FRAME.point(38, 38) == pytest.approx((0, 0))
    assert FRAME.point(29, 49) == pytest.approx((1100, FRAME.height))


def test_mercator_stretches_by_the_secant_of_the_latitude():
    frame = Frame(west=0, south=-1, east=2, north=1, width=200)
    # Near the equator a degree is as tall as it is wide; at 60 degrees it is twice as tall.
    assert frame.height == pytest.approx(200, rel=1e-3)
    assert Frame(0, 59, 2, 61, 200).height == pytest.approx(400, rel=1e-2)


def test_north_is_up_and_east_is_right():
    baghdad, basra = FRAME.point(33.34, 44.40), FRAME.point(30.51, 47.78)
    assert baghdad[0] < basra[0]
    assert baghdad[1] < basra[1]


def test_a_frame_contains_its_edge_and_nothing_beyond():
    assert FRAME.contains(29, 38)
    assert FRAME.contains(33.34, 44.40)
    assert not FRAME.contains(44.40, 33.34)
    assert not FRAME.contains(59.91, 10.75)


def test_a_path_has_one_decimal_and_repeats_no_point():
    frame = Frame(west=0, south=-1, east=2, north=1, width=200)
    assert frame.path([[0, 0], [0.0001, 0], [1, 0]]) == "M0.0,100.0L100.0,100.0"
    assert frame.path([[0, 0], [1, 0], [1, 0.5], [0, 0]], close=True).endswith("Z")
    assert frame.path([[0, 0], [1, 0], [1, 0.5], [0, 0]], close=True).count("L") == 2
    assert frame.path([]) == ""


@pytest.mark.parametrize("bounds", [(49, 29, 38, 38), (38, 38, 49, 29), (38, 29, 49, 90)])
def test_bounds_that_cannot_be_drawn_are_refused(bounds):
    with pytest.raises(ValueError, match="rectangle"):
        Frame(*bounds, width=100)
