"""Saves and publishes as the desk does, and says each time when it is done.

`python -m bench.drills.power_writer URL FOLDER DRAFT ROUNDS FULL`; with NORMAL as the last word,
SQLite does not wait for the disk.
"""

import os
import sys
from typing import Any

from sqlalchemy import event

from bench.drills.writing import group
from network.changes.drafts import keep_typed
from network.changes.publish import publish
from network.clock import now
from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from network.models import Revision
from network.vocabulary import Origin


def main(url: str, folder: str, draft: int, rounds: int, synchronous: str) -> None:
    """Keep one text after the other, and publish a group of records after each."""
    app = create_app(
        read_settings({"NETWORK_DATABASE_URL": url, "NETWORK_INSTANCE_FOLDER": folder})
    )

    def set_synchronous(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA synchronous={synchronous}")

    event.listen(database.engine(app), "connect", set_synchronous)
    with app.app_context():
        say("begin")
        for number in range(rounds):
            with database.writing(app) as session:
                revision = session.get_one(Revision, draft)
                keep_typed(revision, [["name_en", f"text {number}"]], now())
            say(f"saved {number}")
            with database.writing(app) as session:
                publish(session, group(number), Origin.DESK)
            say(f"published {number}")


def say(word: str) -> None:
    """Acknowledge with one write to the standard output."""
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    url, folder, draft, rounds, synchronous = sys.argv[1:]
    main(url, folder, int(draft), int(rounds), synchronous)
