"""The language of a page: from its address, never from a cookie."""

from typing import Any
from urllib.parse import parse_qs

from flask import Flask, current_app, g, request
from werkzeug.routing import BaseConverter

from network.locales import DEFAULT_LANGUAGE, LANGUAGES, Language, Writing, negotiate
from network.web.machines import in_machine_folder


class LanguageConverter(BaseConverter):
    """The first part of an address: one of our languages, or the address is unknown."""

    regex = "|".join(LANGUAGES)


def register(app: Flask) -> None:
    """Take the language out of addresses as they come in, and put it into those going out."""

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "language" in values:
            g.language = values.pop("language")

    @app.url_defaults
    def put_language(endpoint: str, values: dict[str, Any]) -> None:
        if app.url_map.is_endpoint_expecting(endpoint, "language"):
            values.setdefault("language", page_language().code)


def page_language() -> Language:
    """The language of the current page; where its address has none, the visitor's best.

    For a program it is what the address says, and never what the program seems to prefer.
    """
    if in_machine_folder() and "language" not in g:
        g.language = _asked_language()
    code = g.get("language") or request.path.strip("/").split("/")[0]
    return LANGUAGES[code if code in LANGUAGES else accepted_language()]


def _asked_language() -> str:
    # Not `request.args`, which fails for bytes that are no text: that error is told in a language.
    asked = parse_qs(request.query_string.decode("ascii", "ignore")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def accepted_language() -> str:
    """The language that the visitor's browser asks for."""
    if not request.accept_languages:
        return DEFAULT_LANGUAGE
    return negotiate([tag for tag, _quality in request.accept_languages])


def chosen_locale() -> str:
    """Babel's name of the page's language."""
    return page_language().babel


def page_writing() -> Writing:
    """How the page writes numbers, dates and names."""
    writing: Writing = current_app.extensions["writings"][page_language().code]
    return writing
