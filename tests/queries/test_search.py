"""Text search: a record is found by its name in any language, however it is spelled."""

import pytest
from sqlalchemy import select

from network.models import Activity
from network.queries.activities import activities
from network.queries.filter import Filter
from tests.records import activity, city, forum, organization, record, source

ACTIVITY = {
    "name_en": "Café of the Al-Kūt marathon 2017",
    "name_ar": "مؤتمر أصدقاء الحلة في مدرسة البيئة",
    "name_ckb": "کۆنفرانسی هەولێر لە گەڕەکی نوێ",
}
SPELLINGS = [
    "marathon",
    "MARATHON",
    "mara",
    "cafe",
    "CAFÉ",
    "al-kut marathon",
    "El Kut",
    "kūt",
    "٢٠١٧",
    "۲۰۱۷",
    "مؤتمر",
    "موتمر",
    "أصدقاء",
    "اصدقاء",
    "اصدقا",
    "إصدقاء",
    "الحلة",
    "حله",
    "الحلـــة",
    "الحِلَّة",
    "مدرسه",
    "البيئة",
    "البیئة",
    "كوت",
    "الکوت",
    "کۆنفرانس",
    "كۆنفرانس",
    "هەولێر",
    "ھەولێر",
    "هه‌ولێر",
    "گەڕەکی نوێ",
    "کووت",
    "koot",
    "wasit",
    "Wāsiṭ",
    "واسط",
    "احب",
    "mashhoofna",
    "مشحوفنا",
    "marathon هەولێر واسط",
    "kut!",
]


@pytest.fixture
def search(session, make_public):
    make_public(
        source("report"),
        record("governorate", "wasit", name_en="Wāsiṭ", name_ar="واسط", name_ckb="واست"),
        city(
            "kut",
            "tigris",
            governorate="wasit",
            name_en="Al Kut",
            name_ar="الكوت",
            name_ckb="کووت",
            other_names_en="Koot",
        ),
        forum("wasit-forum", city="kut", name_en="I Love Wasit", name_ar="أحب واسط"),
        organization("boats", name_en="Mashhoofna", name_ar="فريق مشحوفنا"),
        activity("race", city="kut", forums="wasit-forum", partners="boats", **ACTIVITY),
        activity("other", name_en="Nothing of that", name_ar="شيء آخر"),
    )

    def find(text):
        chosen = activities(Filter(q=text)).with_only_columns(Activity.slug)
        return session.scalars(chosen).all()

    return find


def test_a_record_is_found_by_its_spellings(search):
    assert [text for text in SPELLINGS if search(text) != ["race"]] == []


def test_all_words_must_be_found_but_not_in_one_name(search):
    assert search("mashhoofna marathon kut") == ["race"]
    assert search("mashhoofna atlantis") == []


def test_no_text_but_signs_finds_everything(search):
    assert sorted(search("!?")) == ["other", "race"]


def test_summaries_and_doubts_are_not_searched(session, small, make_public):
    make_public(activity("quiet", summary_en="Zanzibar", doubt_en="Zanzibar"))
    chosen = activities(Filter(q="zanzibar"))
    assert session.scalars(select(chosen.subquery().c.slug)).all() == []
