"""Dates as people write them: in any digits, never guessed."""

import pytest

from network.imports.dates import read_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-05-31", ("2019-05-31", "day")),
        ("2019/5/3", ("2019-05-03", "day")),
        ("31.5.2019", ("2019-05-31", "day")),
        ("5/31/2019", ("2019-05-31", "day")),
        ("5/5/2019", ("2019-05-05", "day")),
        ("2019-05", ("2019-05-01", "month")),
        ("2019", ("2019-01-01", "year")),
        ("٢٠١٩-٠٥-٣١", ("2019-05-31", "day")),
        ("٣١/٥/٢٠١٩", ("2019-05-31", "day")),
        ("۲۰۱۹/۵/۳۱", ("2019-05-31", "day")),
        (" 2019-05-31 00:00:00", ("2019-05-31", "day")),
    ],
)
def test_a_date_is_understood_with_what_is_known_of_it(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text", ["3/4/2019", "31.2.2019", "2019-13", "yesterday", "19-5-3", "0000"]
)
def test_what_may_mean_two_days_or_none_is_not_guessed(text):
    assert read_date(text) is None
