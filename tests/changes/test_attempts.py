"""Too many attempts: ten in five minutes, by account and by address, whoever counts them."""

import itertools
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from network.changes.attempts import MOST_ATTEMPTS, begin_attempt, forgive, subjects
from network.config import PROJECT_FOLDER
from network.extensions import database
from network.models import Attempt
from tests.cast import Clock
from tests.desk import at_once

KEY = b"key"
WORKER = """
import sys
from datetime import datetime
from sqlalchemy.orm import Session
from network.changes.attempts import begin_attempt, subjects
from network.database import open_engine
engine = open_engine(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
let_in = 0
for _ in range(10):
    subject = subjects(b"key", "password", "member", "192.0.2.1")
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        moment = datetime.fromisoformat(sys.argv[2])
        let_in += begin_attempt(session, subject, moment) is not None
engine.dispose()
print(let_in)
"""


@pytest.fixture
def attempt(app):
    """Counts an attempt; says whether it may be judged."""
    clock = Clock()

    def begin(login="member", address="192.0.2.1", **options):
        subject = subjects(KEY, "password", login, address)
        with database.writing(app) as session:
            return begin_attempt(session, subject, clock(), **options) is not None

    begin.clock = clock
    return begin


def test_the_eleventh_attempt_is_refused_and_five_minutes_later_it_is_not(attempt):
    assert [attempt() for _ in range(12)] == [True] * MOST_ATTEMPTS + [False] * 2
    attempt.clock.advance(minutes=4, seconds=59)
    assert not attempt()
    attempt.clock.advance(seconds=1)
    assert attempt()


def test_one_address_has_ten_attempts_whatever_the_account(attempt):
    assert all(attempt(f"member-{number}") for number in range(MOST_ATTEMPTS))
    assert not attempt("another")
    assert attempt("another", "192.0.2.2")


def test_the_owner_still_gets_in_from_elsewhere(attempt):
    for _ in range(MOST_ATTEMPTS):
        attempt()
    assert attempt(address="198.51.100.7")
    # There, too, one wrong attempt is the last.
    assert not attempt(address="198.51.100.7")


def test_where_the_password_is_known_already_all_addresses_count_together(attempt):
    addresses = (f"198.51.100.{number}" for number in itertools.count(1))
    tried = [attempt(address=next(addresses), strict=True) for _ in range(MOST_ATTEMPTS + 1)]
    assert tried == [True] * MOST_ATTEMPTS + [False]


def test_all_addresses_that_one_household_has_are_one(attempt):
    for number in range(MOST_ATTEMPTS):
        assert attempt(f"member-{number}", f"2001:db8:1:2::{number:x}")
    assert not attempt("another", "2001:db8:1:2:ffff::1")
    assert attempt("another", "2001:db8:1:3::1")


def test_an_attempt_that_turns_out_well_does_not_count(app, attempt):
    subject = subjects(KEY, "password", "member", "192.0.2.1")
    for _ in range(3 * MOST_ATTEMPTS):
        with database.writing(app) as session:
            forgive(session, begin_attempt(session, subject, attempt.clock()))
    assert attempt()


def test_no_address_and_no_login_is_kept_and_old_hashes_go(app, attempt, session):
    attempt()
    rows = session.scalars(select(Attempt.subject_hash)).all()
    assert all(len(row) == 64 and set(row) <= set("0123456789abcdef") for row in rows)
    other = subjects(b"another key", "password", "member", "192.0.2.1")
    assert other.address not in rows
    session.rollback()
    attempt.clock.advance(minutes=5)
    attempt("another", "192.0.2.9")
    assert session.scalar(select(func.count(Attempt.id))) == 3


def test_connections_that_count_at_once_let_ten_in_together(app, attempt):
    assert sum(at_once(20, lambda _number: attempt())) == MOST_ATTEMPTS


def test_four_processes_let_ten_in_together(app, database_url, attempt):
    command = [sys.executable, "-c", WORKER, database_url, attempt.clock().isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    workers = [subprocess.Popen(command, cwd=PROJECT_FOLDER, text=True, **pipes) for _ in range(4)]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    counts = [worker.communicate("go\n", timeout=60)[0] for worker in workers]
    assert sum(map(int, counts)) == MOST_ATTEMPTS
