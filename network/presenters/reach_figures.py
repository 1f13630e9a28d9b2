"""The key figures of reach as the page shows them, each with the addresses of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from network.presenters.reach_rows import saying
from network.presenters.reach_words import (
    MEANINGS,
    Note,
    basis_words,
    notes,
    rows_words,
    silence_words,
    value_words,
)
from network.queries.atlas import Atlas
from network.queries.filter import Filter


@dataclass(frozen=True)
class Figure:
    """A key figure as the page shows it; `earlier` is the figure of the period before.

    `address` leads to its `rows`, and a note has the address of those that it counts.
    """

    name: str
    label: str
    definition: str
    value: float | None
    words: str
    basis: str
    silence: str
    rests_on: int
    silent: int
    notes: list[tuple[Note, str]]
    rows: int
    rows_words: str
    address: str
    earlier: str


class Shown(Protocol):
    """The page that the figures stand on."""

    @property
    def atlas(self) -> Atlas:
        """The names of the records."""

    @property
    def chosen(self) -> Filter:
        """The filter of the page."""

    def rows_address(self, endpoint: str, chosen: Filter, *more: tuple[str, str]) -> str:
        """The address of a list under a filter."""


def key_figure(name: str, document: Mapping[str, Any], page: Shown) -> Figure:
    """The figure of this name in a document of figures."""
    meaning, values, earlier = MEANINGS[name], document["figures"][name], document["earlier"]
    rests_on, silent = values["rests_on"], values["silent"]
    if name == "cities":
        # The document counts the activities here, and the figure counts cities.
        rests_on, silent = values["value"], 0
    rows = values[meaning.number] or 0
    return Figure(
        name,
        str(meaning.label),
        str(meaning.definition),
        values["value"],
        value_words(name, values),
        basis_words(meaning.records, rests_on),
        silence_words(meaning.records, silent) if silent else "",
        rests_on,
        silent,
        [
            (note, _address(page, meaning.rows, note.asked) if note.asked else "")
            for note in notes(name, values, page.atlas)
        ],
        rows,
        rows_words(meaning.rows, rows),
        _address(page, meaning.rows, meaning.asked),
        value_words(name, earlier["figures"][name]) if earlier else "",
    )


def _address(page: Shown, rows: str, asked: tuple[str, str] | None) -> str:
    """The list of rows under the filter of the page, with what else is asked."""
    if asked and asked[0] == "says":
        return page.rows_address(f"{rows}.index", saying(page.chosen, asked[1]))
    return page.rows_address(f"{rows}.index", page.chosen, *([asked] if asked else []))
