"""The places and governorates of the gazetteer."""

import csv
import json
from pathlib import Path

import pytest

from network.folding import fold
from network.geography.gazetteer import load_governorates, load_places

DATA = Path(__file__).parents[2] / "data"
PLACES = load_places(DATA / "gazetteer")
GOVERNORATES = load_governorates(DATA / "gazetteer")


def test_there_are_the_eighteen_governorates_of_ocha():
    with (DATA / "gazetteer" / "pcodes.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["P-Code"] for row in csv.DictReader(file) if row["Admin Level"] == "1"]
    assert list(GOVERNORATES) == sorted(codes)
    assert len(codes) == 18


@pytest.mark.parametrize("pcode", list(GOVERNORATES))
def test_a_governorate_has_five_spellings_in_three_languages(pcode):
    governorate = GOVERNORATES[pcode]
    assert len(governorate.spellings) >= 5
    assert all((governorate.name_en, governorate.name_ar, governorate.name_ckb))


def test_no_spelling_names_two_governorates():
    owners = {}
    for governorate in GOVERNORATES.values():
        for spelling in governorate.spellings:
            assert owners.setdefault(fold(spelling), governorate.pcode) == governorate.pcode


def test_every_place_lies_in_iraq_with_two_decimals():
    for place in PLACES:
        assert 29 < place.latitude < 37.5, place.name
        assert 38.7 < place.longitude < 48.7, place.name
        assert (place.latitude, place.longitude) == (
            round(place.latitude, 2),
            round(place.longitude, 2),
        )
        assert place.governorate in GOVERNORATES


def test_places_lie_in_their_governorate_or_near_it():
    geometry = pytest.importorskip("shapely.geometry")
    document = json.loads((DATA / "basemap" / "governorates.json").read_text(encoding="utf-8"))
    areas = {area["id"]: geometry.shape(area["geometry"]) for area in document["features"]}
    away = {
        place.name: areas[place.governorate].distance(
            geometry.Point(place.longitude, place.latitude)
        )
        for place in PLACES
    }
    # Natural Earth draws Baghdad too small: some of its towns lie outside.
    assert max(away.values()) < 0.3
    assert sum(distance > 0.02 for distance in away.values()) < 8


def test_places_are_ordered_and_unknown_populations_are_not_zero():
    numbers = [place.geonames_id for place in PLACES]
    assert numbers == sorted(set(numbers))
    assert 0 not in {place.population for place in PLACES}


@pytest.mark.parametrize(
    ("geonames_id", "spelling"),
    [
        (99762, "Ad Diwaniyah"),
        (99762, "الديوانية"),
        (99131, "کووت"),
        (99131, "Kut"),
        (98182, "بەغداد"),
        (98717, "ڕەمادی"),
        (99347, "حلە"),
        (98860, "an-najaf"),
    ],
)
def test_a_city_is_known_by_its_names_in_each_language(geonames_id, spelling):
    place = next(place for place in PLACES if place.geonames_id == geonames_id)
    assert fold(spelling) in {fold(name) for name in place.spellings}


def test_sorani_names_stand_apart_from_arabic_ones():
    for place in PLACES:
        assert not set("".join(place.names_ar)) & set("ەێۆڵڕڤگژچپ"), place.name
        assert not set("".join(place.names_other)) & set("ابتيكکیە"), place.name


def test_the_names_kept_by_hand_are_those_of_places_in_the_letters_of_their_language():
    with (DATA / "gazetteer" / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = [int(row["geonames_id"]) for row in rows]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= {place.geonames_id for place in PLACES}
    for row in rows:
        assert row["names_en"].isascii(), row
        assert not set(row["names_ckb"]) & set("يكةىضصطظثذؤإآ"), row


def test_a_place_is_called_by_the_name_that_people_use():
    najaf = next(place for place in PLACES if place.geonames_id == 98860)
    assert [str(najaf.name_in(code)) for code in ("en", "ar", "ckb")] == ["Najaf", "النجف", "نەجەف"]
    fallback = next(place for place in PLACES if place.name == "Hilora").name_in("ckb")
    assert (fallback.value, fallback.language) == ("Hilora", "en")
