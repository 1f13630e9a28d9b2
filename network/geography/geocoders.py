"""Finds places in our own gazetteer, as a geopy geocoder that never asks the network."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.distance import geodesic
from geopy.exc import GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from network.folding import fold
from network.geography.candidates import Candidate, Rank, candidate_of, located
from network.geography.gazetteer import Governorate, Place

LONGEST_QUERY = 200
# Two letters begin too many names to be worth guessing at.
SHORTEST_GUESS = 3
LEAST_LIKENESS = 0.76
MOST_CANDIDATES = 8
FARTHEST_KILOMETERS = 40.0
ORDER = {rank: place for place, rank in enumerate(Rank)}
# Letters that one hears alike in Iraq, or that Sorani writes in one way where Arabic has several.
_HEARD_ALIKE = str.maketrans("صثطذضظحقگqgحc", "سستزززهککkkهk", "عh")


class NoNetwork(BaseSyncAdapter):
    """An adapter that refuses to ask anybody anything."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> NoReturn:
        """Refuse."""
        raise GeocoderUnavailable("the gazetteer does not use the network")

    get_text = get_json


@dataclass(frozen=True)
class _Spelling:
    """A name of a place in the forms in which it is compared."""

    place: Place
    written: str
    plain: str
    folded: str
    heard: str


class GazetteerGeocoder(Geocoder):
    """Names in any language and spelling to places of the gazetteer; points to places near."""

    def __init__(self, places: Iterable[Place], governorates: Mapping[str, Governorate]) -> None:
        super().__init__(adapter_factory=NoNetwork, user_agent="rafidain", timeout=1)
        self.places = tuple(places)
        self.governorates = dict(governorates)
        self.spellings = tuple(
            _Spelling(place, name, _plain(name), fold(name), _heard(fold(name)))
            for place in self.places
            for name in place.spellings
        )

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int = MOST_CANDIDATES,
    ) -> Location | list[Location] | None:
        """The places that a name may mean, the likeliest first; None when there is none.

        A governorate may follow the name after a comma and narrows the search. Each location's
        ``raw`` is a Candidate; guesses are made only where no name is the same. Never raises,
        whatever the text.
        """
        return _answer(self.candidates(query, limit), exactly_one)

    def reverse(
        self,
        query: tuple[float, float],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int = MOST_CANDIDATES,
    ) -> Location | list[Location] | None:
        """The places within 40 km of a point (latitude, longitude) in degrees, the nearest first.

        None when there is none. Takes numbers only: geopy's own reading of texts is slow on
        hostile ones. Raises TypeError for anything else.
        """
        latitude, longitude = query
        return _answer(self.near(latitude + 0.0, longitude + 0.0, limit), exactly_one)

    def candidates(self, query: str, limit: int = MOST_CANDIDATES) -> list[Candidate]:
        """What ``geocode`` finds, as candidates alone."""
        name, _comma, rest = query[:LONGEST_QUERY].replace("،", ",").partition(",")
        found = self._ranked(name)
        among = self._governorate(rest)
        narrowed = [one for one in found if one.governorate and one.governorate.pcode == among]
        return (narrowed or found)[:limit]

    def near(
        self, latitude: float, longitude: float, limit: int = MOST_CANDIDATES
    ) -> list[Candidate]:
        """What ``reverse`` finds, as candidates alone, each with its distance."""
        # Nothing beyond half a degree of latitude can be that near; geodesics take their time.
        around = (place for place in self.places if abs(place.latitude - latitude) < 0.5)
        away = ((geodesic((latitude, longitude), _point(p)).kilometers, p) for p in around)
        near = sorted(
            ((far, place) for far, place in away if far <= FARTHEST_KILOMETERS),
            key=lambda pair: (pair[0], pair[1].geonames_id),
        )
        return [
            candidate_of(
                place,
                self.governorates.get(place.governorate),
                Rank.NEAR,
                score=1 - far / FARTHEST_KILOMETERS,
                distance_kilometers=far,
            )
            for far, place in near[:limit]
        ]

    def _ranked(self, name: str) -> list[Candidate]:
        asked = (_plain(name), fold(name), _heard(fold(name)))
        best: dict[int, tuple[tuple[Any, ...], Candidate]] = {}
        for spelling in self.spellings:
            found = _compared(spelling, *asked)
            if found is None:
                continue
            rank, score = found
            place = spelling.place
            key = (ORDER[rank], -score, -(place.population or 0), place.geonames_id)
            if place.geonames_id not in best or key < best[place.geonames_id][0]:
                governorate = self.governorates.get(place.governorate)
                candidate = candidate_of(
                    place, governorate, rank, score=score, spelling=spelling.written
                )
                best[place.geonames_id] = (key, candidate)
        ranked = [one for _key, one in sorted(best.values(), key=lambda pair: pair[0])]
        sure = any(one.rank in (Rank.EXACT, Rank.FOLDED) for one in ranked)
        return [one for one in ranked if not sure or one.rank != Rank.FUZZY]

    def _governorate(self, name: str) -> str | None:
        folded = fold(name)
        for governorate in self.governorates.values():
            if folded and folded in map(fold, governorate.spellings):
                return governorate.pcode
        return None


def likeness(one: str, other: str) -> float:
    """How alike two names sound, from 0 to 1, whatever the script of each."""
    return _likeness(_heard(fold(one)), _heard(fold(other)))


def _compared(
    spelling: _Spelling, plain: str, folded: str, heard: str
) -> tuple[Rank, float] | None:
    if not folded:
        return None
    if plain == spelling.plain:
        return Rank.EXACT, 1.0
    if folded == spelling.folded:
        return Rank.FOLDED, 1.0
    if len(folded) >= 2 and f" {folded}" in f" {spelling.folded}":
        return Rank.PREFIX, len(folded) / len(spelling.folded)
    if len(heard) < SHORTEST_GUESS:
        return None
    score = _likeness(heard, spelling.heard, LEAST_LIKENESS)
    return (Rank.FUZZY, score) if score >= LEAST_LIKENESS else None


def _likeness(one: str, other: str, least: float = 0.0) -> float:
    if not one or not other or 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= least else 0.0


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _heard(folded: str) -> str:
    letters = folded.translate(_HEARD_ALIKE)
    return "".join(
        letter for place, letter in enumerate(letters) if letters[place - 1 : place] != letter
    )


def _point(place: Place) -> tuple[float, float]:
    return place.latitude, place.longitude


def _answer(found: list[Candidate], exactly_one: bool) -> Location | list[Location] | None:
    locations = [located(candidate) for candidate in found]
    if not locations:
        return None
    return locations[0] if exactly_one else locations
