"""Governorates: their areas for the map, their names and codes for the gazetteer."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from shapely import coverage_simplify
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from data.build import geojson, tables
from data.build.governorate_names import GOVERNORATES, Governorate

# Degrees, as the square root of the area a bend may lose.
TOLERANCE = 0.008
LABEL_DECIMALS = 2
COLUMNS = ("pcode", "name_en", "name_ar", "name_ckb", "other_names")


def areas(states: Mapping[str, Any]) -> dict[str, BaseGeometry]:
    """The governorates' full areas by p-code, from the package's collection of the world's.

    Raises KeyError when one of the eighteen is missing.
    """
    shapes = {
        state["properties"]["iso_3166_2"]: shape(state["geometry"])
        for state in states["features"]
        if state["properties"].get("iso_a2") == "IQ"
    }
    return {row.pcode: shapes[row.iso] for row in GOVERNORATES}


def output(areas_by_pcode: Mapping[str, BaseGeometry]) -> bytes:
    """The bytes of governorates.json: p-code, names and label point [longitude, latitude]."""
    # Simplified together, so that neighbors go on sharing every point of their border.
    simplified = coverage_simplify([areas_by_pcode[row.pcode] for row in GOVERNORATES], TOLERANCE)
    features = []
    for row, area in zip(GOVERNORATES, simplified, strict=True):
        label = polylabel(area, 0.01)
        properties = {
            "pcode": row.pcode,
            "names": row.names,
            "label": [round(label.x, LABEL_DECIMALS), round(label.y, LABEL_DECIMALS)],
        }
        features.append(geojson.feature(row.pcode, area, properties))
    return geojson.collection(features)


def table(pcodes: Path) -> bytes:
    """The bytes of governorates.csv; ``pcodes`` is OCHA's table, whose spelling joins ours.

    Raises KeyError when OCHA's table lacks one of the eighteen.
    """
    with pcodes.open(encoding="utf-8", newline="") as file:
        ocha = {line["P-Code"]: line["Name"] for line in csv.DictReader(file)}
    return tables.encode(COLUMNS, [_line(row, ocha[row.pcode]) for row in GOVERNORATES])


def _line(row: Governorate, ocha: str) -> tuple[str, ...]:
    names = row.names
    others: Iterable[str] = (name for name in (ocha, *row.others) if name not in names.values())
    return (row.pcode, names["en"], names["ar"], names["ckb"], tables.joined(others))
