"""The dry run: what each row would do, and every reason why not, by row and column."""

import pytest

from network.imports.outcome import RowState
from network.imports.refusals import Refusal, RefusedError
from tests.imports.trying import counts, lines, tried
from tests.imports.workbooks import workbook

NEW = {"name_en": "Race", "kind": "sport-event", "sources": "report"}


def row(**columns):
    return lines(list(columns), list(columns.values()))


def faults(outcome):
    return [(row.number, fault.title) for row in outcome.rows for fault in row.faults]


def test_what_differs_is_told_field_by_field_before_and_after(app, small):
    outcome = tried(app, row(slug="undated", kind="Training", themes="peace; water"))
    assert counts(outcome) == {"changed": 1}
    changes = {change.title: (change.before, change.after) for change in outcome.rows[0].changes}
    assert changes == {"kind": ("meeting", "training"), "themes": ("peace", "peace;water")}
    assert outcome.rows[0].snapshot["city"] == "tikrit"


def test_a_new_row_needs_no_identifier(app, small):
    outcome = tried(app, row(**NEW, city="Tikrit", start="٢٠١٩"))
    assert counts(outcome) == {"added": 1}
    snapshot = outcome.rows[0].snapshot
    assert (snapshot["slug"], snapshot["start"], snapshot["precision"]) == (
        "sport-event-tikrit-2019-01",
        "2019-01-01",
        "year",
    )
    assert snapshot["country"] == "IQ"


def test_a_row_without_identifier_finds_its_record_by_name_and_day(app, small):
    known = row(name_en="Activity training-tikrit", start="2017-07-14", participants="١٥")
    outcome = tried(app, known)
    assert [(entry.slug, entry.state) for entry in outcome.rows] == [
        ("training-tikrit", RowState.CHANGED)
    ]
    other_day = row(**{**NEW, "name_en": "Activity training-tikrit"}, start="2018-07-14")
    assert counts(tried(app, other_day)) == {"added": 1}


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("en", ("Name", "Kind of activity", "City", "Themes", "Sources")),
        ("ar", ("الاسم", "نوع النشاط", "المدينة", "المسارات", "المصادر")),
    ],
)
def test_a_table_made_by_hand_is_read_by_labels_and_names(app, small, language, header):
    words = {"en": "Sport event", "ar": "فعالية رياضية"}[language]
    title = "The title of report"
    cells = ["Race", words, "تكريت", "Theme peace؛ water", title]
    outcome = tried(app, lines(header, cells), language=language, kind="activity")
    assert counts(outcome) == {"added": 1}, faults(outcome)
    snapshot = outcome.rows[0].snapshot
    assert snapshot["texts"] == {language: {"name": "Race"}}
    assert (snapshot["city"], snapshot["themes"]) == ("tikrit", ["peace", "water"])
    assert snapshot["sources"] == ["report"]


def test_every_planted_fault_is_told_by_row_and_column(app, small):
    columns = ["slug", "kind", "start", "participants", "women", "city", "themes", "name_en"]
    good = ["", "training", "2019-05-01", "10", "5", "tikrit", "peace", "A"]
    planted = {
        "slug": "Not a slug: number",
        "kind": "party",
        "start": "1/2/2019",
        "participants": "many",
        "women": "-1",
        "city": "Nowhere at all",
        "themes": "peace;unheard-of-thing",
        "name_en": "x" * 400,
    }
    rows = []
    for number in range(48):
        column = columns[number % len(columns)]
        cells = [*good[:-1], f"Activity number {number}"]
        cells[columns.index(column)] = planted[column].replace("number", str(number))
        rows.append(cells)
    outcome = tried(app, lines([*columns, "sources"], *([*cells, "report"] for cells in rows)))
    expected = [(number + 2, columns[number % len(columns)]) for number in range(48)]
    assert faults(outcome) == expected
    assert counts(outcome) == {"refused": 48}


def test_reasons_are_in_the_language_of_the_page(app, small):
    said = {
        language: tried(app, row(**NEW, city="Nowhere"), language=language).rows[0].faults[0].reason
        for language in ("en", "ar", "ckb")
    }
    assert len(set(said.values())) == 3


@pytest.mark.parametrize(
    ("column", "said", "slug"),
    [
        ("city", "Tikrt", "tikrit"),
        ("city", "تكريط", "tikrit"),
        ("themes", "Theme peaace", "peace"),
        ("organizers", "Team runers", "runners"),
        ("forums", "Forum tikrit-forrum", "tikrit-forum"),
        ("hosts", "forum:national-forrum", "forum:national-forum"),
    ],
)
def test_a_likely_match_is_offered_and_taken_only_when_asked_to(app, small, column, said, slug):
    content = row(**NEW, **{column: said})
    offered = tried(app, content)
    assert counts(offered) == {"refused": 1}
    (guess,) = offered.guesses
    assert guess.slug == slug.removeprefix("forum:")
    assert guess.name in offered.rows[0].faults[0].reason
    taken = tried(app, content, guessing=True)
    assert counts(taken) == {"added": 1}
    assert slug.rpartition(":")[2] in str(taken.rows[0].snapshot)


