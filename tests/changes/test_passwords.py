"""Passwords: kept at the costs that OWASP asks for, refused where anyone would try them."""

import statistics
import time

import pytest

from network.changes.passwords import LONGEST, SHORTEST, Passwords, password_problem

CITIES = ("Najaf", "النجف", "نەجەف", "Al-Hilla", "Kut")
COMMON = (
    "password1234",
    "passwordpassword",
    "123456789012",
    "qwertyuiop12",
    "aaaaaaaaaaaa",
    "abcdefghijkl",
    "iloveyou1234",
    "najafnajaf2024",
    "dijlafurat2019",
    "Najaf-Forum-2017",
    "rafidain.rafidain",
    "دجلة والفرات 2024",
    "النجف النجف النجف",
    "tigris-euphrates",
    "salma.n salma.n",
)
GOOD = (
    "four camels cross a bridge",
    "نهر يجري بعيداً عن بيتنا",
    "چوار دار لەسەر گردێک",
    "kX9$mmv2Lqpa",
)


@pytest.fixture
def in_english(app):
    with app.test_request_context("/en/"):
        yield


@pytest.mark.parametrize("password", COMMON)
def test_what_anyone_would_try_is_refused(in_english, password):
    assert "easily guessed" in password_problem(password, ("salma.n", *CITIES))


@pytest.mark.parametrize("password", GOOD)
def test_words_that_have_nothing_to_do_with_each_other_are_taken(in_english, password):
    assert password_problem(password, ("salma.n", *CITIES)) is None


def test_the_length_is_at_least_twelve_and_may_be_a_sentence(in_english):
    sentence = "a heron stands in the reeds and waits for the boats to come home "
    assert "at least 12" in password_problem(GOOD[0][: SHORTEST - 1])
    assert password_problem(sentence + sentence) is None
    assert "at most 200" in password_problem("x" * (LONGEST + 1))


def test_every_character_counts_also_beyond_the_seventy_second():
    passwords = Passwords(memory_kib=8, passes=1)
    long = "a heron stands in the reeds " * 6
    kept = passwords.keep(long + "x")
    assert passwords.fits(kept, long + "x")
    assert not passwords.fits(kept, long + "y")


def test_the_same_letters_of_another_keyboard_are_the_same_password():
    passwords = Passwords(memory_kib=8, passes=1)
    assert passwords.fits(passwords.keep("cafe\u0301 by the river"), "caf\u00e9 by the river")


def test_a_hash_is_made_at_the_costs_that_owasp_names():
    kept = Passwords().keep("x")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert Passwords(memory_kib=32_768).is_outdated(kept)
    assert not Passwords().is_outdated(kept)


def test_an_unknown_login_takes_as_much_work_as_a_wrong_password():
    passwords = Passwords(memory_kib=4_096)
    kept = passwords.keep("right")
    passwords.fits(None, "warm up")

    times = {kept: [], None: []}
    for hash_or_none in list(times) * 25:
        begun = time.perf_counter()
        assert not passwords.fits(hash_or_none, "wrong")
        times[hash_or_none].append(time.perf_counter() - begun)
    known, unknown = map(statistics.median, times.values())
    assert 0.5 < unknown / known < 2


@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$broken"])
def test_what_is_no_hash_fits_nothing(kept):
    assert not Passwords(memory_kib=8, passes=1).fits(kept, "")
