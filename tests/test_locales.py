"""The languages: negotiation, fallback, plurals, dates, numbers, digits."""

from datetime import date
from types import SimpleNamespace

import pytest

from network.config import TRANSLATION_FOLDER
from network.locales import LANGUAGES, Text, Writing, negotiate, read_catalogs, text_of

ARABIC, SORANI, ENGLISH = (Writing(LANGUAGES[code]) for code in ("ar", "ckb", "en"))
CLDR = {
    0: "zero",
    1: "one",
    2: "two",
    3: "few",
    10: "few",
    11: "many",
    99: "many",
    100: "other",
    101: "other",
    102: "other",
    103: "few",
    111: "many",
}


def activities(language, number):
    catalog = read_catalogs(TRANSLATION_FOLDER)[language]
    return catalog.ungettext("%(number)s activity", "%(number)s activities", number)


@pytest.mark.parametrize(("number", "category"), CLDR.items())
def test_arabic_chooses_the_plural_form_that_unicode_names(number, category):
    examples = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
    assert LANGUAGES["ar"].locale.plural_form(number) == category
    assert activities("ar_IQ", number) == activities("ar_IQ", examples[category])


def test_the_arabic_words_for_an_activity_differ_by_number():
    assert "نشاطان" in activities("ar_IQ", 2)
    assert "نشاطات" in activities("ar_IQ", 3)
    assert "نشاطا" in activities("ar_IQ", 11).replace("\u064b", "")
    assert activities("ar_IQ", 3) != activities("ar_IQ", 11) != activities("ar_IQ", 100)


def test_sorani_has_two_forms():
    rule = LANGUAGES["ckb"].locale.plural_form
    assert [rule(number) for number in (0, 1, 2, 11)] == ["other", "one", "other", "other"]
    assert activities("ckb_IQ", 2) == activities("ckb_IQ", 0)


def test_the_forms_for_the_browser_are_those_of_the_catalog():
    forms = ARABIC.plural_forms(lambda number: activities("ar_IQ", number))
    assert set(forms) == {"zero", "one", "two", "few", "many", "other"}
    assert set(ENGLISH.plural_forms(str)) == {"one", "other"}
    assert set(SORANI.plural_forms(str)) == {"one", "other"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (["ckb"], "ckb"),
        (["ckb-IQ"], "ckb"),
        (["ku-Arab"], "ckb"),
        (["ku-Arab-IQ"], "ckb"),
        (["ku-IQ"], "ckb"),
        (["ku"], "ckb"),
        (["kmr"], "en"),
        (["ku-Latn"], "en"),
        (["ku-Latn-TR"], "en"),
        (["ar-IQ"], "ar"),
        (["AR"], "ar"),
        (["fr", "ar;q=0.5"], "en"),
        (["fr", "ar"], "ar"),
        (["de", "ckb-IR", "en"], "ckb"),
        (["en-GB", "ar"], "en"),
        (["*"], "en"),
        (["ar_"], "ar"),
        (["-", "", "x" * 500, "\u0000"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_negotiated(accepted, language):
    assert negotiate(accepted) == language


def test_a_text_is_found_in_the_next_language_that_has_it():
    texts = {
        "ar": SimpleNamespace(name="بغداد", aim=None),
        "en": SimpleNamespace(name="Baghdad", aim="Peace"),
    }
    assert text_of(texts, "name", "ckb") == Text("Baghdad", "en")
    assert text_of(texts, "name", "ar") == Text("بغداد", "ar")
    assert text_of(texts, "aim", "ar") == Text("Peace", "en")
    assert text_of(texts, "other", "ar") is None
    assert text_of({}, "name", "en") is None


def test_english_falls_back_to_arabic_before_kurdish():
    texts = {"ckb": SimpleNamespace(name="بەغدا"), "ar": SimpleNamespace(name="بغداد")}
    assert text_of(texts, "name", "en") == Text("بغداد", "ar")


def test_the_direction_is_that_of_the_text_not_of_the_page():
    assert Text("Baghdad", "en").direction == "ltr"
    assert Text("بەغدا", "ckb").direction == Text("بغداد", "ar").direction == "rtl"


def test_dates_use_the_month_names_of_iraq():
    day = date(2017, 7, 14)
    assert ARABIC.day(day) == "14 تموز 2017"
    assert "تەمووز" in SORANI.day(day)
    assert ENGLISH.day(day) == "July 14, 2017"
    assert ARABIC.month(day) == "تموز 2017"
    assert ENGLISH.month(day) == "July 2017"


def test_a_range_of_days_says_once_what_the_days_share():
    days = date(2017, 7, 14), date(2017, 7, 15)
    assert ENGLISH.days(*days).endswith("14\u2009–\u200915, 2017")
    assert ARABIC.days(*days).count("2017") == 1
    assert SORANI.days(*days).count("2017") == 1


@pytest.mark.parametrize("code", ["ar", "ckb"])
def test_arabic_digits_are_a_setting_of_each_language(code):
    writing = Writing(LANGUAGES[code], "arab")
    assert writing.year(2017) == "٢٠١٧"
    assert writing.day(date(2017, 7, 14)).startswith("١٤")
    assert not any(digit in writing.days(date(2017, 7, 1), date(2018, 1, 2)) for digit in "0123789")
    assert writing.number(1234).replace("٬", "") == "١٢٣٤"


@pytest.mark.parametrize("writing", [ENGLISH, ARABIC, SORANI])
def test_numbers_group_thousands_and_years_do_not(writing):
    assert writing.year(2017) == "2017"
    assert writing.number(17).strip("\u200f") == "17"
    assert len(writing.number(5248)) == 5
    assert writing.number(0.25) in ("0.2", "0.3")


def test_palestine_has_the_name_that_the_network_uses():
    assert ENGLISH.country("PS") == "Palestine"
    assert ARABIC.country("NO") == "النرويج"
    assert SORANI.country("XX") == "XX"


def test_every_country_has_a_name_in_english_and_arabic():
    for code in ("IQ", "IT", "TR", "TN", "BD", "NO", "US", "SY", "IR"):
        assert ENGLISH.country(code) != code
        assert ARABIC.country(code) != code