def test_a_formula_refuses_its_row_unless_nothing_of_it_is_read(app, small):
    header = ["name_en", "kind", "sources", "participants", "My own sums"]
    read = workbook(header, ["Race", "training", "report", "=1+1", 2])
    assert faults(tried(app, read, "rows.xlsx")) == [(2, "participants")]
    unread = workbook(header, ["Race", "training", "report", 2, "=1+1"])
    outcome = tried(app, unread, "rows.xlsx")
    assert (counts(outcome), outcome.headings.unknown) == ({"added": 1}, ("My own sums",))


def test_a_source_that_is_not_on_record_comes_along_once(app, small):
    header = ["name_en", "kind", "source_title", "source_url", "source_date"]
    document = ["A report", "https://example.org/new", "٢٠١٩-٠٥"]
    outcome = tried(app, lines(header, ["A", "training", *document], ["B", "visit", *document]))
    assert counts(outcome) == {"added": 2}
    (source,) = outcome.sources
    assert (source["title"], source["publisher"], source["published"]) == (
        "A report",
        "example.org",
        "2019-05",
    )
    assert [entry[0] for entry in outcome.entries] == ["source", "activity", "activity"]
    known = row(**{**NEW, "sources": ""}, source_url="https://example.org/letter")
    assert tried(app, known).sources != ()


def test_rows_may_name_each_other_and_fall_together(app, small):
    header = ["slug", "name_en", "kind", "sources", "part_of"]
    whole, part = ["season", "Season", "festival", "report", ""], ["", "Race", "visit", "report"]
    assert counts(tried(app, lines(header, [*part, "season"], whole))) == {"added": 2}
    assert counts(tried(app, lines(header, [*part, "Season"], whole))) == {"added": 2}
    broken = [*whole[:2], "party", *whole[3:]]
    outcome = tried(app, lines(header, [*part, "season"], broken))
    assert faults(outcome) == [(2, "part_of"), (3, "kind")]


def test_a_part_of_a_part_is_told_beside_its_cell(app, small):
    header = ["slug", "name_en", "kind", "sources", "part_of"]
    new = ["Race", "visit", "report"]
    rows = [["one", *new, "race-hillah"], ["two", *new, "three"], ["three", *new, "season-hillah"]]
    assert faults(tried(app, lines(header, *rows))) == [(2, "part_of"), (3, "part_of")]
    change = lines(["slug", "part_of"], ["season-hillah", "undated"], ["online", "online"])
    outcome = tried(app, change)
    assert faults(outcome) == [(2, "part_of"), (3, "part_of")]
    for row, words in zip(outcome.rows, ("are parts of this one", "of itself"), strict=True):
        assert words in row.faults[0].reason


def test_two_rows_about_one_record_are_told(app, small):
    outcome = tried(app, lines(["slug", "kind"], ["undated", "visit"], ["undated", "training"]))
    assert counts(outcome) == {"changed": 1, "refused": 1}
    assert faults(outcome) == [(3, "slug")]


def test_what_one_may_not_change_is_refused(app, small):
    content = lines(["slug", "kind"], ["undated", "visit"], ["online", "visit"])
    outcome = tried(app, content, may=lambda _kind, slug: slug == "online")
    assert faults(outcome) == [(2, "slug")]
    assert [entry[1]["slug"] for entry in outcome.entries] == ["online"]


def test_a_cell_without_a_heading_is_told(app, small):
    outcome = tried(app, lines(["slug", "kind"], ["undated", "visit", "stray"]))
    assert "stray" in outcome.rows[0].faults[0].reason


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["kut", "tigris"], ["hit", "euphrates"]], Refusal.NO_HEADER),
        ([["slug", "Slug"], ["kut", "kut"]], Refusal.TWIN_HEADERS),
        ([["slug", "name_en", "Name (English)"], ["a", "b", "c"]], Refusal.TWIN_HEADERS),
        ([["slug", "name_en"]], Refusal.EMPTY),
    ],
)
def test_a_table_without_a_header_is_refused(app, small, rows, reason):
    with pytest.raises(RefusedError) as refused:
        tried(app, lines(*rows))
    assert refused.value.reason == reason


def test_a_row_of_tags_under_the_header_is_no_record(app, small):
    content = lines(["slug", "kind"], ["#meta+id", "#activity+type"], ["undated", "visit"])
    assert counts(tried(app, content)) == {"changed": 1}
