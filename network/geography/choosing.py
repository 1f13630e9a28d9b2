"""Reads which place somebody chose: one of the candidates, or a pin by its two numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from network.geography.candidates import Candidate
from network.geography.gazetteer import Place
from network.geography.surroundings import Ground, Surroundings
from network.locales import latin_digits

PIN = "pin"
LONGEST_NUMBER = 20
_GAZETTEER = re.compile(r"gazetteer:(\d{1,9})", re.ASCII)
_POINT = re.compile(r"point:(\d{1,2}\.\d\d),(\d{1,2}\.\d\d)", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,3}(\.\d*)?", re.ASCII)


class ChoiceTrouble(StrEnum):
    """Why a choice names no place."""

    NOTHING = "nothing"
    UNKNOWN = "unknown"
    NOT_A_NUMBER = "not-a-number"
    OUTSIDE_IRAQ = "outside-iraq"


@dataclass(frozen=True)
class PlaceChoice:
    """The chosen place: None for a pin and for what only the outside service knows."""

    place: Place | None
    surroundings: Surroundings


def filled_in(choice: PlaceChoice, slug_of: Callable[[str], str | None]) -> dict[str, str]:
    """What a chosen place fills in of a city's form, without what is not known.

    `slug_of` gives the slug of the governorate with a p-code.
    """
    around, place = choice.surroundings, choice.place
    values: dict[str, Any] = {
        "country": "IQ",
        "latitude": f"{around.latitude:.2f}",
        "longitude": f"{around.longitude:.2f}",
        "governorate": around.governorate and slug_of(around.governorate.pcode),
        "river": around.river or "none",
        "river_kilometer": around.river_kilometer,
        "geonames_id": place and place.geonames_id,
    }
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def choice_of(ground: Ground, place: Place) -> PlaceChoice:
    """A place of the gazetteer as a choice."""
    return PlaceChoice(place, ground.at(place.latitude, place.longitude, place))


def value_of(candidate: Candidate) -> str:
    """What a form sends for a candidate."""
    if candidate.place is not None:
        return f"gazetteer:{candidate.place.geonames_id}"
    return f"point:{candidate.latitude:.2f},{candidate.longitude:.2f}"


def read_choice(
    ground: Ground, chosen: str, latitude: str = "", longitude: str = ""
) -> PlaceChoice | ChoiceTrouble:
    """What a form's `place`, `latitude` and `longitude` mean; never raises, whatever the texts.

    The numbers count for a pin, or where nothing is chosen; they may be written in any digits and
    with any decimal sign.
    """
    if number := _GAZETTEER.fullmatch(chosen):
        return _place(ground, int(number[1]))
    if point := _POINT.fullmatch(chosen):
        return _pin(ground, float(point[1]), float(point[2]))
    if chosen not in ("", PIN):
        return ChoiceTrouble.UNKNOWN
    if not latitude.strip() and not longitude.strip():
        return ChoiceTrouble.NOTHING
    return _pin(ground, read_degrees(latitude), read_degrees(longitude))


def read_degrees(text: str) -> float | None:
    """A number of degrees in digits of any script, with a point or comma; None if it is none."""
    plain = latin_digits(text.strip()[:LONGEST_NUMBER]).replace("٫", ".").replace(",", ".")
    plain = plain.replace("،", ".").removesuffix("°")
    return float(plain) if _NUMBER.fullmatch(plain) else None


def _place(ground: Ground, number: int) -> PlaceChoice | ChoiceTrouble:
    for place in ground.gazetteer.places:
        if place.geonames_id == number:
            return choice_of(ground, place)
    return ChoiceTrouble.UNKNOWN


def _pin(
    ground: Ground, latitude: float | None, longitude: float | None
) -> PlaceChoice | ChoiceTrouble:
    if latitude is None or longitude is None:
        return ChoiceTrouble.NOT_A_NUMBER
    surroundings = ground.at(latitude, longitude)
    return PlaceChoice(None, surroundings) if surroundings.in_iraq else ChoiceTrouble.OUTSIDE_IRAQ
