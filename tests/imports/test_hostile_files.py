"""Hostile files: each is answered with its own reason, quickly, and nothing is read of it."""

import resource
import time
from pathlib import Path, PurePath

import pytest

from network.imports.child import read_table
from network.imports.reader import EXTENSIONS, read_file
from network.imports.refusals import LARGEST_FILE, SENTENCES, Refusal, RefusedError
from network.locales import LANGUAGES
from tests.imports.workbooks import (
    PLAIN,
    SHEET,
    rows_of_numbers,
    with_members,
    with_shared_texts,
    with_sheet,
    workbook,
)

GOOD = workbook(["slug", "name_en"], ["kut", "Kut"])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
ENTITY = f'{PLAIN}<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
UTF_16_ENTITY = ENTITY.replace("UTF-8", "UTF-16").encode("utf-16")
BOMB = f"<sheetData><row><c><v>{'1' * 19_000_000}</v></c></row></sheetData>"
LINKED = (
    f'{PLAIN}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/externalLink" Target="file:///etc/passwd" '
    'TargetMode="External"/></Relationships>'
)
FAR_CELL = '<sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData>'
FAR_ROW = '<sheetData><row r="999999999999"><c><v>1</v></c></row></sheetData>'
MERGED = '<sheetData><row/></sheetData><mergeCells><mergeCell ref="A1:A9"/></mergeCells>'

