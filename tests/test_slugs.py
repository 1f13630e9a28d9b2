"""Slugs: told from what a record is, the same for a form and for a row of a file."""

import re

import pytest

from network.models.base import SLUG_LENGTH
from network.slugs import free_slug, slug_stem


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


def test_the_ending_of_a_slug_tells_nothing_of_what_is_taken():
    tried = []

    def is_taken(slug):
        tried.append(slug)
        return len(tried) <= 2

    free, other = free_slug("kut", is_taken), free_slug("kut", set().__contains__)
    assert len(set(tried)) == 3
    for slug in (free, other):
        assert re.fullmatch("kut-[0-9a-f]{6}", slug)


def test_a_slug_with_its_ending_has_room_in_its_column():
    assert len(free_slug("k" * SLUG_LENGTH, set().__contains__)) <= SLUG_LENGTH
