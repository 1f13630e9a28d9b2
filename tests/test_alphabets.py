"""The order of names: the alphabets of Arabic and Sorani, alike on both databases."""

import random

import pytest
from sqlalchemy import select

from network.alphabets import sort_key
from network.models import CityText
from tests.records import city, source

SORANI = [*"ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆھیێ"]
ARABIC = [*"ابتثجحخدذرزسشصضطظعغفقكلمنهوي"]
NAMES = {
    "ar": ["الأنبار", "بابل", "بغداد", "تكريت", "الحلة", "الديوانية", "الرمادي", "كركوك", "هيت"],
    "ckb": ["ئامێدی", "بەغدا", "تکریت", "چەمچەماڵ", "حیللە", "ڕەمادی", "سلێمانی", "کوت", "هەولێر"],
    "en": ["Amarah", "Al-Anbar", "Babylon", "Ad-Diwaniyah", "Erbil", "Al-Kut", "Zakho"],
}


def ordered(names, language):
    return sorted(names, key=lambda name: sort_key(name, language))


@pytest.mark.parametrize(("language", "letters"), [("ar", ARABIC), ("ckb", SORANI)])
def test_letters_follow_the_alphabet(language, letters):
    assert ordered(reversed(letters), language) == letters


def test_the_sorani_ae_comes_between_heh_and_yeh():
    assert ordered(["یا", "ە", "ھا", "وا"], "ckb") == ["وا", "ھا", "ە", "یا"]


@pytest.mark.parametrize("language", NAMES)
def test_names_are_in_order_without_their_article(language):
    assert (
        ordered(random.Random(1).sample(NAMES[language], len(NAMES[language])), language)
        == (NAMES[language])
    )


def test_a_shorter_name_comes_before_a_longer_one_that_begins_with_it():
    assert ordered(["كوتة", "كوت", "كوت العمارة"], "ar") == ["كوت", "كوت العمارة", "كوتة"]


def test_spellings_of_one_letter_stand_together():
    assert sort_key("أربيل", "ar") == sort_key("اربيل", "ar")
    assert sort_key("هەولێر", "ckb") == sort_key("ھەولێر", "ckb")
    assert sort_key("سليمانی", "ckb") == sort_key("سلیمانی", "ckb")


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_names_in_other_letters_come_before_the_alphabet(language):
    first = "ابو" if language == "ar" else "ئاب"
    assert ordered([first, "Hit", "2017"], language)[-1] == first
    assert ordered(["Zakho", "Amarah"], language) == ["Amarah", "Zakho"]


@pytest.mark.parametrize("language", NAMES)
def test_databases_order_names_by_their_keys(language, session, make_public):
    names = random.Random(2).sample(NAMES[language], len(NAMES[language]))
    columns = ({"name_en": "A", f"name_{language}": name} for name in names)
    cities = [city(f"city-{n}", "none", **column) for n, column in enumerate(columns)]
    make_public(source("report"), *cities)
    found = select(CityText.name).where(CityText.locale == language).order_by(CityText.sort_key)
    assert session.scalars(found).all() == NAMES[language]
