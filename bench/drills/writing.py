"""What the drills write, and how they find it again: a draft, and groups published together."""

import sqlite3
from contextlib import closing
from pathlib import Path

from network.changes.drafts import start_draft
from network.changes.publish import Proposal
from network.clock import now
from network.config import read_settings
from network.extensions import database
from network.factory import create_app
from network.models import Account
from tests.cast import Desk, make_account, signed_in
from tests.databases import build
from tests.records import organization

# So many records are published at once: some of them alone would be half a publication.
GROUP = 3


def group(number: int) -> list[Proposal]:
    """The records of one publication."""
    return [organization(f"drill-{number}-{place}") for place in range(GROUP)]


def prepared(url: str, folder: Path, writers: int) -> list[tuple[Desk, int]]:
    """Make a small database at `url`, with so many signed-in people; each with a draft's number."""
    build(url, "small")
    app = create_app(
        read_settings({"NETWORK_DATABASE_URL": url, "NETWORK_INSTANCE_FOLDER": str(folder)})
    )
    people = [signed_in(app, make_account(app, f"writer-{number}")) for number in range(writers)]
    with app.app_context(), database.writing(app) as session:
        drafts = [
            start_draft(
                session, session.get_one(Account, person.account_id), "organization", [], now()
            )
            for person in people
        ]
    database.engine(app).dispose()
    return list(zip(people, drafts, strict=True))


class Found:
    """What a SQLite database holds of the drills' writing after an accident."""

    def __init__(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            self.sound = _one(connection, "PRAGMA integrity_check") == "ok"
            self.bound = not connection.execute("PRAGMA foreign_key_check").fetchall()
            self.typed = dict(
                connection.execute("SELECT id, typed FROM revision WHERE typed <> ''")
            )
            self.groups = dict(
                connection.execute(
                    "SELECT substr(slug, 7, instr(substr(slug, 7), '-') - 1), count(*)"
                    " FROM organization WHERE slug LIKE 'drill-%' GROUP BY 1"
                )
            )

    def half(self) -> int:
        """How many publications are there in part."""
        return sum(size != GROUP for size in self.groups.values())


def _one(connection: sqlite3.Connection, statement: str) -> object:
    (value,) = connection.execute(statement).fetchone()
    return value
