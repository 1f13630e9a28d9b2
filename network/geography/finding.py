"""One search for a place: the gazetteer first, the outside service where that is not sure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from geopy.distance import geodesic

from network.geography.candidates import Candidate, Rank
from network.geography.nominatim import OutsidePlace, Trouble
from network.geography.surroundings import Ground

SAME_TOWN_KILOMETERS = 4.0
SURE = (Rank.EXACT, Rank.FOLDED)


class OutsideSearch(Protocol):
    """A search that others answer, such as NominatimSearch."""

    def find(self, query: str) -> list[OutsidePlace] | Trouble:
        """The places that a name may mean, or why there is no answer."""


@dataclass(frozen=True)
class Finding:
    """What a search found: the candidates, the likeliest first.

    ``asked_outside`` says that the answer rests on the outside service, which wants to be named;
    ``trouble`` that it gave none, and why; ``may_ask_outside`` that it was not needed, but may
    still be asked.
    """

    query: str
    candidates: tuple[Candidate, ...]
    asked_outside: bool = False
    trouble: Trouble | None = None
    may_ask_outside: bool = False


@dataclass(frozen=True)
class PlaceFinder:
    """Searches for places on ``ground``; ``outside`` is None where the settings name no service."""

    ground: Ground
    outside: OutsideSearch | None = None

    def find(self, query: str, beyond: bool = False) -> Finding:
        """The places that a name in any language may mean.

        The outside service is asked where the gazetteer has no place of that very name, or where
        ``beyond`` says so. Its places outside Iraq, or in a town that was found already, are left
        out. Never raises, whatever the text and the service.
        """
        own = tuple(self.ground.gazetteer.candidates(query))
        sure = any(candidate.rank in SURE for candidate in own)
        if self.outside is None or (sure and not beyond):
            return Finding(query, own, may_ask_outside=self.outside is not None)
        answer = self.outside.find(query)
        if isinstance(answer, Trouble):
            return Finding(query, own, trouble=answer)
        if answer and not any(self._in_iraq(place) for place in answer):
            return Finding(query, own, trouble=Trouble.NONSENSE)
        return Finding(query, (*own, *self._added(answer, own)), asked_outside=True)

    def _added(
        self, answer: Sequence[OutsidePlace], own: Sequence[Candidate]
    ) -> Iterator[Candidate]:
        points = [(candidate.latitude, candidate.longitude) for candidate in own]
        for place in filter(self._in_iraq, answer):
            point = (place.latitude, place.longitude)
            if all(geodesic(point, other).kilometers > SAME_TOWN_KILOMETERS for other in points):
                points.append(point)
                around = self.ground.at(*point)
                yield Candidate(Rank.OUTSIDE, 1.0, place.names, *point, around.governorate)

    def _in_iraq(self, place: OutsidePlace) -> bool:
        return self.ground.in_iraq(place.latitude, place.longitude)
