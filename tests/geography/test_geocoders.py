"""The offline geocoder: every name in every language and spelling, nobody asked."""

import subprocess
import sys
import time

import pytest
from geopy.exc import GeocoderUnavailable
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st

from network.config import PROJECT_FOLDER
from network.geography.candidates import Candidate, Rank
from network.geography.gazetteer import CAPITALS
from network.geography.rivers import nearest_river
from tests.geography.ground import GAZETTEER, PLACES, RIVERS

# The ten cities of the programme, each as coordinators and documents spell it.
PROGRAMME = {
    98182: "Baghdad,Bagdad,Baghdād,بغداد,بغدادْ,بەغدا,بەغداد",
    90150: "Tikrit,Tekrit,Takrit,Tikreet,تكريت,تكـريت,تکریت",
    99762: "Diwaniyah,Ad-Diwaniyah,Al Diwaniya,Diwania,Diwanieh,الديوانية,ديوانيه,دیوانیە",
    99131: "Kut,Al-Kut,al kūt,Kout,الكوت,كوت,الکوت,کووت",
    99608: "Amarah,Al-Amara,Ammara,العمارة,عماره,العماره,عەمارە,ئەلعەمارە",
    98717: "Ramadi,Ar-Ramadi,Rumadi,الرمادي,رمادى,ڕەمادی,رەمادی",
    95788: "Hit,Heet,Hīt,هيت,هیت",
    99347: "Hilla,Al-Hillah,Hillah,الحلة,الحله,حلە",
    98860: "Najaf,An-Najaf,Nejef,Nadjaf,النجف,النجف الأشرف,نەجەف",
    98854: "Nasiriyah,Nassiriya,An Nasiriyah,Nasriyah,الناصرية,ناصريه,ناسریە,ناسرییە",
}
ON_RIVERS = [
    place for place in PLACES.values() if nearest_river(RIVERS, place.latitude, place.longitude)
]
WITHOUT_NETWORK = """
import sys
from network.geography.geocoders import GazetteerGeocoder
from tests.geography.ground import GAZETTEER
def refuse(event, _arguments):
    if event.startswith("socket."):
        raise SystemExit(event)
sys.addaudithook(refuse)
geocoder = GazetteerGeocoder(GAZETTEER.places, GAZETTEER.governorates)
assert geocoder.geocode("Kut").raw.place.geonames_id == 99131
assert geocoder.reverse((32.5, 45.8)).raw.place.geonames_id == 99131
"""


def found(query):
    return [candidate.place.geonames_id for candidate in GAZETTEER.candidates(query)]


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_every_capital_is_the_first_answer_to_its_name(language):
    assert len({PLACES[number].governorate for number in CAPITALS}) == 18
    for number in CAPITALS:
        name = PLACES[number].name_in(language)
        assert name.language == language
        assert found(name.value)[0] == number, name


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_more_than_forty_cities_on_the_rivers_are_found_by_name(language):
    named = [place for place in ON_RIVERS if place.name_in(language).language == language]
    missed = [
        place.name
        for place in named
        if place.geonames_id not in found(place.name_in(language).value)[:3]
    ]
    assert missed == []
    assert len(named) > 75


@pytest.mark.parametrize("number", PROGRAMME)
def test_a_city_of_the_programme_is_the_first_answer_to_each_of_its_spellings(number):
    spellings = PROGRAMME[number].split(",")
    assert {spelling: found(spelling)[:1] for spelling in spellings} == {
        spelling: [number] for spelling in spellings
    }


def test_the_surest_way_of_finding_comes_first():
    ranks = {query: GAZETTEER.candidates(query)[0].rank for query in ("Kut", "kÚt-", "Dewaniya")}
    assert ranks == {"Kut": Rank.EXACT, "kÚt-": Rank.FOLDED, "Dewaniya": Rank.FUZZY}
    assert GAZETTEER.candidates("Suq ")[0].rank == Rank.PREFIX
    ways = [candidate.rank for candidate in GAZETTEER.candidates("الحمزة")]
    assert ways == sorted(ways, key=list(Rank).index)
    assert Rank.FUZZY not in ways


def test_namesakes_are_told_apart_by_their_governorates():
    both = GAZETTEER.candidates("Hindiya")
    assert {one.governorate.name_en for one in both} == {"Karbala", "Babylon"}
    assert found("Hindiya, Babylon") == [91812]
    assert found("الهندية، كربلاء") == [99344]
    assert found("Hindiya, Nowhere") == found("Hindiya")


def test_answers_are_locations_of_geopy_with_a_candidate_each():
    first, *rest = GAZETTEER.geocode("Khalis", exactly_one=False)
    assert isinstance(first, Location)
    assert isinstance(first.raw, Candidate)
    assert first.address == "Khalis, Diyala"
    assert (first.latitude, first.longitude) == (first.raw.latitude, first.raw.longitude)
    assert len(rest) == 1
    assert GAZETTEER.geocode("qwxzqwxz") is None


def test_a_point_leads_to_the_places_around_it_the_nearest_first():
    near = GAZETTEER.reverse((32.50, 45.80), exactly_one=False)
    distances = [location.raw.distance_kilometers for location in near]
    assert near[0].raw.place.geonames_id == 99131
    assert distances == sorted(distances)
    assert distances[-1] <= 40
    assert GAZETTEER.reverse((59.91, 10.75)) is None
    with pytest.raises((TypeError, ValueError)):
        GAZETTEER.reverse("32.5, 45.8")


def test_nobody_is_asked_anything():
    with pytest.raises(GeocoderUnavailable):
        GAZETTEER.adapter.get_json("http://127.0.0.1/", timeout=1, headers={})
    command = [sys.executable, "-c", WITHOUT_NETWORK]
    subprocess.run(command, cwd=PROJECT_FOLDER, timeout=60, check=True)


@given(st.text(st.characters()) | st.text("ابتثحصكوiktnu -،,", max_size=400))
def test_no_text_is_too_much(text):
    candidates = GAZETTEER.candidates(text)
    assert len(candidates) <= 8
    assert all(0 < candidate.score <= 1 for candidate in candidates)


def test_an_answer_takes_less_than_fifty_milliseconds():
    taken = []
    for query in ("Kut", "Dewaniyeh", "ناسرییە", "الهندية، بابل", "x" * 400):
        start = time.process_time()
        GAZETTEER.geocode(query)
        taken.append(time.process_time() - start)
    assert max(taken) < 0.05
