"""The place picker of the desk: what its template and its script show."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext

from network.changes.place_search import SharedAnswers, SharedTurns
from network.config import DATA_FOLDER
from network.extensions import database
from network.geography.candidates import Candidate, Rank
from network.geography.choosing import PIN, ChoiceTrouble, value_of
from network.geography.finding import Finding, PlaceFinder
from network.geography.gazetteer import CAPITALS, Place, load_governorates, load_places
from network.geography.geocoders import GazetteerGeocoder
from network.geography.nominatim import NominatimSearch, Trouble
from network.geography.rivers import load_rivers
from network.geography.surroundings import Ground, load_areas
from network.locales import Text
from network.maps.ground import RenderedMap
from network.maps.picker import NumberedPoint, numbered_points, picker_map
from network.maps.static import HOME
from network.presenters.drawn import base_map
from network.presenters.map_words import moving_words
from network.web.language import page_language, page_writing

# The key of a search that asks the outside service, too, where the gazetteer knows the very name.
BEYOND = "beyond"
# From which zoom on a town of so many inhabitants shows its name.
TOWN_ZOOMS = ((100_000, 7), (20_000, 8))


def rendered_map() -> RenderedMap:
    """The map of the picker, with the base map at its current addresses."""
    return picker_map(base_map())


@cache
def ground(folder: Path = DATA_FOLDER) -> Ground:
    """The gazetteer, areas and rivers of the data folder, read once a process."""
    gazetteer = folder / "gazetteer"
    geocoder = GazetteerGeocoder(load_places(gazetteer), load_governorates(gazetteer))
    return Ground(load_areas(folder / "basemap"), load_rivers(folder / "basemap"), geocoder)


def place_finder() -> PlaceFinder:
    """The search of this application: with the outside service where the settings name one."""
    finder: PlaceFinder | None = current_app.extensions.get("place_finder")
    if finder is None:
        finder = PlaceFinder(ground(), _outside())
        # Threads that make two at once keep the same one.
        finder = current_app.extensions.setdefault("place_finder", finder)
    return finder


def _outside() -> NominatimSearch | None:
    settings = current_app.extensions["settings"]
    if not settings.nominatim_url:
        return None
    engine = database.engine(current_app)
    return NominatimSearch(
        settings.nominatim_url,
        settings.nominatim_contact,
        turns=SharedTurns(engine),
        answers=SharedAnswers(engine),
    )


@dataclass(frozen=True)
class Option:
    """A candidate as the picker shows it; `point` are its degrees in words."""

    number: int
    value: str
    candidate: Candidate
    name: Text
    other_names: tuple[Text, ...]
    governorate: Text | None
    point: str
    how: str


@dataclass(frozen=True)
class Picker:
    """The picker of one page: what was found, and the choice as it was typed or sent.

    `chosen` is a value of the radio buttons, or empty; `latitude` and `longitude` are texts.
    """

    finding: Finding
    chosen: str = ""
    latitude: str = ""
    longitude: str = ""
    trouble: ChoiceTrouble | None = None

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The candidates, numbered from one."""
        return tuple(
            _option(number, candidate)
            for number, candidate in enumerate(self.finding.candidates, 1)
        )

    @property
    def candidate(self) -> Candidate | None:
        """The candidate that is chosen, None for a pin; its names are a beginning for a form."""
        return next((o.candidate for o in self.options if o.value == self.chosen), None)

    @property
    def pin(self) -> str:
        """The value of the radio button that stands for a pin."""
        return PIN

    @property
    def static_points(self) -> tuple[NumberedPoint, ...]:
        """The candidates on the static map."""
        return numbered_points((c.latitude, c.longitude) for c in self.finding.candidates)

    @property
    def static_box(self) -> str:
        """The `viewBox` of the static map."""
        return f"0 0 {HOME.width} {HOME.height:.1f}"

    @property
    def outside_words(self) -> str:
        """Why the outside service gave no answer; empty where it did, or was not asked."""
        return _outside_words().get(self.finding.trouble, "") if self.finding.trouble else ""

    @property
    def trouble_words(self) -> str:
        """What is wrong with the choice, and what to do; empty where nothing is."""
        return _trouble_words()[self.trouble] if self.trouble else ""

    def data(self) -> dict[str, Any]:
        """The document that the picker's script starts from; plain data, never markup."""
        language = page_language()
        return {
            "language": language.code,
            "digits": page_writing().digits,
            "plural_locale": language.plural_locale,
            "pin": PIN,
            "candidates": [
                {
                    "number": option.number,
                    "value": option.value,
                    "label": f"{option.number}: {option.name}"
                    + (f" ({option.governorate})" if option.governorate else ""),
                    "point": [option.candidate.latitude, option.candidate.longitude],
                }
                for option in self.options
            ],
            "towns": [_town(place) for place in ground().gazetteer.places],
            "words": _words(),
        }


