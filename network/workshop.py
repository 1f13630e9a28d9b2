"""The process beside a worker that makes what costs much, so that pages go on as if nobody did.

In the worker itself, drawing a picture or writing a workbook would take turns with every page.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Timer
from wsgiref.types import WSGIEnvironment

from network.gates import Cost

# As the system counts, 0 being usual: pages come first wherever they want the same core.
PRIORITY = 10
# In seconds: nothing takes longer, and who is not asked for so long ends by itself.
PATIENCE = 120
IDLE = 60
# What a request is allowed to cost there, as it has passed the gate already.
ADMITTED = "network.admitted"
FOLDER = Path(__file__).resolve().parent.parent
KEPT = (
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
    *("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "REMOTE_ADDR", "wsgi.url_scheme"),
)
# Whoever asked is told whether their copy is fresh, and in what encoding, by the worker.
LEFT_OUT = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
LOST = (OSError, EOFError, pickle.UnpicklingError)
Answer = tuple[int, list[tuple[str, str]], bytes]


def come_last() -> None:
    """Give this process the priority of what makes costly answers, or leave it a lower one."""
    own = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, max(PRIORITY, own))


class WorkshopError(Exception):
    """The process could not be started, or ended before it had answered."""


class Workshop:
    """Asks a process of its own, which is started when it is needed.

    `settings` are laid over the environment of this process; after `idle` seconds without a
    question the process ends. It also ends with this one, however that ends.
    """

    def __init__(self, settings: Mapping[str, str] | None = None, idle: float = IDLE) -> None:
        self.settings = settings or {}
        self.idle = idle
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def answer(
        self, environ: WSGIEnvironment, cost: Cost, path: str = "", query: str = ""
    ) -> Answer:
        """The answer to a request that reads: status, headers, body.

        With `path`, to the same person's request for that instead. Raises WorkshopError.
        """
        asked = {key: environ[key] for key in KEPT if key in environ}
        asked |= {key: environ[key] for key in environ if key.startswith("HTTP_")}
        asked = {key: value for key, value in asked.items() if key not in LEFT_OUT}
        if path:
            asked |= {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
        asked[ADMITTED] = cost
        with self._lock:
            if self._process and self._process.poll() is not None:
                self.close()
            lost: Exception | None = None
            for _attempt in range(2):
                try:
                    return self._told(asked)
                except LOST as error:
                    lost = error
                    # Another one is asked only where it had been idle for long enough just then.
                    if self.close() != 0:
                        break
            raise WorkshopError from lost

    def close(self) -> int:
        """End the process, if there is one; returns its status, 0 where it ended by itself."""
        process, self._process = self._process, None
        if process is None:
            return 1
        process.kill()
        process.communicate()
        return process.returncode

    def _told(self, asked: Mapping[str, str]) -> Answer:
        if self._process is None:
            self._process = self._started()
        process = self._process
        questions, answers = process.stdin, process.stdout
        if questions is None or answers is None:
            raise EOFError
        end = Timer(PATIENCE, process.kill)
        end.start()
        try:
            pickle.dump(asked, questions)
            questions.flush()
            # It comes from a process of ours, through a pipe that no other has.
            answer: Answer = pickle.load(answers)  # noqa: S301
        finally:
            end.cancel()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  a module of ours, and a number
            [sys.executable, "-m", "network.workshop_process", str(self.idle)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=FOLDER,
            env={**os.environ, **self.settings},
        )
