"""What may be inside an XLSX file, checked before any program opens it as a workbook."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  zlib writes its class small

from network.imports.refusals import LARGEST_UNPACKED, MEGABYTE, Refusal, RefusedError

MOST_MEMBERS = 200
HIGHEST_RATIO = 100
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
XML = (".xml", ".rels", ".vml")
FOREIGN = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/model/")
# Who wrote an end of the directory with more entries than this meant no workbook.
DIRECTORY_ENTRY = b"PK\x01\x02"

_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding=["']([^"']+)["']""")
_PLAIN = {b"utf-8", b"us-ascii", b"ascii"}
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


def checked_archive(content: bytes) -> ZipFile:
    """The archive, once its directory and its XML are harmless; raises RefusedError if not."""
    if content.count(DIRECTORY_ENTRY) > 2 * MOST_MEMBERS:
        raise RefusedError(Refusal.UNPACKED_TOO_LARGE)
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise RefusedError(Refusal.DAMAGED) from error
    members = archive.infolist()
    _check_directory(members)
    for member in members:
        if member.filename.lower().endswith(XML):
            _check_markup(member.filename, read_member(archive, member.filename))
    return archive


def read_member(archive: ZipFile, name: str) -> bytes:
    """A member's bytes, never more than its directory says."""
    try:
        return archive.read(name)
    except (BadZipFile, ZlibError, KeyError, EOFError, RuntimeError, NotImplementedError) as error:
        raise RefusedError(Refusal.DAMAGED) from error


def _check_directory(members: list[ZipInfo]) -> None:
    names = [member.filename for member in members]
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
        raise RefusedError(Refusal.UNPACKED_TOO_LARGE)
    if unpacked > MEGABYTE and unpacked > HIGHEST_RATIO * packed:
        raise RefusedError(Refusal.UNPACKED_TOO_LARGE)
    if not set(names) >= NEEDED:
        raise RefusedError(Refusal.WRONG_TYPE)
    if len(set(names)) < len(names) or any(member.flag_bits & 1 for member in members):
        raise RefusedError(Refusal.DAMAGED)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError(Refusal.MACROS)
    if any(name.lower().startswith(FOREIGN) for name in names):
        raise RefusedError(Refusal.EXTERNAL_LINKS)


def _check_markup(name: str, markup: bytes) -> None:
    """No entities, not even in an encoding in which a search would miss them."""
    encoding = _ENCODING.match(markup.lstrip(b"\xef\xbb\xbf \r\n\t"))
    if b"\0" in markup or (encoding and encoding[1].lower() not in _PLAIN):
        raise RefusedError(Refusal.ENTITIES)
    if b"<!DOCTYPE" in markup or b"<!ENTITY" in markup:
        raise RefusedError(Refusal.ENTITIES)
    if name == "[Content_Types].xml" and b"macroEnabled" in markup:
        raise RefusedError(Refusal.MACROS)
    if name.endswith(".rels") and any(_leads_away(found) for found in _relations(markup)):
        raise RefusedError(Refusal.EXTERNAL_LINKS)


def _relations(markup: bytes) -> Iterator[bytes]:
    yield from (found[0] for found in _RELATION.finditer(markup))


def _leads_away(relation: bytes) -> bool:
    """Whether a workbook would load something through this; a link to click on is harmless."""
    return b"External" in relation and b"/hyperlink" not in relation
