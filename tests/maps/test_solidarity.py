"""The map of the solidarity: a strict element, arcs from every country, a quiet world."""

import csv
import json
from pathlib import Path

import pytest

from network.geography.countries import load_countries
from network.maps.elements import ElementError
from network.maps.ground import BaseMap
from network.maps.solidarity import (
    BEND,
    WORLD,
    Arc,
    ArcLayer,
    solidarity_map,
    world_map,
    world_shapes,
)
from network.maps.static import Place

DATA = Path(__file__).parents[2] / "data"
BASE = BaseMap(*(f"/static/basemap/0/{name}.json" for name in "abcde"))
COUNTRIES = load_countries(DATA / "gazetteer")
OSLO = Place("oslo", "Oslo", 59.91, 10.75, False)
BAGHDAD = Place("baghdad", "Baghdad", 33.34, 44.4, True)


def country(code):
    return Place(code, f"Name of {code}", *COUNTRIES[code], True)


def test_every_country_of_the_programme_has_a_point():
    with (DATA / "programme" / "activities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {code for row in rows for code in row["countries"].split(";") if code}
    assert codes <= set(COUNTRIES)
    assert len(COUNTRIES) > 200


def test_points_are_coarse_and_on_earth():
    for latitude, longitude in COUNTRIES.values():
        assert -90 < latitude < 90
        assert -180 <= longitude <= 180
        assert (latitude, longitude) == (round(latitude, 1), round(longitude, 1))


def test_the_script_names_numbers_and_addresses_only():
    drawn = solidarity_map(BASE)
    calls = [line for line in drawn.script.splitlines() if line.startswith("rafidain.")]
    assert [call.partition("(")[0] for call in calls] == [
        "rafidain.land",
        "rafidain.rivers",
        "rafidain.arcs",
    ]
    assert json.dumps({"bend": BEND}) in calls[2]
    assert drawn.element_id == "map_solidarity"
    assert drawn.hash in {solidarity_map(BASE).hash}


@pytest.mark.parametrize("value", ["{{7*7}}", "a b", "بغداد", "${x}", "</script>"])
def test_no_text_passes_through_the_element(value):
    with pytest.raises(ElementError):
        ArcLayer("arcs", bend=value)


def test_every_arc_is_drawn_from_its_country_to_its_city():
    arcs = [Arc("IT", "baghdad", 3), Arc("IQ", "oslo", 1)]
    drawn = world_map({OSLO: 1, BAGHDAD: 4}, [country("IT"), country("IQ")], arcs, 4)
    assert [one.arc for one in drawn.arcs] == arcs
    start = WORLD.point(*COUNTRIES["IT"])
    end = WORLD.point(BAGHDAD.latitude, BAGHDAD.longitude)
    assert drawn.arcs[0].d.startswith(f"M{start[0]:.1f},{start[1]:.1f}Q")
    assert drawn.arcs[0].d.endswith(f" {end[0]:.1f},{end[1]:.1f}")
    assert drawn.arcs[0].width > drawn.arcs[1].width


def test_arcs_bend_to_the_north_whichever_way_they_lead():
    for arc in (Arc("US", "baghdad", 1), Arc("JP", "baghdad", 1)):
        (drawn,) = world_map({BAGHDAD: 1}, [country(arc.country)], [arc], 1).arcs
        _start, bend = drawn.d[1:].split("Q")
        middle = float(bend.split()[0].split(",")[1])
        ends = [WORLD.point(*COUNTRIES[arc.country])[1], WORLD.point(33.34, 44.4)[1]]
        assert middle < sum(ends) / 2


def test_cities_and_countries_are_told_apart():
    drawn = world_map({BAGHDAD: 2}, [country("IT")], [], 2)
    assert [bubble.place.slug for bubble in drawn.cities] == ["baghdad"]
    assert [bubble.activities for bubble in drawn.cities] == [2]
    assert [bubble.place.slug for bubble in drawn.countries] == ["IT"]


def test_the_world_is_small():
    (shape,) = world_shapes(DATA / "basemap")
    assert shape.kind == "world"
    assert 5_000 < len(shape.d) < 45_000
