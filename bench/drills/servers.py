"""Starts production for a drill as docs/operations.md says, and says what became of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from network.config import PROJECT_FOLDER

PATIENCE = 30.0


@dataclass
class Server:
    """A running server: its port, its process and the file with all that it says."""

    port: int
    process: subprocess.Popen[bytes]
    said: Path

    def words(self) -> str:
        """All that the server and its workers have said."""
        return self.said.read_text(encoding="utf-8", errors="replace")

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return sorted(int(child) for child in children.split())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process of ours, with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NETWORK_")}
    return {**kept, "HOST": "127.0.0.1", **settings}


@contextmanager
def production(folder: Path, **settings: str) -> Iterator[Server]:
    """Production on a free port, its instance in `folder`; stopped at the end, workers and all.

    Raises RuntimeError where it does not answer.
    """
    port, said = free_port(), folder / "said.txt"
    variables = {"NETWORK_INSTANCE_FOLDER": str(folder), "PORT": str(port), **settings}
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py", "serve"],
            cwd=PROJECT_FOLDER,
            env=environment(variables),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        server = Server(port, process, said)
        _wait(server)
        yield server
    finally:
        _stop(process)


def _wait(server: Server) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server does not answer: {server.words()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
