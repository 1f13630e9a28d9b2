"""Cells: nothing a program would compute, and the same text back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.cells import TRIGGERS, joined, neutralized, restored, writable

STARTS = st.text(alphabet=f"{TRIGGERS}' \0\u00a0a1", max_size=6)


@settings(max_examples=1000)
@given(start=STARTS, rest=st.text())
def test_a_text_comes_back_as_it_was(start, rest):
    text = start + rest
    assert restored(neutralized(text)) == text.replace("\0", "")


@settings(max_examples=500)
@given(start=STARTS, rest=st.text())
def test_no_cell_begins_as_a_formula(start, rest):
    cell = neutralized(start + rest)
    assert cell.lstrip(" \u00a0")[:1] not in TRIGGERS or not cell.strip()
    assert "\0" not in cell


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_each_beginning_of_a_formula_gets_an_apostrophe(trigger):
    assert neutralized(f"{trigger}1+1") == f"'{trigger}1+1"
    assert restored(f"'{trigger}1+1") == f"{trigger}1+1"


@pytest.mark.parametrize("text", ["", "plain", "'quoted'", "a=b", "نص", "1-2"])
def test_other_texts_are_left_alone(text):
    assert neutralized(text) == restored(text) == text


def test_a_hidden_beginning_is_found():
    assert neutralized("\0=1+1") == "'=1+1"
    assert neutralized("  =1+1") == "'  =1+1"


def test_several_values_can_be_told_apart():
    assert joined(["a; b", "c"]).split(";") == ["a, b", "c"]


def test_what_xml_cannot_hold_is_left_out():
    assert writable("a\x00\x0b\x1f\ufffe\ud800b\tc\n") == "ab\tc\n"
