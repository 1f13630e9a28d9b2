"""The command `python -m network.translations`: brings the catalogs up to date with the code."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from network.config import PROJECT_FOLDER, TRANSLATION_FOLDER
from network.locales import DEFAULT_LANGUAGE, LANGUAGES

METHODS = [("network/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_pgettext": ((1, "c"), 2)}
# Written by hand: Babel orders the last two Arabic forms unlike every other tool.
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "ckb": "nplurals=2; plural=(n != 1);",
}


def template() -> Catalog:
    """All messages that the code and the templates say."""
    catalog = Catalog(project="Rafidain", charset="utf-8")
    found = extract_from_dir(PROJECT_FOLDER, METHODS, {"templates/**.html": {}}, KEYWORDS)
    for _file, _line, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def updated(language: str, messages: Catalog) -> bytes:
    """The catalog of `language` with exactly `messages`, as the bytes of its file."""
    path = catalog_path(language)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    catalog.update(messages, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    body = BytesIO()
    write_po(body, catalog, width=100, omit_header=True, no_location=True)
    return _header(language).encode() + body.getvalue().rstrip(b"\n") + b"\n"


def catalog_path(language: str) -> Path:
    """Where the catalog of `language` is kept."""
    return TRANSLATION_FOLDER / language / "LC_MESSAGES" / "messages.po"


def missing(language: str) -> list[str]:
    """The messages that have no translation, or one that is not sure."""
    with catalog_path(language).open("rb") as file:
        catalog = read_po(file, locale=language)
    return [
        str(message.id)
        for message in catalog
        if message.id and (message.fuzzy or not all(_strings(message)))
    ]


def _strings(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _header(language: str) -> str:
    lines = (
        "Project-Id-Version: Rafidain",
        f"Language: {language}",
        f"Plural-Forms: {PLURAL_FORMS[language]}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    quoted = "\n".join(f'"{line}\\n"' for line in lines)
    return f'msgid ""\nmsgstr ""\n{quoted}\n\n'


def main() -> int:
    """Write the catalogs and say what they still lack."""
    messages = template()
    lacking = 0
    for language in LANGUAGES:
        if language == DEFAULT_LANGUAGE:
            continue
        catalog_path(language).write_bytes(updated(language, messages))
        untranslated = missing(language)
        lacking += len(untranslated)
        for message in untranslated:
            print(f"{language}: {message}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