def _option(number: int, candidate: Candidate) -> Option:
    language = page_language().code
    name = candidate.name_in(language)
    others = (Text(text, code) for code, text in candidate.names.items() if code != name.language)
    return Option(
        number,
        value_of(candidate),
        candidate,
        name,
        tuple(others),
        candidate.governorate.name_in(language) if candidate.governorate else None,
        degrees_words(candidate.latitude, candidate.longitude),
        _rank_words()[candidate.rank],
    )


def _town(place: Place) -> dict[str, Any]:
    """A town to find one's way by, shown from a zoom on that follows its size."""
    name = place.name_in(page_language().code)
    shown = {"text": name.value}
    if name.language != page_language().code:
        shown |= {"language": name.language, "direction": name.direction}
    zoom = next((zoom for least, zoom in TOWN_ZOOMS if (place.population or 0) >= least), 9)
    return {
        "name": shown,
        "point": [place.latitude, place.longitude],
        "from": 0 if place.geonames_id in CAPITALS else zoom,
    }


def degrees_words(latitude: float, longitude: float) -> str:
    """A point in words, with two decimals."""
    writing = page_writing()
    return gettext(
        "%(latitude)s° N, %(longitude)s° E",
        latitude=writing.degrees(latitude),
        longitude=writing.degrees(longitude),
    )


def _rank_words() -> Mapping[Rank, str]:
    return {
        Rank.EXACT: gettext("the same name"),
        Rank.FOLDED: gettext("the same name"),
        Rank.PREFIX: gettext("the name begins alike"),
        Rank.FUZZY: gettext("the name sounds alike"),
        Rank.NEAR: gettext("nearby"),
        Rank.OUTSIDE: gettext("from OpenStreetMap"),
    }


def _outside_words() -> Mapping[Trouble, str]:
    return {
        Trouble.BUSY: gettext("The outside search has too many questions at the moment."),
        Trouble.SLOW: gettext("The outside search did not answer in time."),
        Trouble.DOWN: gettext("The outside search cannot be reached."),
        Trouble.REFUSED: gettext("The outside search refuses to answer for now."),
        Trouble.NONSENSE: gettext("The outside search gave an answer that makes no sense."),
    }


def _trouble_words() -> Mapping[ChoiceTrouble, str]:
    return {
        ChoiceTrouble.NOTHING: gettext("Please choose a place from the list, or set a pin."),
        ChoiceTrouble.UNKNOWN: gettext("Please choose a place from the list, or set a pin."),
        ChoiceTrouble.NOT_A_NUMBER: gettext(
            "Please write latitude and longitude as numbers, such as 32.51 and 45.82."
        ),
        ChoiceTrouble.OUTSIDE_IRAQ: gettext(
            "This point does not lie in Iraq. Latitude comes first, then longitude."
        ),
    }


def _words() -> dict[str, str]:
    return {
        **moving_words(gettext("Show all of Iraq")),
        "pin": gettext("Pin. The arrow keys move it."),
        "pin_at": gettext("The pin is at %(latitude)s° N, %(longitude)s° E."),
        "outside": gettext("The pin must lie in Iraq."),
        "not_a_number": gettext("Please write a number, such as 32.51."),
        "set_pin": gettext("Tap the map where the place is, or use the buttons."),
    }
