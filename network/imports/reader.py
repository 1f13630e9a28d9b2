"""Reads a file in a process of its own, so that a hostile one can harm nothing but that."""

import json
import subprocess
import sys
from pathlib import PurePath

from network.config import PROJECT_FOLDER
from network.imports.child import SECONDS
from network.imports.reading import Table
from network.imports.refusals import LARGEST_FILE, Refusal, RefusedError

EXTENSIONS = (".csv", ".xlsx")
# Nothing of this process's environment goes along: it names the database and its password.
ENVIRONMENT = {
    "PYTHONPATH": str(PROJECT_FOLDER),
    "PYTHONIOENCODING": "utf-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def read_file(name: str, content: bytes) -> Table:
    """The rows of a file by its name and bytes; raises RefusedError.

    The child is stopped after `SECONDS`, whatever it is doing.
    """
    extension = PurePath(name).suffix.lower()
    if extension not in EXTENSIONS:
        raise RefusedError(Refusal.WRONG_NAME)
    if len(content) > LARGEST_FILE:
        raise RefusedError(Refusal.TOO_LARGE)
    if not content.strip():
        raise RefusedError(Refusal.EMPTY)
    answer = json.loads(_answer(extension, content))
    if "refusal" in answer:
        raise RefusedError(Refusal(answer["refusal"]), **answer["details"])
    return Table.of_document(answer)


def _answer(extension: str, content: bytes) -> bytes:
    command = [sys.executable, "-m", "network.imports.child", extension]
    try:
        done = subprocess.run(  # noqa: S603  a module of ours, and the end of a name from a list
            command,
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
            env=ENVIRONMENT,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise RefusedError(Refusal.TOO_COSTLY) from error
    return done.stdout
