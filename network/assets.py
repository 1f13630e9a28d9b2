"""Builds the static files for serving: each folder under a hash, compressed beforehand."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from whitenoise.compress import Compressor
from xstatic.pkg import leaflet

COMPRESSED = {".css", ".js", ".svg", ".json", ".webmanifest"}
HASH_LENGTH = 12


@dataclass(frozen=True)
class Assets:
    """The built static files: their folder, and the address of each by its name."""

    folder: Path
    addresses: dict[str, str]

    def address(self, name: str) -> str:
        """The address of a file such as `css/page.css`; it changes when its folder does.

        Raises KeyError for a file that is not there.
        """
        return self.addresses[name]


def build_assets(static_folder: Path, data_folder: Path, target: Path) -> Assets:
    """Copy and compress the static files into `target`, unless they are there already.

    Scripts import each other by relative addresses, so a whole folder shares one hash.
    Several processes may build at once: each builds aside and moves the result into place.
    """
    folders = {
        **{path.name: path for path in sorted(static_folder.iterdir()) if path.is_dir()},
        "basemap": data_folder / "basemap",
        "leaflet": Path(leaflet.BASE_DIR),
    }
    addresses = {}
    for name, source in folders.items():
        files = _files(source)
        digest = _digest(source, files)
        built = target / name / digest
        if not built.is_dir():
            _build(source, files, built)
        for path in files:
            relative = path.relative_to(source).as_posix()
            addresses[f"{name}/{relative}"] = f"/static/{name}/{digest}/{relative}"
    return Assets(target, addresses)


def _files(source: Path) -> list[Path]:
    kept = (".js", ".css", ".png", ".svg", ".json", ".ico")
    return sorted(
        path
        for path in source.rglob("*")
        if path.suffix in kept and "-src" not in path.name and path.name != "centerlines.json"
    )


def _digest(source: Path, files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(source).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:HASH_LENGTH]


def _build(source: Path, files: list[Path], built: Path) -> None:
    built.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=built.parent, prefix="."))
    aside.chmod(0o755)
    compressor = Compressor(quiet=True)
    for path in files:
        copy = aside / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if path.suffix in COMPRESSED:
            compressor.compress(os.fspath(copy))
    try:
        aside.rename(built)
    except OSError:
        # Another process was faster; its files are the same.
        shutil.rmtree(aside)
        if not built.is_dir():
            raise
