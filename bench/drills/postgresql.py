"""A PostgreSQL server of a drill's own, which it may stop and start."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.drills.servers import free_port

PLACES = "/usr/lib/postgresql"


class Cluster:
    """A server in a folder of its own; `url` is the address of its database."""

    def __init__(self, folder: Path, settings: str) -> None:
        self.folder, self.port, self.settings = folder, free_port(), settings
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"
        self._run("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} {self.settings}"
        log = f"{self.folder}/log"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str) -> None:
        """Stop it: `fast` ends what goes on, `immediate` is as if it were killed."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", mode, "-w", "stop")

    def runs(self) -> bool:
        """Whether it was started and not stopped."""
        return (self.folder / "data" / "postmaster.pid").exists()

    def _run(self, program: str, *words: str) -> None:
        command = [str(programs() / program), *words]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)


def programs() -> Path:
    """The folder of the newest server that is installed; raises RuntimeError where none is."""
    found = [path.parent for path in Path(PLACES).glob("*/bin/initdb")]
    if not found:
        raise RuntimeError("PostgreSQL is needed. On Debian and Ubuntu: apt install postgresql")
    return max(found, key=lambda path: int(path.parent.name))


@contextmanager
def cluster(settings: str = "") -> Iterator[Cluster]:
    """A running server in a temporary folder, stopped at the end; `settings` as `-c name=value`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        server = Cluster(folder, settings)
        server.start()
        try:
            yield server
        finally:
            if server.runs():
                server.stop("immediate")
