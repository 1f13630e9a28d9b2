"""The process of a workshop: `python -m network.workshop_process IDLE`, little and last.

Questions come by standard input, answers go by standard output, one after the other.
"""

import os
import pickle
import select
import signal
import sys
from functools import partial
from typing import BinaryIO

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from network.factory import create_app
from network.garbage import collector
from network.workshop import Answer, come_last


def main() -> None:
    """Answer until nobody asks for long, or until the one who asks is gone."""
    come_last()
    # Whoever tells all of the server to stop lets us end what was begun: we go with the worker.
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What is printed all the same must not get into the answers.
    os.dup2(2, 1)
    app, questions, idle = create_app(), sys.stdin.buffer, float(sys.argv[1])
    while select.select([questions], [], [], idle)[0] and _answered(app, questions, answers):
        pass


def _answered(app: Flask, questions: BinaryIO, answers: BinaryIO) -> bool:
    try:
        asked = pickle.load(questions)  # noqa: S301  it comes from the process that started this
    except EOFError:
        return False
    with collector.held():
        pickle.dump(answer(app, asked), answers)
    answers.flush()
    return True


def answer(app: Flask, asked: dict[str, str]) -> Answer:
    """What `app` says to a request, whose environment the worker has looked through already."""
    environ = {**EnvironBuilder().get_environ(), **asked}
    parts, status, headers = run_wsgi_app(partial(Flask.wsgi_app, app), environ, buffered=True)
    return int(status.split(maxsplit=1)[0]), list(headers.items()), b"".join(parts)


if __name__ == "__main__":
    main()
