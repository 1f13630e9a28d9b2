"""The parameters of a request from a program: all of them are read, or it learns which are not."""

from collections.abc import Callable, Collection
from typing import TypeVar

from flask import request
from flask_babel import gettext

from network.locales import DEFAULT_LANGUAGE, LANGUAGES
from network.queries.activities import SORTS
from network.queries.filter import Filter, read_filter
from network.web.caching import DAY, current_atlas
from network.web.past import asked_day
from network.web.problems import BadParameters, Fault

MOST_ROWS = 1000
USUAL_ROWS = 100
LAST_PAGE = 999_999
MOST_FAULTS = 20
LONGEST_VALUE = 80
Value = TypeVar("Value")


class Parameters:
    """Reads the parameters of the current request one by one and gathers what is wrong.

    `known` are the names that the address takes; all of them take `lang` and a past day.
    """

    def __init__(self, *known: str) -> None:
        self.faults = [
            Fault(_shown(name), _shown(value), gettext("There is no such parameter here."))
            for name, value in request.args.items(multi=True)
            if name not in (*known, "lang", DAY)
        ]
        self.one("lang", _choice(LANGUAGES), DEFAULT_LANGUAGE)
        self.one(DAY, asked_day, None)

    def filter(self) -> Filter:
        """The filter that is asked for."""
        chosen, dropped = read_filter(request.args, current_atlas().known)
        for part in dropped:
            self._refuse(part.key, part.value)
        return chosen

    def one(self, name: str, read: Callable[[str], Value], otherwise: Value) -> Value:
        """A parameter that may be given once; `read` raises ValueError for what it is not."""
        given = request.args.getlist(name)
        if not given:
            return otherwise
        try:
            value = read(given[0])
        except ValueError:
            self._refuse(name, given[0])
            return otherwise
        for other in given[1:]:
            self._refuse(name, other)
        return value

    def sort(self) -> str:
        """The order of activities."""
        return self.one("sort", _choice(SORTS), SORTS[0])

    def limit(self, *, clamped: bool) -> int:
        """How many records a page holds; too many are refused, or cut to the most there may be."""
        asked = self.one("limit", _number(10**9 if clamped else MOST_ROWS), USUAL_ROWS)
        return min(asked, MOST_ROWS)

    def page(self) -> int:
        """The number of the page, from 1."""
        return self.one("page", _number(LAST_PAGE), 1)

    def check(self) -> None:
        """Refuse the request, naming all that is wrong with it."""
        if self.faults:
            raise BadParameters(self.faults[:MOST_FAULTS])

    def _refuse(self, name: str, value: str) -> None:
        reason = gettext("This parameter does not take this value.")
        self.faults.append(Fault(name, _shown(value), reason))


def _number(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 11 and 1 <= int(text) <= most):
            raise ValueError
        return int(text)

    return read


def _choice(allowed: Collection[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError
        return text

    return read


def _shown(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:LONGEST_VALUE]
