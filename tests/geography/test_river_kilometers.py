"""Kilometers along the rivers, checked against a computation of their own."""

import math
from itertools import pairwise
from pathlib import Path

import pytest

from network.geography.gazetteer import load_places
from network.geography.rivers import River, load_rivers, nearest_river

DATA = Path(__file__).parents[2] / "data"
RIVERS = load_rivers(DATA / "basemap")
PLACES = {place.geonames_id: place for place in load_places(DATA / "gazetteer")}
# Baghdad, Tikrit, Kut, Amarah; Ramadi, Hit, Najaf, Nasiriyah; Diwaniyah, Hillah; Basra.
CITIES = {
    "tigris": (98182, 90150, 99131, 99608),
    "euphrates": (98717, 95788, 98860, 98854),
    "shatt-al-hillah": (99762, 99347),
    "shatt-al-arab": (99532,),
}
SEMI_MAJOR, FLATTENING = 6378.137, 1 / 298.257223563


def vincenty(one, other):
    """Kilometers on the WGS 84 ellipsoid by Vincenty's inverse formula."""
    polar = SEMI_MAJOR * (1 - FLATTENING)
    reduced = [math.atan((1 - FLATTENING) * math.tan(math.radians(p[0]))) for p in (one, other)]
    (sin1, cos1), (sin2, cos2) = ((math.sin(angle), math.cos(angle)) for angle in reduced)
    difference = spherical = math.radians(other[1] - one[1])
    for _ in range(20):
        sine = math.hypot(
            cos2 * math.sin(spherical), cos1 * sin2 - sin1 * cos2 * math.cos(spherical)
        )
        if not sine:
            return 0.0
        cosine = sin1 * sin2 + cos1 * cos2 * math.cos(spherical)
        arc = math.atan2(sine, cosine)
        azimuth = cos1 * cos2 * math.sin(spherical) / sine
        square = 1 - azimuth**2
        middle = cosine - 2 * sin1 * sin2 / square if square else 0.0
        c = FLATTENING / 16 * square * (4 + FLATTENING * (4 - 3 * square))
        bend = arc + c * sine * (middle + c * cosine * (2 * middle**2 - 1))
        spherical = difference + (1 - c) * FLATTENING * azimuth * bend
    u = square * (SEMI_MAJOR**2 - polar**2) / polar**2
    a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
    b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
    last = b / 6 * middle * (4 * sine**2 - 3) * (4 * middle**2 - 3)
    inner = middle + b / 4 * (cosine * (2 * middle**2 - 1) - last)
    return polar * a * (arc - b * sine * inner)


def walked(river, place):
    """The kilometer of the nearest of 40 steps along each segment, walked from the first point."""
    nearest, length = (math.inf, 0.0), 0.0
    for start, end in pairwise(river.points):
        step = vincenty(start, end)
        for part in range(41):
            share = part / 40
            point = tuple(s + share * (e - s) for s, e in zip(start, end, strict=True))
            far = math.hypot(
                point[0] - place[0], (point[1] - place[1]) * math.cos(math.radians(place[0]))
            )
            nearest = min(nearest, (far, length + share * step))
        length += step
    return river.start_kilometer + nearest[1]


def kilometer(slug, geonames_id):
    place = PLACES[geonames_id]
    return RIVERS[slug].kilometer(place.latitude, place.longitude)


@pytest.mark.parametrize(
    ("slug", "geonames_id"), [(slug, city) for slug, cities in CITIES.items() for city in cities]
)
def test_a_city_lies_within_a_kilometer_of_where_vincenty_walks_to(slug, geonames_id):
    place = PLACES[geonames_id]
    expected = walked(RIVERS[slug], (place.latitude, place.longitude))
    assert kilometer(slug, geonames_id) == pytest.approx(expected, abs=1)


def test_a_degree_along_the_equator_and_a_meridian_has_its_known_length():
    river = River("straight", ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0)), start_kilometer=100)
    assert river.kilometer(0.0, 1.0) == pytest.approx(100 + 111.3195, abs=0.001)
    assert river.kilometer(1.0, 1.0) == pytest.approx(100 + 111.3195 + 110.5744, abs=0.001)
    assert river.kilometer(-0.5, 0.5) == pytest.approx(100 + 55.6597, abs=0.001)
    assert river.distance_to(-0.5, 0.5) == pytest.approx(55.2872, abs=0.001)


def test_places_beyond_the_ends_count_as_at_the_ends():
    river = River("straight", ((0.0, 0.0), (0.0, 1.0)))
    assert river.kilometer(0.0, -3.0) == 0
    assert river.kilometer(0.0, 3.0) == pytest.approx(river.kilometer(0.0, 1.0))


def test_kilometers_rise_downstream_on_the_tigris():
    mosul, tikrit, samarra, baghdad, kut, amarah = 99072, 90150, 91597, 98182, 99131, 99608
    down = [kilometer("tigris", city) for city in (mosul, tikrit, samarra, baghdad, kut, amarah)]
    assert down == sorted(down)
    assert all(lower - upper > 50 for upper, lower in pairwise(down))


def test_kilometers_rise_downstream_on_the_euphrates_and_its_branch():
    haditha, hit, ramadi, fallujah, nasiriyah = 96309, 95788, 98717, 99454, 98854
    hillah, diwaniyah = 99347, 99762
    down = [kilometer("euphrates", city) for city in (haditha, hit, ramadi, fallujah)]
    down += [kilometer("shatt-al-hillah", city) for city in (hillah, diwaniyah)]
    down.append(kilometer("euphrates", nasiriyah))
    assert down == sorted(down)
    assert all(lower - upper > 25 for upper, lower in pairwise(down))


def test_the_hillah_branch_goes_on_counting_where_it_leaves_the_euphrates():
    branch, trunk = RIVERS["shatt-al-hillah"], RIVERS["euphrates"]
    assert branch.start_kilometer == pytest.approx(trunk.kilometer(*branch.points[0]), abs=0.01)
    assert trunk.distance_to(*branch.points[0]) < 0.1
    assert trunk.distance_to(*branch.points[-1]) < 0.1


def test_tigris_and_euphrates_end_where_the_shatt_al_arab_begins():
    qurna = RIVERS["shatt-al-arab"].points[0]
    assert RIVERS["tigris"].points[-1] == RIVERS["euphrates"].points[-1] == qurna
    assert RIVERS["shatt-al-arab"].start_kilometer == 0
    assert vincenty(qurna, (31.00, 47.44)) < 5


def test_no_river_has_a_gap_or_turns_back_on_itself():
    for river in RIVERS.values():
        steps = [vincenty(one, other) for one, other in pairwise(river.points)]
        # Natural Earth's longest straight, below Basra, is 21.5 km.
        assert min(steps) > 0, river.slug
        assert max(steps) < 22, river.slug


def test_the_nearest_river_is_found_within_reach_only():
    assert nearest_river(RIVERS, 32.51, 45.82) == "tigris"
    assert nearest_river(RIVERS, 31.99, 44.93) == "shatt-al-hillah"
    assert nearest_river(RIVERS, 35.56, 45.43) is None
    assert nearest_river(RIVERS, 35.56, 45.43, within_kilometers=300) == "tigris"
    assert nearest_river({}, 32.51, 45.82) is None
