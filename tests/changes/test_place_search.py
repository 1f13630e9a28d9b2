"""What processes share while they ask for places: one question a second, each asked once."""

import subprocess
import sys
import threading

import pytest

from network.changes.place_search import SharedAnswers, SharedTurns
from network.config import PROJECT_FOLDER
from network.extensions import database
from network.geography.nominatim import NominatimSearch
from tests.outside import StubNominatim

PROCESSES, LOOKUPS = 4, 50


class Clock:
    """A clock that moves when somebody sleeps, and ``late`` seconds more."""

    def __init__(self, now=1_000_000.0):
        self.now, self.late = now, 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds + self.late


@pytest.fixture
def stub():
    stub = StubNominatim()
    yield stub
    stub.close()


@pytest.fixture
def engine(app):
    return database.engine(app)


@pytest.mark.slow
def test_over_all_processes_there_is_never_more_than_one_question_a_second(stub, database_url):
    command = [sys.executable, "-m", "tests.changes.asking_places", stub.url, database_url]
    workers = [
        subprocess.Popen(
            [*command, f"city {number} number", str(LOOKUPS)],
            cwd=PROJECT_FOLDER,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    told = [worker.communicate(timeout=60)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * PROCESSES
    assert all("answered" in words or "busy" in words for words in told), told
    assert len(stub.asked) >= 3
    assert min(stub.gaps) >= 1.0


def test_the_same_question_of_two_at_once_is_asked_once(stub, engine):
    both = [
        NominatimSearch(
            stub.url, "a@b.example", turns=SharedTurns(engine), answers=SharedAnswers(engine)
        )
        for _ in range(2)
    ]
    threads = [threading.Thread(target=one.find, args=("Hamrin",)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert both[0].find("hamrin") == both[1].find("HAMRIN") != []
    assert len(stub.asked) == 1


def test_turns_are_a_second_and_a_half_apart_and_nobody_waits_longer_than_agreed(engine):
    clock = Clock()
    turns = SharedTurns(engine, clock, clock.sleep)
    start = clock.now
    assert turns.take(0.0)
    assert clock.now == start
    assert not turns.take(1.0)
    assert clock.now == start
    assert turns.take(2.0)
    assert clock.now == pytest.approx(start + 1.5)


def test_a_turn_that_is_slept_over_is_not_taken(engine):
    clock = Clock()
    turns = SharedTurns(engine, clock, clock.sleep)
    assert turns.take(0.0)
    clock.late = 1.0
    assert not turns.take(3.0)


def test_after_a_rest_it_goes_on_and_a_wrong_clock_stops_nobody(engine):
    clock = Clock()
    turns = SharedTurns(engine, clock, clock.sleep)
    assert turns.take(0.0)
    turns.rest(60)
    assert not turns.take(30)
    clock.now += 61
    assert turns.take(0.0)
    turns.rest(3600)
    clock.now -= 100_000
    assert turns.take(0.0)


def test_answers_are_kept_and_none_is_an_answer_too(engine):
    answers = SharedAnswers(engine)
    assert answers.find("kut") is None
    answers.keep("kut", [])
    answers.keep("کوت", [{"names": {"ar": "الكوت"}, "latitude": 32.51, "longitude": 45.82}])
    assert answers.find("kut") == []
    assert answers.find("کوت")[0]["names"] == {"ar": "الكوت"}
    answers.keep("kut", [{}])
    assert answers.find("kut") == [{}]
