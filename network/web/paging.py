"""Pages of a list: fifty at a time, never cut without saying so."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from sqlalchemy import Select, func, select

from network.extensions import reading
from network.queries.activities import PAGE_LENGTH


@dataclass(frozen=True)
class Page:
    """One page of a list, shown by `endpoint`; `name` is the key that holds its number."""

    rows: list[Any]
    number: int
    total: int
    name: str
    endpoint: str

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // PAGE_LENGTH))

    @property
    def first(self) -> int:
        """The place of the first row in the whole list, from 1."""
        return (self.number - 1) * PAGE_LENGTH + 1

    def address(self, number: int) -> str:
        """The address of another page of the list, everything else unchanged."""
        pairs = [(key, value) for key, value in request.args.items(multi=True) if key != self.name]
        if number > 1:
            pairs.append((self.name, str(number)))
        address = url_for(self.endpoint, as_of=None, **(request.view_args or {}))
        return f"{address}?{urlencode(pairs)}" if pairs else address


def asked_page(name: str = "page") -> int:
    """The page that the address asks for; nonsense asks for the first."""
    asked = request.args.get(name, "1")
    sensible = asked.isascii() and asked.isdigit() and len(asked) < 6
    return max(int(asked), 1) if sensible else 1


def read_page(rows: Select[Any], name: str = "page", endpoint: str | None = None) -> Page:
    """The page of `rows` that the address asks for, or the last where it asks beyond."""
    session = reading()
    counted = rows.with_only_columns(rows.selected_columns[0]).order_by(None).subquery()
    total = session.scalar(select(func.count()).select_from(counted)) or 0
    number = min(asked_page(name), max(1, -(-total // PAGE_LENGTH)))
    shown_by = endpoint or request.endpoint or ""
    part = rows.limit(PAGE_LENGTH).offset((number - 1) * PAGE_LENGTH)
    return Page(list(session.scalars(part).unique()), number, total, name, shown_by)


def page_of(rows: list[Any], name: str = "page") -> Page:
    """The page of a list that is whole in memory, as `read_page` does for one that is not."""
    number = min(asked_page(name), max(1, -(-len(rows) // PAGE_LENGTH)))
    part = rows[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
    return Page(part, number, len(rows), name, request.endpoint or "")
