"""The gazetteer: the places and governorates of Iraq and how their names are spelled."""

import csv
from dataclasses import dataclass
from pathlib import Path

_SEPARATOR = ";"


@dataclass(frozen=True)
class Place:
    """A populated place of GeoNames.

    ``latitude`` and ``longitude`` are degrees with two decimals, ``population`` is None where
    GeoNames has no figure, ``governorate`` is a p-code.
    """

    geonames_id: int
    name: str
    latitude: float
    longitude: float
    population: int | None
    governorate: str
    names_ar: tuple[str, ...]
    names_ckb: tuple[str, ...]
    names_other: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling of the name, the main one first, each once."""
        names = (self.name, *self.names_ar, *self.names_ckb, *self.names_other)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class Governorate:
    """A governorate by OCHA's p-code, such as IQG08, with a name in each language."""

    pcode: str
    name_en: str
    name_ar: str
    name_ckb: str
    other_names: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling of the name in any language, each once."""
        names = (self.name_en, self.name_ar, self.name_ckb, *self.other_names)
        return tuple(dict.fromkeys(names))


def load_places(folder: Path) -> tuple[Place, ...]:
    """The places of ``places.csv`` in a folder such as ``data/gazetteer``, by GeoNames number.

    Raises FileNotFoundError when the file is missing.
    """
    return tuple(
        Place(
            geonames_id=int(row["geonames_id"]),
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]) if row["population"] else None,
            governorate=row["governorate"],
            names_ar=_names(row["names_ar"]),
            names_ckb=_names(row["names_ckb"]),
            names_other=_names(row["names_other"]),
        )
        for row in _rows(folder / "places.csv")
    )


def load_governorates(folder: Path) -> dict[str, Governorate]:
    """The governorates of ``governorates.csv`` in a folder such as ``data/gazetteer``, by p-code.

    Raises FileNotFoundError when the file is missing.
    """
    return {
        row["pcode"]: Governorate(
            pcode=row["pcode"],
            name_en=row["name_en"],
            name_ar=row["name_ar"],
            name_ckb=row["name_ckb"],
            other_names=_names(row["other_names"]),
        )
        for row in _rows(folder / "governorates.csv")
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(_SEPARATOR)) if cell else ()
