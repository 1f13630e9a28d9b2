"""The river view's layout: true to the kilometers, nothing lost, no label on another."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.geography.rivers import load_rivers
from network.maps import strips
from network.maps.curves import flowing, spread
from network.maps.river_rows import (
    BORDERS,
    HILLAH_ENDS,
    HILLAH_LEAVES,
    HILLAH_RETURNS,
    LENGTHS,
    Row,
    Scene,
    along_waters,
)
from network.maps.rivers import ROW_HEIGHT, draw_rivers
from network.maps.strips import draw_strips
from network.vocabulary import River, Stage

BASEMAP = Path(__file__).parents[2] / "data" / "basemap"
YEARS = range(2009, 2023)
ENDS = {**LENGTHS, River.SHATT_AL_HILLAH: HILLAH_ENDS}


def row(slug, river, kilometer, **more):
    given = {"planned": False, "stage": Stage.ACTIVE, "activities": 1, "counts": {2017: 1}}
    return Row(slug, slug.capitalize(), river, kilometer, **{**given, **more})


def scene(**more):
    return Scene(**{"years": YEARS, "asked": YEARS, "largest": 10, "mirrored": False, **more})


NETWORK = [
    row("hit", River.EUPHRATES, 1300.8),
    row("hilla", River.SHATT_AL_HILLAH, 1579.0),
    row("najaf", River.EUPHRATES, 1621.7),
    row("diwaniyah", River.SHATT_AL_HILLAH, 1665.6),
    row("baghdad", River.TIGRIS, 1042.4, activities=10, counts={2012: 1, 2017: 8, None: 1}),
    row("basra", River.SHATT_AL_ARAB, 67.9),
    row("baquba", River.DIYALA, None),
    row("kirkuk", River.NONE, None),
]
WATER = st.sampled_from([*LENGTHS, River.SHATT_AL_HILLAH])
PLACED = st.tuples(WATER, st.floats(0, 1)).map(
    lambda pair: (
        pair[0],
        HILLAH_LEAVES + pair[1] * (HILLAH_ENDS - HILLAH_LEAVES)
        if pair[0] == River.SHATT_AL_HILLAH
        else pair[1] * ENDS[pair[0]],
    )
)
MANY = st.lists(PLACED, max_size=60).map(
    lambda places: [row(f"c{n}", river, km) for n, (river, km) in enumerate(places)]
)


def end_of(river):
    """The kilometer of a river's last point."""
    return river.kilometer(*river.points[-1])


def test_the_lengths_are_those_of_the_base_map():
    rivers = load_rivers(BASEMAP)
    for river, length in LENGTHS.items():
        assert end_of(rivers[river]) == pytest.approx(length, abs=0.1)
    hillah = rivers["shatt-al-hillah"]
    assert hillah.start_kilometer == pytest.approx(HILLAH_LEAVES, abs=0.1)
    assert end_of(hillah) == pytest.approx(HILLAH_ENDS, abs=0.1)
    back = rivers["euphrates"].kilometer(*hillah.points[-1])
    assert back == pytest.approx(HILLAH_RETURNS, abs=0.1)


def test_the_rivers_enter_iraq_where_the_base_map_has_it():
    rivers = load_rivers(BASEMAP)
    for river, point in ((River.TIGRIS, (37.09, 42.37)), (River.EUPHRATES, (34.42, 40.96))):
        kilometer = rivers[river].kilometer(*point) - LENGTHS[river]
        assert BORDERS[river] == pytest.approx(kilometer, abs=0.5)


def test_both_rivers_and_the_branch_meet_on_one_scale():
    assert row("a", River.TIGRIS, LENGTHS[River.TIGRIS]).from_qurna == 0
    assert row("b", River.EUPHRATES, LENGTHS[River.EUPHRATES]).from_qurna == 0
    leaves = row("c", River.SHATT_AL_HILLAH, HILLAH_LEAVES).from_qurna
    assert leaves == row("d", River.EUPHRATES, HILLAH_LEAVES).from_qurna
    returns = row("e", River.SHATT_AL_HILLAH, HILLAH_ENDS).from_qurna
    assert returns == row("f", River.EUPHRATES, HILLAH_RETURNS).from_qurna


