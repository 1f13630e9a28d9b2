"""The process that rebuilds one past day: `python -m network.changes.rebuilding`, little and last.

Beside the pages of the process that asked, the work would take turns with every one of them.
"""

import json
import os
import subprocess
import sys
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from network.changes.past import rebuild
from network.config import PROJECT_FOLDER
from network.database import open_engine
from network.workshop import come_last

SECONDS = 300
ENVIRONMENT = {
    "PYTHONPATH": str(PROJECT_FOLDER),
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class RebuildError(Exception):
    """A past could not be rebuilt; the last line of what its process said."""


def rebuilt(url: str, moment: datetime) -> bytes:
    """The tables of the database at `url` as they stood at `moment`: a whole SQLite file.

    Raises RebuildError. The address goes by standard input, as it may hold a password.
    """
    asked = json.dumps({"url": url, "moment": moment.isoformat()})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "network.changes.rebuilding"],
            input=asked.encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
            env={**ENVIRONMENT, **{key: os.environ[key] for key in KEPT if key in os.environ}},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise RebuildError("it took too long") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines()
        raise RebuildError(lines[-1] if lines else "it was ended") from error
    return done.stdout


def rebuilt_here(url: str, moment: datetime) -> bytes:
    """What `rebuilt` returns, made in this process: for one that serves no pages beside."""
    engine = open_engine(url)
    try:
        with Session(engine) as session:
            return rebuild(session, moment)
    finally:
        engine.dispose()


# Where PostgreSQL's own settings are, which an address may leave to them.
KEPT = ("HOME", "PATH", "PGPASSFILE", "PGSERVICEFILE", "PGPASSWORD", "PGHOST", "PGPORT", "PGUSER")


def main() -> None:
    """Read what is asked on standard input, answer with the file on standard output."""
    come_last()
    asked = json.load(sys.stdin)
    try:
        content = rebuilt_here(asked["url"], datetime.fromisoformat(asked["moment"]))
    except SQLAlchemyError as error:
        # Its other lines are a statement and where to read about it.
        sys.exit(str(error).partition("\n")[0])
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
