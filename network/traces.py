"""Looks for what should be gone: the bytes of erased texts in files of the database and backups."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from network.folding import fold

# Long texts are divided, as a database may break one over two of its pages.
WINDOW, SHORTEST = 24, 6
BLOCK = 1 << 20
SQLITE = b"SQLite format 3\0"
# Logs of SQLite begin with one of these.
LOGS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")


@dataclass(frozen=True)
class Traces:
    """Files in which something was found, and files that cannot be searched as they are packed."""

    found: tuple[Path, ...] = field(default=())
    unread: tuple[Path, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.found or self.unread)


def pieces(documents: Iterable[Any], others: Iterable[Any]) -> list[str]:
    """What only `documents` say and none of `others`: texts of 6 to 24 letters."""
    rest = "\n".join(text for document in others for text in _texts(document))
    own = {piece for document in documents for text in _texts(document) for piece in _cut(text)}
    return sorted(piece for piece in own if piece not in rest)


def search(words: Iterable[str], files: Iterable[Path]) -> Traces:
    """The files that hold one of `words`, as UTF-8, folded as for a search, or escaped in JSON."""
    forms = {form for word in words for form in _forms(word)}
    found, unread = [], []
    for file in files:
        try:
            with file.open("rb") as opened:
                head = opened.read(len(SQLITE))
            if forms and _holds(file, forms):
                found.append(file)
            elif head != SQLITE and not head.startswith(LOGS) and head:
                unread.append(file)
        except FileNotFoundError:
            continue
    return Traces(tuple(found), tuple(unread))


def _texts(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict):
        for value in document.values():
            yield from _texts(value)
    elif _is_typed(document):
        # The names of fields are ours.
        yield document[1]
    elif isinstance(document, list):
        for value in document:
            yield from _texts(value)


def _is_typed(document: Any) -> bool:
    """Whether this may be a field's name and what was typed into it."""
    pair = isinstance(document, list) and len(document) == 2
    return pair and all(isinstance(part, str) for part in document) and document[0].isidentifier()


def _cut(text: str) -> Iterator[str]:
    for first in range(0, len(text), WINDOW):
        piece = text[first : first + WINDOW].strip()
        # Numbers and days are everywhere.
        if len(piece) >= SHORTEST and any(letter.isalpha() for letter in piece):
            yield piece


def _forms(word: str) -> Iterator[bytes]:
    for text in (word, fold(word)):
        if len(text) >= SHORTEST:
            yield text.encode()
            yield json.dumps(text)[1:-1].encode()


def _holds(file: Path, forms: set[bytes]) -> bool:
    longest = max(len(form) for form in forms)
    kept = b""
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            content = kept + block
            if any(form in content for form in forms):
                return True
            kept = content[-longest:]
    return False
