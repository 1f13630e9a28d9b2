"""What is read of good files: the texts that a form reads, row by row, whatever wrote them."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.cells import neutralized, restored
from network.imports.child import read_table
from network.imports.reader import read_file
from network.imports.reading import CellFault
from tests.imports.workbooks import with_shared_texts, with_sheet, workbook

LINES = "slug,name_ar\nkut,الكوت\n"


def cells(extension, content):
    return [row.cells for row in read_table(extension, content).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_in_the_encodings_that_programs_write(encoding):
    assert cells(".csv", LINES.encode(encoding)) == [["slug", "name_ar"], ["kut", "الكوت"]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_that_of_the_first_line(separator):
    lines = f'slug{separator}"a, b; c"\nkut{separator}"x,;\ty"\n'
    assert cells(".csv", lines.encode()) == [["slug", "a, b; c"], ["kut", "x,;\ty"]]
    said = f"sep={separator}\n".encode() + lines.encode()
    assert cells(".csv", said) == cells(".csv", lines.encode())


def test_rows_keep_the_numbers_that_spreadsheet_programs_show():
    table = read_table(".csv", b"slug\n\n,\nkut\n")
    assert [row.number for row in table.rows] == [1, 4]
    book = read_table(".xlsx", workbook(["slug"], [None], ["kut"]))
    assert [row.number for row in book.rows] == [1, 3]


def test_cells_of_a_workbook_become_the_texts_of_a_form():
    row = [date(2019, 5, 3), datetime(2019, 5, 3, 4, 5), True, False, 13, 13.0, 32.51, None, "x"]
    (read,) = cells(".xlsx", workbook(row))
    assert read == [
        "2019-05-03",
        "2019-05-03T04:05:00",
        "yes",
        "no",
        "13",
        "13",
        "32.51",
        "",
        "x",
    ]


def test_nothing_is_computed():
    table = read_table(".xlsx", workbook(["=1+1", "#REF!", "'=1+1"]))
    assert table.rows[0].faults == {0: CellFault.FORMULA, 1: CellFault.ERROR}
    assert table.rows[0].cells == ["", "", "'=1+1"]
    assert cells(".csv", b"slug,=1+1\n") == [["slug", "=1+1"]]


def test_texts_that_office_programs_keep_apart_are_found():
    inner = '<sheetData><row r="2"><c r="B2" t="s"><v>1</v></c></row></sheetData>'
    assert cells(".xlsx", with_shared_texts(["one", "two"], inner)) == [["", "two"]]


def test_a_sheet_that_claims_one_cell_is_read_to_its_end():
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(900))
    content = with_sheet(f'<dimension ref="A1"/><sheetData>{rows}</sheetData>')
    assert len(cells(".xlsx", content)) == 900


def test_the_first_sheet_that_shows_is_read():
    def hide_first(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("Shown").append(["seen"])

    table = read_table(".xlsx", workbook(["hidden"], change=hide_first))
    assert (table.sheet, table.rows[0].cells) == ("Shown", ["seen"])


def test_links_that_one_may_click_on_are_harmless():
    def link(book):
        book.active["A1"].hyperlink = "https://example.org/"

    assert cells(".xlsx", workbook(["site"], change=link)) == [["site"]]


def test_the_child_gives_the_same_as_reading_here():
    content = workbook(["slug", "=1"], ["kut", 3])
    assert read_file("Rows.XLSX", content) == read_table(".xlsx", content)


@settings(max_examples=300)
@given(texts=st.lists(st.text(alphabet=st.characters(codec="utf-8"), min_size=1), min_size=1))
def test_every_text_comes_back_from_csv(texts):
    import csv
    import io

    line = io.StringIO(newline="")
    written = [neutralized(text) for text in texts]
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(["heading,", *written])
    rows = cells(".csv", line.getvalue().encode())
    assert [restored(cell) for cell in rows[0][1:]] == [text.replace("\0", "") for text in texts]
