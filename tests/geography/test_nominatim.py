"""Asking a Nominatim server: whatever it does, there is an answer or a plain reason."""

import json

import pytest

from network.geography.finding import PlaceFinder
from network.geography.nominatim import NominatimSearch, OutsidePlace, Trouble
from tests.geography.ground import GROUND
from tests.outside import AL_SHINAFIYAH, HAMRIN, OSLO
from tests.servers import free_port

NOWHERE = "Qwxz"
NONSENSE = [
    b"",
    b"<html>Bandwidth limit exceeded</html>",
    b"\xff\xfe\xfa",
    b"null and void",
    b"42",
    b'"text"',
    b'{"error": "no"}',
    b'{"error": {"code": 400}}',
    b"[[]]",
    b"[" * 100_000,
    b"[1, 2]",
    b'[{"lat": "north", "lon": "44", "display_name": "a"}]',
    b'[{"lat": NaN, "lon": 44, "display_name": "a"}]',
    b'[{"lat": "33", "lon": "44", "display_name": "a", "namedetails": ["x"]}]',
    b'[{"lat": "33", "lon": "44", "display_name": "a", "namedetails": {"name": 7}}]',
    b'[{"display_name": "a"}]',
    b'[{"lat": "33", "lon": "44", "display_name": ""}]',
    json.dumps([OSLO]).encode(),
    b'["' + b"x" * 600_000 + b'"]',
]


class Turns:
    """Turns for one process, without any waiting."""

    def __init__(self, free=True):
        self.free, self.rested = free, []

    def take(self, longest_wait):
        return self.free and not self.rested

    def rest(self, seconds):
        self.rested.append(seconds)


class Answers(dict):
    """Answers for one process."""

    find = dict.get
    keep = dict.__setitem__


def search(url, turns=None, answers=None, timeout=2.0):
    return NominatimSearch(
        url,
        "map@forums.example",
        turns=turns or Turns(),
        answers=Answers() if answers is None else answers,
        timeout=timeout,
    )


def test_a_question_says_who_asks_and_wants_settlements_of_iraq(stub):
    places = search(stub.url).find("  Hamrin\n")
    assert places == [OutsidePlace({"ckb": "حەمرین", "ar": "حمرين"}, 34.10, 44.97)]
    ((_moment, query, agent),) = stub.asked
    assert agent == "Rafidain (map@forums.example)"
    assert (query["q"], query["countrycodes"], query["featureType"]) == (
        "Hamrin",
        "iq",
        "settlement",
    )


def test_the_same_question_in_another_spelling_is_not_asked_again(stub):
    asking = search(stub.url)
    assert asking.find("Hamrin") == asking.find("HAMRĪN") == asking.find("al-hamrin")
    assert len(stub.asked) == 1
    assert asking.find("- -") == []


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_ends_in_the_gazetteers_answer_and_a_reason(stub, body):
    stub.badly(body=body)
    answers = Answers()
    finding = PlaceFinder(GROUND, search(stub.url, answers=answers)).find("Dewaniyeh")
    assert (finding.trouble, finding.asked_outside) == (Trouble.NONSENSE, False)
    assert finding.candidates[0].place.geonames_id == 99762
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    ("status", "headers", "trouble", "rest"),
    [
        (429, {}, Trouble.REFUSED, 60),
        (429, {"Retry_After": "120"}, Trouble.REFUSED, 120),
        (429, {"Retry_After": "999999"}, Trouble.REFUSED, 3600),
        (429, {"Retry_After": "soon"}, Trouble.REFUSED, 60),
        (403, {}, Trouble.REFUSED, 60),
        (500, {}, Trouble.DOWN, 30),
        (502, {}, Trouble.DOWN, 30),
        (503, {}, Trouble.SLOW, 30),
        (302, {"Location": "http://127.0.0.1:1/"}, Trouble.DOWN, 30),
    ],
)
def test_a_refusal_is_a_reason_and_asks_for_a_rest(stub, status, headers, trouble, rest):
    turns = Turns()
    stub.badly(status, **headers)
    assert search(stub.url, turns).find(NOWHERE) == trouble
    assert turns.rested == [rest]


def test_nobody_asks_during_a_rest(stub):
    stub.badly(429)
    asking = search(stub.url)
    assert [asking.find("One"), asking.find("Two")] == [Trouble.REFUSED, Trouble.BUSY]
    assert len(stub.asked) == 1


def test_a_server_that_is_down_or_slow_is_waited_for_no_longer_than_agreed(stub):
    turns = Turns()
    assert search(f"http://127.0.0.1:{free_port()}", turns).find(NOWHERE) == Trouble.DOWN
    assert turns.rested == [30]
    # It goes on sending, but would not be done for a minute.
    stub.badly(body=b"[" + b" " * 3000 + b"]", wait=0.2)
    assert search(stub.url, timeout=0.5).find(NOWHERE) == Trouble.SLOW
    assert search(stub.url, Turns(free=False)).find(NOWHERE) == Trouble.BUSY


def test_its_places_are_added_where_the_gazetteer_is_not_sure(stub):
    stub.well(HAMRIN, AL_SHINAFIYAH, OSLO)
    finder = PlaceFinder(GROUND, search(stub.url))
    finding = finder.find("Hamreen")
    added = [candidate for candidate in finding.candidates if candidate.place is None]
    assert finding.asked_outside
    assert [str(candidate.name_in("en")) for candidate in added] == ["حمرين", "Ash Shinafiyah"]
    assert added[0].governorate.name_en == "Diyala"
    assert finder.find("Kut").may_ask_outside
    assert len(stub.asked) == 1
    assert len(finder.find("Shinafiyah", beyond=True).candidates) == 2


def test_without_a_service_nothing_is_asked_or_offered():
    finding = PlaceFinder(GROUND).find(NOWHERE)
    assert (finding.candidates, finding.trouble, finding.may_ask_outside) == ((), None, False)
