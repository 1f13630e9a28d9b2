"""The static map: areas follow numbers, names do not cover each other, all lies in the frame."""

import math
import random
import re

import pytest

from network.config import DATA_FOLDER
from network.geography.projection import Frame
from network.maps.static import (
    HOME,
    LARGE,
    LARGEST_RADIUS,
    SMALLEST_RADIUS,
    Place,
    Side,
    base_shapes,
    bubbles,
    radius,
)


def place(slug, latitude=33.0, longitude=44.0, planned=False):
    return Place(slug, slug.capitalize(), latitude, longitude, planned)


def crowd(count):
    chance = random.Random(count)
    return [
        place(f"city-{n}", chance.uniform(30, 37), chance.uniform(40.5, 48.5)) for n in range(count)
    ]


def box(bubble, scale=1):
    """The rectangle of a bubble's name, reckoned from its label: half a unit tighter all round."""
    x, base, anchor = bubble.label if scale == 1 else bubble.large_label
    length = scale * len(bubble.place.name) * 7.2
    left = {"start": x, "end": x - length, "middle": x - length / 2}[anchor]
    return left + 0.5, base - 12 * scale + 0.5, left + length - 0.5, base + 4 * scale - 0.5


def side(bubble, scale):
    return bubble.side if scale == 1 else bubble.large_side


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_area_follows_the_number_of_activities():
    assert radius(40, 40) == LARGEST_RADIUS
    assert math.isclose(radius(20, 40) ** 2 * 2, radius(40, 40) ** 2)
    assert math.isclose(radius(10, 40), LARGEST_RADIUS / 2)


@pytest.mark.parametrize("activities", [0, 1])
def test_the_smallest_bubble_can_still_be_seen(activities):
    assert radius(activities, 10_000) == SMALLEST_RADIUS
    assert radius(0, 0) == SMALLEST_RADIUS


def test_a_planned_city_without_activities_is_shown_hollow():
    found = bubbles([place("planned", planned=True), place("other")], {}, 10)
    assert [(bubble.place.slug, bubble.activities) for bubble in found] == [("planned", 0)]


def test_cities_outside_the_frame_are_not_drawn():
    oslo = place("oslo", 59.91, 10.75)
    assert (
        bubbles([oslo, place("baghdad")], {"oslo": 3, "baghdad": 1}, 3)[0].place.slug == "baghdad"
    )
    assert len(bubbles([oslo], {"oslo": 3}, 3)) == 0


def test_small_bubbles_lie_on_top_of_large_ones():
    found = bubbles(crowd(20), {f"city-{n}": n + 1 for n in range(20)}, 20)
    sizes = [bubble.radius for bubble in found]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("scale", [1, LARGE])
@pytest.mark.parametrize("count", [2, 10, 40, 150])
def test_names_cover_neither_each_other_nor_other_bubbles(count, scale):
    places = crowd(count)
    found = bubbles(places, {p.slug: n % 9 + 1 for n, p in enumerate(places)}, 40)
    named = [bubble for bubble in found if side(bubble, scale)]
    assert named
    for bubble in named:
        for other in found:
            if other is bubble:
                continue
            size = other.radius - 0.5
            circle = (other.x - size, other.y - size, other.x + size, other.y + size)
            name = box(bubble, scale)
            assert not overlap(name, circle)
            assert side(other, scale) is None or not overlap(name, box(other, scale))


@pytest.mark.parametrize("scale", [1, LARGE])
def test_names_stay_inside_the_frame(scale):
    for bubble in bubbles(crowd(60), {f"city-{n}": 1 for n in range(60)}, 9):
        if side(bubble, scale):
            left, _top, right, _bottom = box(bubble, scale)
            assert left >= 0
            assert right <= HOME.width


def test_a_name_stands_to_the_right_where_there_is_room():
    assert bubbles([place("alone")], {"alone": 1}, 1)[0].side == Side.RIGHT


def test_the_base_map_shows_land_governorates_and_both_rivers():
    shapes = base_shapes(DATA_FOLDER / "basemap")
    kinds = {shape.kind for shape in shapes}
    assert {"sea", "land", "river"} <= kinds
    assert all(re.fullmatch(r"[-MLZ0-9.,]+", shape.d) for shape in shapes)
    assert sum(len(shape.d) for shape in shapes) < 60_000


def test_the_frame_holds_the_ten_cities_and_mosul_and_basra():
    for latitude, longitude in [(36.34, 43.13), (30.51, 47.82), (33.64, 42.83), (31.84, 47.14)]:
        x, y = HOME.point(latitude, longitude)
        assert 0 < x < HOME.width
        assert 0 < y < HOME.height
    assert isinstance(HOME, Frame)
