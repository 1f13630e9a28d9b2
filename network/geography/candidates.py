"""The candidates of a search for a place: how well each fits, and what tells namesakes apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from geopy.location import Location

from network.geography.gazetteer import Governorate, Place
from network.locales import LANGUAGES, Text


class Rank(StrEnum):
    """How a candidate was found, the surest way first."""

    EXACT = "exact"
    FOLDED = "folded"
    PREFIX = "prefix"
    FUZZY = "fuzzy"
    NEAR = "near"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Candidate:
    """A place that may be the one that was meant.

    ``names`` are by language, at least one; ``latitude`` and ``longitude`` are degrees with two
    decimals; ``governorate`` is None where it is not known. ``place`` is None for what only the
    outside service knows. ``score`` is from 0 to 1, within the rank; ``spelling`` is the name that
    was found, ``distance_kilometers`` that to the point that was asked for.
    """

    rank: Rank
    score: float
    names: Mapping[str, str]
    latitude: float
    longitude: float
    governorate: Governorate | None
    place: Place | None = None
    spelling: str = ""
    distance_kilometers: float | None = None

    def name_in(self, language: str) -> Text:
        """The name in a language, or in the next language that has one."""
        code = next(code for code in LANGUAGES[language].fallback if self.names.get(code))
        return Text(self.names[code], code)


def candidate_of(
    place: Place,
    governorate: Governorate | None,
    rank: Rank,
    *,
    score: float = 1.0,
    spelling: str = "",
    distance_kilometers: float | None = None,
) -> Candidate:
    """A place of the gazetteer as a candidate."""
    found = {code: place.name_in(code) for code in LANGUAGES}
    names = {code: name.value for code, name in found.items() if name.language == code}
    return Candidate(
        rank,
        score,
        names,
        place.latitude,
        place.longitude,
        governorate,
        place,
        spelling,
        distance_kilometers,
    )


def located(candidate: Candidate) -> Location:
    """A candidate as geopy gives places, with itself in ``raw``."""
    governorate = candidate.governorate
    parts = (candidate.name_in("en").value, governorate.name_en if governorate else "Iraq")
    return Location(", ".join(parts), (candidate.latitude, candidate.longitude, 0.0), candidate)
