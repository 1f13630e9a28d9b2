"""Asks a Nominatim server for places: one question a second for the whole installation, cached.

What is shared between processes, turns and answers, comes in as arguments. Whatever goes wrong
ends in a Trouble that a page can put into words, never in an error.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from threading import BoundedSemaphore
from typing import Any, Protocol
from urllib.parse import urlsplit

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
    GeocoderTimedOut,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.location import Location

from network.folding import fold
from network.geography.fetching import BoundedAdapter
from network.locales import LANGUAGES

SECONDS_BETWEEN = 1.0
LONGEST_ANSWER_SECONDS = 4.0
LONGEST_WAIT_SECONDS = 3.0
# How many threads of one process may wait for a turn; the next one is told that it is busy.
MOST_WAITING = 3
MOST_ANSWERS = 5
LONGEST_NAME = 80
LONGEST_QUERY = 200
# How long nobody asks after a refusal, and after a question that got no answer.
REST_AFTER_REFUSAL, LONGEST_REST = 60.0, 3600.0
REST_AFTER_SILENCE = 30.0
REFUSALS = (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQuotaExceeded,
)
NONSENSE = (GeocoderParseError, GeocoderQueryError)


class Trouble(StrEnum):
    """Why the outside service gave no answer."""

    BUSY = "busy"
    SLOW = "slow"
    DOWN = "down"
    REFUSED = "refused"
    NONSENSE = "nonsense"


class Turns(Protocol):
    """Gives turns to ask, one at a time for the whole installation."""

    def take(self, longest_wait: float) -> bool:
        """Wait for a turn, at most so many seconds; False, at once, if it would take longer."""

    def rest(self, seconds: float) -> None:
        """Give nobody a turn for so many seconds."""


class Answers(Protocol):
    """Keeps answers for all processes; a document is a list of plain dictionaries."""

    def find(self, query: str) -> list[dict[str, Any]] | None:
        """The answer to a query, None when it is not known."""

    def keep(self, query: str, answer: list[dict[str, Any]]) -> None:
        """Keep the answer to a query."""


@dataclass(frozen=True)
class OutsidePlace:
    """A place that the service knows: names by language, at least one; a point in degrees."""

    names: Mapping[str, str]
    latitude: float
    longitude: float


class _NoTurnError(Exception):
    """No turn came in time."""


class NominatimSearch:
    """A search for settlements in Iraq by a Nominatim server at ``url``.

    ``contact`` is the address or site that the server's operators may write to. Both are those of
    the settings, which have been checked.
    """

    def __init__(
        self,
        url: str,
        contact: str,
        *,
        turns: Turns,
        answers: Answers,
        timeout: float = LONGEST_ANSWER_SECONDS,
        longest_wait: float = LONGEST_WAIT_SECONDS,
    ) -> None:
        parts = urlsplit(url)
        self.client = Nominatim(
            user_agent=f"Rafidain ({contact})",
            domain=f"{parts.netloc}{parts.path}",
            scheme=parts.scheme,
            timeout=timeout,
            adapter_factory=BoundedAdapter,
        )
        self.turns, self.answers, self.longest_wait = turns, answers, longest_wait
        self.waiting = BoundedSemaphore(MOST_WAITING)
        # Between processes the turns decide; within one, geopy's limiter orders the threads.
        self.limited = RateLimiter(
            self._ask,
            min_delay_seconds=SECONDS_BETWEEN,
            error_wait_seconds=SECONDS_BETWEEN,
            max_retries=0,
            swallow_exceptions=False,
        )

    def find(self, query: str) -> list[OutsidePlace] | Trouble:
        """The settlements that a name may mean, or why there is no answer. Never raises for it."""
        asked = _tidy(query, LONGEST_QUERY)
        key = fold(asked)[:LONGEST_QUERY]
        if not key:
            return []
        known = self.answers.find(key)
        if known is not None:
            return _places(known)
        if not self.waiting.acquire(blocking=False):
            return Trouble.BUSY
        try:
            answered = self._answered(asked, key)
        finally:
            self.waiting.release()
        return answered if isinstance(answered, Trouble) else _places(answered)

    def _answered(self, query: str, key: str) -> list[dict[str, Any]] | Trouble:
        try:
            document: list[dict[str, Any]] = self.limited(query, key)
        except _NoTurnError:
            return Trouble.BUSY
        except REFUSALS as refusal:
            told = getattr(refusal, "retry_after", None) or REST_AFTER_REFUSAL
            self.turns.rest(min(max(told, REST_AFTER_REFUSAL), LONGEST_REST))
            return Trouble.REFUSED
        except NONSENSE:
            return Trouble.NONSENSE
        except GeocoderServiceError as error:
            self.turns.rest(REST_AFTER_SILENCE)
            return Trouble.SLOW if isinstance(error, GeocoderTimedOut) else Trouble.DOWN
        except (AttributeError, LookupError, TypeError, ValueError):
            # Geopy takes the service's documents on trust.
            return Trouble.NONSENSE
        return document

    def _ask(self, query: str, key: str) -> list[dict[str, Any]]:
        """Ask the service, in turn, unless somebody else has asked while this one waited."""
        if not self.turns.take(self.longest_wait):
            raise _NoTurnError
        known = self.answers.find(key)
        if known is not None:
            return known
        found = self.client.geocode(
            query,
            exactly_one=False,
            limit=MOST_ANSWERS,
            country_codes="iq",
            featuretype="settlement",
            language="en",
            namedetails=True,
        )
        document = [asdict(_outside_place(location)) for location in found or ()]
        self.answers.keep(key, document)
        return document


def _places(document: Sequence[Mapping[str, Any]]) -> list[OutsidePlace]:
    return [OutsidePlace(**entry) for entry in document]


def _outside_place(location: Location) -> OutsidePlace:
    """A place with what we need of it; raises TypeError or ValueError where it makes no sense."""
    details = location.raw.get("namedetails") or {}
    local = details.get("name") or str(location.address).split(",")[0]
    given = {code: details.get(f"name:{code}") for code in LANGUAGES}
    plain = "ar" if any("\u0600" <= letter <= "\u06ff" for letter in local) else "en"
    given[plain] = given[plain] or local
    names = {code: _tidy(name) for code, name in given.items() if name and _tidy(name)}
    if not names:
        raise ValueError("a place without a name")
    return OutsidePlace(names, round(location.latitude, 2), round(location.longitude, 2))


def _tidy(text: str, longest: int = LONGEST_NAME) -> str:
    plain = " ".join(text.split())
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")[:longest]