@given(rows=MANY, mirrored=st.booleans())
def test_nothing_is_lost_and_the_order_is_that_of_the_kilometers(rows, mirrored):
    picture = draw_rivers(rows, scene(mirrored=mirrored))
    drawn = [placed.row.slug for placed in picture.rows]
    assert sorted(drawn) == sorted(entry.slug for entry in rows)
    for upper, lower in pairwise(sorted(picture.rows, key=lambda placed: placed.y)):
        assert upper.row.from_qurna <= lower.row.from_qurna + 0.2
    strip_rows = [placed for s in draw_strips(rows, scene()) for placed in s.picture.rows]
    assert sorted(placed.row.slug for placed in strip_rows) == sorted(drawn)


@given(rows=MANY, mirrored=st.booleans())
def test_no_label_stands_on_another_or_beyond_the_picture(rows, mirrored):
    pictures = [(draw_rivers(rows, scene(mirrored=mirrored)), ROW_HEIGHT)]
    for strip in draw_strips(rows, scene(mirrored=mirrored)):
        pictures.append((strip.picture, strips.ROW_HEIGHT))
    for picture, height in pictures:
        for side in ("left", "right"):
            levels = sorted(p.label_y for p in picture.rows if p.side == side)
            assert all(lower - upper >= height - 0.2 for upper, lower in pairwise(levels))
            assert all(20 <= level <= picture.height - 40 for level in levels)
        for placed in picture.rows:
            edges = [cell.x + sign * cell.size / 2 for cell in placed.cells for sign in (-1, 1)]
            assert all(0 <= edge <= picture.width for edge in edges)


@given(wanted=st.lists(st.floats(0, 500)).map(sorted))
def test_labels_move_no_farther_than_they_must(wanted):
    found = spread(wanted, 20, 0)
    assert len(found) == len(wanted)
    assert all(lower - upper >= 20 - 1e-6 for upper, lower in pairwise(found))
    far_apart = list(range(0, 500, 40))
    assert spread(far_apart, 20, 0) == far_apart


def test_cities_stand_on_the_side_of_their_river():
    sides = {p.row.slug: p.side for p in draw_rivers(NETWORK, scene()).rows}
    assert {slug for slug, side in sides.items() if side == "left"} == {
        "hit", "hilla", "najaf", "diwaniyah",
    }  # fmt: skip
    assert {"baquba", "kirkuk"}.isdisjoint(sides)
    assert len(along_waters(NETWORK)) == 6


def test_from_right_to_left_time_turns_round_and_the_land_stays():
    one, other = (draw_rivers(NETWORK, scene(mirrored=turned)) for turned in (False, True))
    assert one.shapes == other.shapes
    for placed, turned in zip(one.rows, other.rows, strict=True):
        assert (placed.x, placed.side) == (turned.x, turned.side)
        years = [cell.year for cell in sorted(placed.cells, key=lambda cell: cell.x)]
        assert years == [c.year for c in sorted(turned.cells, key=lambda cell: -cell.x)]


def test_a_strip_turns_round_whole():
    one, other = (draw_strips(NETWORK, scene(mirrored=turned)) for turned in (False, True))
    for strip, turned in zip(one, other, strict=True):
        for placed, opposite in zip(strip.picture.rows, turned.picture.rows, strict=True):
            assert placed.x == pytest.approx(strips.WIDTH - opposite.x, abs=0.2)


def test_years_without_count_are_gaps_and_years_not_asked_for_are_nothing():
    picture = draw_rivers(NETWORK, scene(asked=range(2016, 2019)))
    (baghdad,) = [placed for placed in picture.rows if placed.row.slug == "baghdad"]
    told = {cell.year: cell.count for cell in baghdad.cells}
    assert told == {2012: 1, 2016: 0, 2017: 8, 2018: 0, None: 1}
    sizes = {cell.year: cell.size for cell in baghdad.cells}
    assert sizes[2016] == 0 < sizes[2012] < sizes[2017]


@pytest.mark.parametrize("rows", [[], NETWORK[:1], NETWORK[6:]])
@pytest.mark.parametrize("years", [range(0), range(2012, 2013), range(1990, 2060)])
def test_little_or_much_can_be_drawn(rows, years):
    picture = draw_rivers(rows, scene(years=years, asked=years))
    assert picture.height > 0
    assert all("nan" not in shape.d for shape in picture.shapes)
    draw_strips(rows, scene(years=years, asked=years))


def test_the_legend_stays_out_of_a_corner_that_has_cities():
    assert draw_rivers(NETWORK, scene()).has_free_corner is False
    far = [*NETWORK, row("hasankeyf", River.TIGRIS, 274.3)]
    assert draw_rivers(far, scene()).has_free_corner is True


def test_a_line_through_one_point_is_none():
    assert flowing([(1, 2)]) == ""
