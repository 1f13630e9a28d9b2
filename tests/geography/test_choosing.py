"""What a form says of a place, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.geography.candidates import Candidate, Rank
from network.geography.choosing import (
    ChoiceTrouble,
    PlaceChoice,
    read_choice,
    read_degrees,
    value_of,
)
from tests.geography.ground import GAZETTEER, GROUND


def test_every_candidate_is_chosen_by_its_value():
    for candidate in GAZETTEER.candidates("Hindiya"):
        choice = read_choice(GROUND, value_of(candidate), "59", "10")
        assert choice.place == candidate.place
        assert choice.surroundings.governorate == candidate.governorate
    outside = Candidate(Rank.OUTSIDE, 1.0, {"en": "Hamrin"}, 34.1, 44.97, None)
    assert value_of(outside) == "point:34.10,44.97"
    around = read_choice(GROUND, value_of(outside)).surroundings
    assert (around.latitude, around.longitude, around.governorate.name_en) == (
        34.1,
        44.97,
        "Diyala",
    )


@pytest.mark.parametrize("latitude", ["32.512", " 32,51°", "٣٢٫٥١", "۳۲٫۵۱", "32.51 "])
@pytest.mark.parametrize("chosen", ["pin", ""])
def test_a_pin_is_read_in_any_digits_to_two_decimals(chosen, latitude):
    choice = read_choice(GROUND, chosen, latitude, "45.82")
    assert choice.place is None
    assert (choice.surroundings.latitude, choice.surroundings.longitude) == (32.51, 45.82)


@pytest.mark.parametrize(
    ("chosen", "latitude", "longitude", "trouble"),
    [
        ("", "", " ", ChoiceTrouble.NOTHING),
        ("pin", "", "", ChoiceTrouble.NOTHING),
        ("pin", "32.51", "", ChoiceTrouble.NOT_A_NUMBER),
        ("pin", "nan", "inf", ChoiceTrouble.NOT_A_NUMBER),
        ("pin", "32.51", "1e9", ChoiceTrouble.NOT_A_NUMBER),
        ("pin", "45.82", "32.51", ChoiceTrouble.OUTSIDE_IRAQ),
        ("pin", "-999", "999", ChoiceTrouble.OUTSIDE_IRAQ),
        ("point:59.91,10.75", "", "", ChoiceTrouble.OUTSIDE_IRAQ),
        ("gazetteer:1", "", "", ChoiceTrouble.UNKNOWN),
        ("gazetteer:٩٩١٣١", "", "", ChoiceTrouble.UNKNOWN),
        ("other", "32.51", "45.82", ChoiceTrouble.UNKNOWN),
    ],
)
def test_a_choice_that_names_no_place_says_why(chosen, latitude, longitude, trouble):
    assert read_choice(GROUND, chosen, latitude, longitude) == trouble


@given(st.text(), st.text(), st.text())
def test_no_text_is_an_error(chosen, latitude, longitude):
    choice = read_choice(GROUND, chosen, latitude, longitude)
    assert isinstance(choice, PlaceChoice | ChoiceTrouble)
    assert read_degrees(latitude) is None or abs(read_degrees(latitude)) < 1000
