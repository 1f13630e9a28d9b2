"""Files of the instance are their owner's alone, whatever the umask; wide ones are mended."""

import os
import sqlite3

import pytest

from network.config import SettingError, read_settings
from network.factory import create_app
from tests.servers import run
from tests.test_cli import FLASK


@pytest.fixture
def wide():
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder):
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777
        for path in (folder, *folder.rglob("*"))
        if path.is_dir() or path.is_file()
    }


def test_whatever_the_umask_nobody_else_may_read_what_is_made(tmp_path, wide):
    folder = tmp_path / "instance"
    settings = {"NETWORK_INSTANCE_FOLDER": str(folder)}
    for command in (["migrate"], ["seed"], ["backup"]):
        assert run(*FLASK, *command, **settings).returncode == 0
    found = modes(folder)
    assert {"network.sqlite", "site.key", "withheld.json"} <= set(found)
    assert [name for name in found if name.startswith("backups/network-")]
    # Our own scripts, styles and templates are no secret; the folder is closed anyway.
    secret = {n: m for n, m in found.items() if not n.startswith(("static", "templates"))}
    assert {name: mode for name, mode in secret.items() if mode & 0o077} == {}


def test_wide_files_of_before_are_mended(tmp_path, wide):
    folder = tmp_path / "instance"
    (folder / "backups").mkdir(parents=True)
    for name in ("site.key", "network.sqlite", "network.sqlite-wal", "backups/monday"):
        (folder / name).write_bytes(b"k" * 32 if name == "site.key" else b"")
    create_app(read_settings({"NETWORK_INSTANCE_FOLDER": str(folder)}))
    found = modes(folder)
    for name in (".", "site.key", "network.sqlite", "network.sqlite-wal", "backups/monday"):
        assert found[name] & 0o077 == 0, name


def test_a_folder_in_which_others_may_exchange_the_database_is_refused(tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o777)
    sqlite3.connect(folder / "data.sqlite").close()
    settings = read_settings(
        {
            "NETWORK_INSTANCE_FOLDER": str(tmp_path / "instance"),
            "NETWORK_DATABASE_URL": f"sqlite:///{folder / 'data.sqlite'}",
        }
    )
    with pytest.raises(SettingError, match="chmod go-w"):
        create_app(settings)