FILES = {
    "over 5 MB": ("a.csv", b"a" * 5_000_001, Refusal.TOO_LARGE),
    "another ending": ("a.ods", GOOD, Refusal.WRONG_NAME),
    "no ending": ("csv", GOOD, Refusal.WRONG_NAME),
    "picture as workbook": ("a.xlsx", PNG, Refusal.WRONG_TYPE),
    "picture as table": ("a.csv", PNG, Refusal.WRONG_TYPE),
    "workbook as table": ("a.csv", GOOD, Refusal.WRONG_TYPE),
    "table as workbook": ("a.xlsx", b"slug,name\nkut,Kut\n", Refusal.WRONG_TYPE),
    "page as table": ("a.csv", b"<!DOCTYPE html><table>", Refusal.WRONG_TYPE),
    "document as workbook": (
        "a.xlsx",
        with_members(GOOD, {"xl/workbook.xml": None}),
        Refusal.WRONG_TYPE,
    ),
    "old workbook": ("a.xlsx", OLE, Refusal.OLD_WORKBOOK),
    "encrypted": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
    "cut off": ("a.xlsx", GOOD[: len(GOOD) // 2], Refusal.DAMAGED),
    "no zip inside": ("a.xlsx", b"PK\x03\x04" + b"x" * 100, Refusal.DAMAGED),
    "bomb by size": ("a.xlsx", with_sheet(BOMB + BOMB), Refusal.UNPACKED_TOO_LARGE),
    "bomb by ratio": ("a.xlsx", with_sheet(BOMB), Refusal.UNPACKED_TOO_LARGE),
    "too many members": (
        "a.xlsx",
        with_members(GOOD, {f"x/{number}": "" for number in range(250)}),
        Refusal.UNPACKED_TOO_LARGE,
    ),
    "macros": ("a.xlsx", with_members(GOOD, {"xl/vbaProject.bin": b"x"}), Refusal.MACROS),
    "external links": (
        "a.xlsx",
        with_members(GOOD, {"xl/externalLinks/externalLink1.xml": f"{PLAIN}<x/>"}),
        Refusal.EXTERNAL_LINKS,
    ),
    "a link to a file": (
        "a.xlsx",
        with_members(GOOD, {"xl/_rels/other.xml.rels": LINKED}),
        Refusal.EXTERNAL_LINKS,
    ),
    "entities": ("a.xlsx", with_members(GOOD, {SHEET: ENTITY}), Refusal.ENTITIES),
    "entities in UTF-16": (
        "a.xlsx",
        with_members(GOOD, {"xl/sharedStrings.xml": UTF_16_ENTITY}),
        Refusal.ENTITIES,
    ),
    "merged cells": ("a.xlsx", with_sheet(MERGED), Refusal.MERGED_CELLS),
    "300,000 rows that claim to be one": (
        "a.xlsx",
        with_sheet(f'<dimension ref="A1"/>{rows_of_numbers(300_000)}'),
        Refusal.TOO_MANY_ROWS,
    ),
    "a cell far to the right": ("a.xlsx", with_sheet(FAR_CELL), Refusal.TOO_MANY_COLUMNS),
    "a row beyond all rows": ("a.xlsx", with_sheet(FAR_ROW), Refusal.DAMAGED),
    "301 columns of a workbook": ("a.xlsx", workbook([1] * 301), Refusal.TOO_MANY_COLUMNS),
    "301 columns": ("a.csv", b",".join([b"a"] * 301), Refusal.TOO_MANY_COLUMNS),
    "10,001 rows": ("a.csv", b"slug\n" + b"a\n" * 10_001, Refusal.TOO_MANY_ROWS),
    "two million lines": ("a.csv", b"a\n" * 2_000_000, Refusal.TOO_MANY_ROWS),
    "Arabic of Windows": ("a.csv", "slug\nالكوت".encode("cp1256"), Refusal.WRONG_ENCODING),
    "mixed encodings": ("a.csv", "slug,ä\n".encode() + b"\xe4", Refusal.WRONG_ENCODING),
    "UTF-32": ("a.csv", "slug\n".encode("utf-32"), Refusal.WRONG_ENCODING),
    "NULs": ("a.csv", b"slug\nk\0ut", Refusal.NULS),
    "open quotation": ("a.csv", b'slug,name\nkut,"Kut\n', Refusal.QUOTES),
    "nothing": ("a.csv", b"", Refusal.EMPTY),
    "blanks": ("a.xlsx", b" \n \n", Refusal.EMPTY),
}


IN_A_CHILD = ("bomb by size", "300,000 rows that claim to be one", "entities", "two million lines")


def read(file, content):
    """What the child would answer, without the time that a process takes to start."""
    extension = PurePath(file).suffix
    if extension not in EXTENSIONS or len(content) > LARGEST_FILE or not content.strip():
        return read_file(file, content)
    return read_table(extension, content)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_in_two_seconds_with_its_reason(name):
    file, content, reason = FILES[name]
    started = time.process_time()
    with pytest.raises(RefusedError) as refused:
        read(file, content)
    assert time.process_time() - started < 1.5
    assert refused.value.reason == reason


@pytest.mark.parametrize("name", IN_A_CHILD)
def test_the_child_answers_as_quickly_and_this_process_does_not_grow(name):
    file, content, reason = FILES[name]
    before, used = resident(), children_seconds()
    with pytest.raises(RefusedError) as refused:
        read_file(file, content)
    assert refused.value.reason == reason
    assert children_seconds() - used < 2
    assert resident() - before < 30_000_000


def resident():
    """The memory of this process that is not swapped out, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def children_seconds():
    """The time that ended children have computed, in seconds."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def test_every_refusal_says_in_every_language_what_to_do(app):
    for language in LANGUAGES:
        with app.test_request_context(f"/{language}/data"):
            said = {RefusedError(reason, line=7, name="slug").sentence for reason in Refusal}
        assert len(said) == len(SENTENCES) == len(Refusal)
        assert not [sentence for sentence in said if "%" in sentence]


def test_a_text_shown_in_thousands_of_cells_is_not_unpacked():
    rows = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(9_000))
    content = with_shared_texts(["long " * 20_000], f"<sheetData>{rows}</sheetData>")
    with pytest.raises(RefusedError) as refused:
        read_table(".xlsx", content)
    assert refused.value.reason == Refusal.UNPACKED_TOO_LARGE
