"""Atom as RFC 4287 has it: stable identifiers, changed only where a record changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from flask_babel import gettext

from network.cells import writable
from network.exports.blocks import blocks
from network.exports.column import Column
from network.exports.release import Release, Row
from network.locales import Text
from network.queries.downloads import moment

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# A tag: address names no host, so that it stays when the site moves.
TAG = "tag:rafidain,2026:"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write_atom(
    rows: Iterable[Row], _columns: Sequence[Column], release: Release
) -> Iterator[bytes]:
    """A feed with an entry for each row, in blocks."""
    return blocks(_pieces(rows, release))


def _pieces(rows: Iterable[Row], release: Release) -> Iterator[str]:
    head = tostring(_head(release), encoding="unicode")
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield head.removesuffix("</feed>") + "\n"
    for row in rows:
        yield tostring(_entry(row), encoding="unicode") + "\n"
    yield "</feed>\n"


def _head(release: Release) -> Element:
    feed = Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", LANGUAGE: release.language.code}
    )
    asked = f"?{release.query}" if release.query else ""
    _add(feed, "id", f"{TAG}{release.language.code}/{release.kind}{asked}")
    _add(feed, "title", " · ".join([gettext("Rafidain"), release.title]))
    _add(feed, "subtitle", release.filter_words)
    _add(feed, "updated", _stamp(release.changed or release.as_of))
    _add(SubElement(feed, "author"), "name", gettext("Rafidain"))
    _add(feed, "rights", release.license_words)
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=release.address)
    SubElement(feed, "link", rel="alternate", type="text/html", href=release.page)
    return feed


def _entry(row: Row) -> Element:
    activity, release, version = row.record, row.release, row.version
    entry = Element("entry")
    _add(entry, "id", f"{TAG}{release.language.code}/{release.kind}/{activity.slug}")
    title = release.text(activity) or Text(activity.slug, release.language.code)
    _add_text(entry, "title", title, release)
    _add(entry, "updated", _stamp(version.latest if version else release.as_of))
    if version:
        _add(entry, "published", _stamp(version.first))
    SubElement(entry, "link", rel="alternate", type="text/html", href=row.address)
    summary = release.text(activity, "summary")
    if summary:
        _add_text(entry, "summary", summary, release)
    SubElement(entry, "category", term=activity.kind.value, label=str(activity.kind.label))
    for theme in activity.themes:
        SubElement(entry, "category", term=theme.slug, label=writable(release.name(theme)))
    return entry


def _add_text(parent: Element, name: str, text: Text, release: Release) -> None:
    """A text that carries its own language where that is not the feed's."""
    element = _add(parent, name, str(text))
    if text.language != release.language.code:
        element.set(LANGUAGE, text.language)


def _add(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = writable(text)
    return element


def _stamp(value: datetime | None) -> str:
    """With its fraction: two changes within one second are two moments."""
    found = moment(value) if value else NEVER
    return found.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
