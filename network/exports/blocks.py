"""Gathers small pieces of text into blocks of bytes that are worth sending."""

from collections.abc import Iterable, Iterator

BLOCK = 32_768


def blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    """The pieces as UTF-8, in blocks of about 32 kB; memory does not grow with their number."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= BLOCK:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting).encode()
