"""What is known of a point: country, governorate, river and kilometer."""

import pytest

from tests.geography.ground import GROUND, PLACES, RIVERS

shapely = pytest.importorskip("shapely")


def test_the_governorate_of_a_chosen_place_is_its_own():
    for place in PLACES.values():
        around = GROUND.at(place.latitude, place.longitude, place)
        assert around.in_iraq
        assert around.governorate.pcode == place.governorate
    mahmudiyah = PLACES[99100]
    around = GROUND.at(0, 0, mahmudiyah)
    assert (around.governorate.pcode, around.disputed.pcode) == ("IQG08", "IQG07")
    assert (around.latitude, around.longitude) == (mahmudiyah.latitude, mahmudiyah.longitude)


def test_a_pin_in_a_town_of_baghdad_belongs_to_baghdad_though_the_map_draws_it_too_small():
    around = GROUND.at(33.08, 44.36)
    assert around.governorate.name_en == "Baghdad"
    assert around.disputed.name_en == "Babylon"
    assert around.nearest.place.geonames_id == 99100


@pytest.mark.parametrize(
    ("point", "governorate"),
    [
        ((32.20, 45.40), "Al-Qadisiyyah"),
        ((30.00, 45.00), "Al-Muthanna"),
        ((33.00, 41.00), "Al-Anbar"),
        ((36.30, 43.10), "Nineveh"),
    ],
)
def test_a_pin_in_the_country_belongs_to_the_area_that_holds_it(point, governorate):
    around = GROUND.at(*point)
    assert around.in_iraq
    assert around.governorate.name_en == governorate


@pytest.mark.parametrize(
    "point",
    [(59.91, 10.75), (35.70, 51.40), (29.37, 47.98), (37.20, 42.20), (0, 0), (-90, 180), (90, 0)],
)
def test_beyond_the_border_there_is_nothing_to_say(point):
    around = GROUND.at(*point)
    assert not around.in_iraq
    assert not GROUND.in_iraq(*point)
    assert (around.governorate, around.river, around.river_kilometer) == (None, None, None)


def test_areas_hold_what_shapely_says_they_hold():
    areas = [(area, shapely.Polygon(area.rings[0], area.rings[1:])) for area in GROUND.areas]
    for latitude in range(288, 380, 7):
        for longitude in range(385, 490, 7):
            point = shapely.Point(longitude / 10, latitude / 10)
            for area, shape in areas:
                inside = area.contains(latitude / 10, longitude / 10)
                assert inside == shape.contains(point), (area.pcode, point)


def test_the_river_and_its_kilometer_are_those_of_the_line():
    kut = GROUND.at(32.512, 45.818)
    assert (kut.latitude, kut.longitude, kut.river) == (32.51, 45.82, "tigris")
    assert kut.river_kilometer == pytest.approx(RIVERS["tigris"].kilometer(32.51, 45.82), abs=0.05)
    far = GROUND.at(35.56, 45.43)
    assert (far.in_iraq, far.river, far.river_kilometer) == (True, None, None)
