"""Imports again and again, each time in a process that may be killed: `python -m ... URL COUNT`.

For a line on standard input it begins an import and says the number of the process; after another
it waits for the end of that, and says how it ended.
"""

import os
import sys
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from network.changes.import_rows import import_rows
from network.database import open_engine
from network.models import Account
from tests.records import organization


def entries(count):
    """New organizations, as the dry run gives them."""
    rows = [organization(f"team-{number}", forums="tikrit-forum") for number in range(count)]
    return [("organization", row.snapshot, None) for row in rows]


def run(url, rows):
    """One import, as the page does it."""
    engine = open_engine(url).execution_options(writing=True)
    with Session(engine) as session, session.begin():
        account = session.get_one(Account, 1)
        import_rows(session, account, rows, datetime.now(UTC))


def main(url, count):
    """Begin an import for a line, and end it with the next."""
    rows = entries(int(count))
    for _line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            run(url, rows)
            os._exit(0)
        print(pid, flush=True)
        sys.stdin.readline()
        print(os.waitpid(pid, 0)[1], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
