"""The gazetteer: the places and governorates of Iraq and how their names are spelled."""

import csv
from dataclasses import dataclass
from pathlib import Path

from network.locales import LANGUAGES, Text

_SEPARATOR = ";"
# The towns that the governorates are ruled from, by their numbers in GeoNames.
CAPITALS = frozenset(
    (
        *(90150, 94787, 94824, 95446, 96994, 97990, 98182, 98463, 98530),
        *(98717, 98854, 98860, 99072, 99131, 99347, 99532, 99608, 99762),
    )
)


@dataclass(frozen=True)
class Place:
    """A populated place of GeoNames.

    ``latitude`` and ``longitude`` are degrees with two decimals, ``population`` is None where
    GeoNames has no figure, ``governorate`` is a p-code. The first name of each language is the
    one that people use, where we know it; ``name`` is GeoNames' own transliteration.
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
    names_en: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling of the name, the main one first, each once."""
        names = (
            self.name,
            *self.names_en,
            *self.names_ar,
            *self.names_ckb,
            *self.names_other,
        )
        return tuple(dict.fromkeys(names))

    def name_in(self, language: str) -> Text:
        """The name in a language, or in the next language that has one."""
        names = {
            "en": (*self.names_en, self.name),
            "ar": self.names_ar,
            "ckb": self.names_ckb,
        }
        code = next(code for code in LANGUAGES[language].fallback if names[code])
        return Text(names[code][0], code)


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

    def name_in(self, language: str) -> Text:
        """The name in a language."""
        names = {"en": self.name_en, "ar": self.name_ar, "ckb": self.name_ckb}
        return Text(names[language], language)


def load_places(folder: Path) -> tuple[Place, ...]:
    """The places of ``places.csv`` in a folder such as ``data/gazetteer``, by GeoNames number.

    The names of ``names.csv``, which people keep by hand, stand before those of GeoNames. Raises
    FileNotFoundError when a file is missing.
    """
    own = {row["geonames_id"]: row for row in _rows(folder / "names.csv")}
    none = {"names_en": "", "names_ar": "", "names_ckb": ""}
    return tuple(
        _place(row, own.get(row["geonames_id"], none)) for row in _rows(folder / "places.csv")
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


def _place(row: dict[str, str], own: dict[str, str]) -> Place:
    return Place(
        geonames_id=int(row["geonames_id"]),
        name=row["name"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"]) if row["population"] else None,
        governorate=row["governorate"],
        names_ar=_names(own["names_ar"], row["names_ar"]),
        names_ckb=_names(own["names_ckb"], row["names_ckb"]),
        names_other=_names(row["names_other"]),
        names_en=_names(own["names_en"]),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(*cells: str) -> tuple[str, ...]:
    names = (name for cell in cells if cell for name in cell.split(_SEPARATOR))
    return tuple(dict.fromkeys(names))
