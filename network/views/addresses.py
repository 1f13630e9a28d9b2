"""Addresses with a query: what is asked for, joined to what the address holds already."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode


def joined(address: str, pairs: Iterable[tuple[str, Any]]) -> str:
    """`address` with `pairs` in its query, too; of a past day it has a query already."""
    query = urlencode(list(pairs))
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address
