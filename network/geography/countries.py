"""A point for each country: where the lines of the solidarity map begin."""

import csv
from pathlib import Path


def load_countries(folder: Path) -> dict[str, tuple[float, float]]:
    """(latitude, longitude) in degrees by ISO 3166 two-letter code.

    From ``countries.csv`` in a folder such as ``data/gazetteer``; each point is the capital to a
    tenth of a degree. Raises FileNotFoundError when the file is missing.
    """
    with (folder / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["country"]: (float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        }
