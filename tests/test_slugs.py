"""Slugs: told from what a record is, the same for a form and for a row of a file."""

import itertools

import pytest

from network.slugs import free_slug, slug_stem, with_ending, without_ending


@pytest.mark.parametrize(
    ("kind", "values", "stem"),
    [
        ("city", {"name_en": "Al-Hindiyah", "city": ""}, "hindiyah"),
        ("city", {"name_ar": "الهندية"}, "city"),
        ("forum", {"city": "kut", "level": "local"}, "kut-forum"),
        ("forum", {"city": None, "level": "national"}, "national"),
        ("organization", {"city": "kut", "kind": "union", "name_en": "A name"}, "kut-union"),
        ("activity", {"kind": "visit", "city": "kut", "start": "2019-05-01"}, "visit-kut-2019-05"),
        ("progress", {"objective": "water", "day": "2016-01-31"}, "water-2016-01-31"),
        ("plan_group", {}, "plan-group"),
    ],
)
def test_a_stem_says_what_a_record_is_and_names_no_team(kind, values, stem):
    assert slug_stem(kind, values) == stem


def test_what_is_taken_gets_the_next_number():
    assert free_slug("kut", {"kut", "kut-2"}.__contains__) == "kut-3"
    assert free_slug("kut", set().__contains__) == "kut"


def test_an_ending_follows_from_its_owner_alone():
    first, second = (next(with_ending("kut", b"key", owner)) for owner in ("1", "2"))
    assert first != second
    assert first == next(with_ending("kut", b"key", "1"))
    assert first != next(with_ending("kut", b"another key", "1"))
    assert len(set(itertools.islice(with_ending("kut", b"key", "1"), 100))) == 100
    assert {without_ending(first), without_ending("kut")} == {"kut"}


def test_no_word_is_taken_for_an_ending_and_every_ending_for_one():
    for word in ("school", "summit", "forums", "center", "rhythm", "2024-05"):
        assert without_ending(f"kut-{word}") == f"kut-{word}"
    for ended in itertools.islice(with_ending("kut", b"key", "1"), 1000):
        assert without_ending(ended) == "kut"
