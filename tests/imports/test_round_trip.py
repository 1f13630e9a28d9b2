"""Every file of ours comes back unchanged, whatever its kind, format and language."""

import pytest

from tests.exports.files import KINDS, fetch, table
from tests.imports.trying import counts, lines, tried
from tests.records import activity

LANGUAGES = ("en", "ar", "ckb")


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("word", KINDS)
def test_a_file_of_ours_comes_back_without_a_change(app, client, seeded, word, extension):
    for language in LANGUAGES:
        answer = fetch(client, f"{word}.{extension}", language=language)
        outcome = tried(app, answer.get_data(), f"rows.{extension}", language)
        assert outcome.headings.kind.word == word
        assert counts(outcome) == {"left": int(answer.headers["X-Total-Count"])}
        assert outcome.headings.unknown == ()
        assert outcome.entries == []


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_file_is_recognized_in_a_language_other_than_the_page_s(app, client, seeded, extension):
    data = fetch(client, f"forums.{extension}", language="ckb").get_data()
    assert set(counts(tried(app, data, f"rows.{extension}", "en"))) == {"left"}


@pytest.mark.parametrize("word", KINDS)
def test_hostile_texts_come_back_without_a_change(app, client, hostile, word):
    for extension in ("csv", "xlsx"):
        data = fetch(client, f"{word}.{extension}").get_data()
        assert set(counts(tried(app, data, f"rows.{extension}"))) == {"left"}


def test_figures_that_a_file_may_not_give_stay_as_they_are(app, client, small):
    rows = {row["slug"]: row for row in table(fetch(client, "activities.csv"))}
    row = rows["training-tikrit"]
    assert (row["women"], row["men"]) == ("", "")
    shown = lines(["slug", "women", "men"], ["training-tikrit", "", ""])
    assert counts(tried(app, shown)) == {"left": 1}
    noted = lines(["slug", "women", "women_note"], ["conference-oslo", "", "withheld"])
    assert counts(tried(app, noted)) == {"left": 1}


def test_a_figure_that_was_public_is_erased_by_an_empty_cell(app, small):
    outcome = tried(app, lines(["slug", "women"], ["conference-oslo", ""]))
    assert [(change.before, change.after) for change in outcome.rows[0].changes] == [("15", "")]


def test_signs_of_formulas_come_back(app, client, small, make_public):
    make_public(
        activity("formula", name_en="=1+1", name_ar="＝1", project="@x", summary_en="+9 64")
    )
    for extension in ("csv", "xlsx"):
        data = fetch(client, f"activities.{extension}").get_data()
        assert set(counts(tried(app, data, f"rows.{extension}"))) == {"left"}
