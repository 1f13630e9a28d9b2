"""Search across all kinds of record."""

import re
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from network.folding import fold
from network.locales import LANGUAGES, Text
from network.queries.conditions import words_of
from network.queries.filter import Known, read_filter
from network.queries.search import SEARCHED, search
from network.web.caching import tagged
from network.web.language import page_language
from network.web.paging import read_page

blueprint = Blueprint("search", __name__)


@blueprint.get("/<language:language>/search")
@tagged
def page() -> ResponseReturnValue:
    """What is found, kind by kind, with the match marked."""
    text = read_filter(request.args, Known())[0].q or ""
    found = {kind: read_page(search(kind, text), kind) for kind in SEARCHED} if text else {}
    return render_template(
        "search/page.html",
        asked=text,
        groups={kind: group for kind, group in found.items() if group.total},
        total=sum(group.total for group in found.values()),
        found_text=lambda record, field="name": found_text(record, field, text),
    )


def found_text(record: Any, field: str, asked: str) -> Markup:
    """The text of a record with the words that were asked for marked.

    Where the page's language does not hold the match, the one that does stands beside it.
    """
    words = words_of(asked)
    texts = record.texts
    order = [code for code in LANGUAGES[page_language().code].fallback if code in texts]
    matching = [code for code in order if all(word in texts[code].folded for word in words)]
    shown = dict.fromkeys([*order[:1], *(matching[:1] if order[0] not in matching else [])])
    parts = [_marked(Text(getattr(texts[code], field), code), words) for code in shown]
    return Markup(" · ").join(parts)


def _marked(text: Text, words: list[str]) -> Markup:
    pieces = re.split(r"(\s+)", text.value)
    marked = Markup().join(
        Markup("<mark>%s</mark>") % piece if _holds(piece, words) else Markup("%s") % piece
        for piece in pieces
    )
    return Markup('<bdi lang="%s" dir="%s">%s</bdi>') % (text.language, text.direction, marked)


def _holds(piece: str, words: list[str]) -> bool:
    folded = fold(piece)
    return any(word in folded for word in words)
