"""The catalogs: complete, fresh, with the placeholders of the English and the right plurals."""

import ast
import re

import pytest
from babel.messages.pofile import read_po

from network.config import PROJECT_FOLDER, TRANSLATION_FOLDER
from network.locales import DEFAULT_LANGUAGE, LANGUAGES
from network.translations.__main__ import (
    KEYWORDS,
    PLURAL_FORMS,
    catalog_path,
    missing,
    template,
    updated,
)

CODES = [code for code in LANGUAGES if code != DEFAULT_LANGUAGE]
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|\{[^}]*\}|<[^>]*>")


def messages(code):
    with catalog_path(code).open("rb") as file:
        return [message for message in read_po(file, locale=code) if message.id]


def forms(words):
    return [words] if isinstance(words, str) else list(words)


@pytest.mark.parametrize("code", CODES)
def test_no_string_lacks_a_translation(code):
    assert missing(code) == []


@pytest.mark.parametrize("code", CODES)
def test_the_catalog_is_fresh(code):
    assert updated(code, template()) == catalog_path(code).read_bytes()


def asked_within_strings(source):
    """The lines of Python that ask for a translation from inside an f-string."""
    strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    calls = (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call))
    return [
        call.lineno
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", None)) in KEYWORDS
    ]


def test_no_text_is_asked_for_within_another_string():
    # Before Python 3.12 an f-string is one word, and the texts in it would be in no catalog.
    assert asked_within_strings("f\"{gettext('Method')}\"") == [1]
    assert asked_within_strings("f\"{flask_babel.ngettext('a', 'b', 2)}\"") == [1]
    assert asked_within_strings("title = gettext('Method') + f'{number}'") == []
    for path in (PROJECT_FOLDER / "network").rglob("*.py"):
        assert asked_within_strings(path.read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize("code", CODES)
def test_every_form_has_the_placeholders_of_the_english(code):
    for message in messages(code):
        expected = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        found = [set(PLACEHOLDER.findall(words)) for words in forms(message.string)]
        # "One" and "two" may be words; the forms of larger numbers must show the number.
        assert found[-1] == expected, message.id
        assert all(placeholders <= expected for placeholders in found), message.id
        assert all(placeholders == expected for placeholders in found[3:]), message.id


@pytest.mark.parametrize("code", CODES)
def test_the_header_names_the_plurals_of_the_language(code):
    header = catalog_path(code).read_text(encoding="utf-8").partition("\n\n")[0]
    assert f"Plural-Forms: {PLURAL_FORMS[code]}" in header
    counts = {"ar": 6, "ckb": 2}
    for message in messages(code):
        assert len(forms(message.string)) == (1 if isinstance(message.id, str) else counts[code])


@pytest.mark.parametrize("code", CODES)
def test_translations_are_in_the_letters_of_their_language(code):
    for message in messages(code):
        for words in forms(message.string):
            plain = PLACEHOLDER.sub("", words)
            assert re.search("[\u0600-\u06ff]", plain) or not re.search("[A-Za-z]{4}", plain), words


def test_sorani_is_not_written_with_arabic_letters():
    for message in messages("ckb"):
        for words in forms(message.string):
            assert not set(words) & set("يكىة"), words


def test_every_language_has_a_catalog_and_nothing_else_does():
    folders = {path.parent.parent.name for path in TRANSLATION_FOLDER.rglob("*.po")}
    assert folders == set(CODES)
