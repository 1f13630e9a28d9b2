"""Where texts name a forum: what still speaks of it once it is off every page."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from network.changes.kinds import KINDS
from network.changes.references import Key
from network.folding import fold
from network.models import Revision
from network.queries.hidings import hidden_records
from network.queries.reports import reports
from network.queries.revisions import published_of, standing

REPORT = "report"
NAMED = ("forum", "organization", "activity")
# Others have to have these: they are changed, not hidden.
NEEDED = ("theme", "plan")
# "and", "in", "for" and the article are written together with an Arabic word that follows.
_JOINED = re.compile(r"(?<!\S)(?:[وفبکل]?ال|[وفب]?لل|[وفبکل])(?=\w{3})")
SHORTEST = 3


@dataclass(frozen=True)
class Names:
    """What something is or was called in any language, as texts are searched for it."""

    words: frozenset[str]

    @classmethod
    def of(cls, snapshots: Iterable[Mapping[str, Any]]) -> "Names":
        """The names in these versions; those of one or two letters are no names."""
        found = {
            _searched(name)
            for snapshot in snapshots
            for texts in (snapshot.get("texts") or {}).values()
            for name in _called(texts)
        }
        return cls(frozenset(name for name in found if len(name) >= SHORTEST))

    def are_in(self, text: str) -> bool:
        """Whether a text names it, whatever the spelling."""
        searched = _searched(text) if self.words else ""
        return any(name in searched for name in self.words)


@dataclass(frozen=True)
class Place:
    """A text of a record by its field; `language` is None where it has none of its own."""

    field: str
    language: str | None
    text: str


@dataclass(frozen=True)
class Mention:
    """A record that is public, or a frozen report, with its texts that name something."""

    kind: str
    slug: str
    snapshot: Mapping[str, Any]
    places: tuple[Place, ...]

    @property
    def key(self) -> Key:
        """The kind and slug."""
        return self.kind, self.slug

    @property
    def can_be_hidden(self) -> bool:
        """Whether it can be taken off every page: themes and plans hold others together."""
        return self.kind not in NEEDED


def names_of(session: Session, keys: Iterable[Key]) -> Names:
    """What these records are called, and were in any version that was ever published."""
    slugs: dict[str, list[str]] = {}
    for kind, slug in keys:
        slugs.setdefault(kind, []).append(slug)
    return Names.of(
        snapshot
        for kind, some in slugs.items()
        for snapshot in session.scalars(published_of(kind, some))
    )


def hidden_names(session: Session) -> Names:
    """The names of the forums, organizations and activities that are hidden now."""
    hidden = [(kind, slug) for kind, slug in session.execute(hidden_records())]
    return names_of(session, [key for key in hidden if key[0] in NAMED])


def mentions(session: Session, forum: str) -> list[Mention]:
    """The public records and frozen reports with texts that name this forum, hidden or not."""
    names = names_of(session, [("forum", forum)])
    hidden = {(kind, slug) for kind, slug in session.execute(hidden_records())}
    hidden.add(("forum", forum))
    found = [
        Mention(entry.record_kind, entry.record_slug, entry.snapshot, places)
        for entry in session.scalars(standing())
        if not entry.removal
        and (entry.record_kind, entry.record_slug) not in hidden
        and (places := tuple(naming(names, entry.record_kind, entry.snapshot)))
    ]
    for report in session.scalars(reports(listed_only=False)):
        if names.are_in(report.title):
            told = {"slug": report.slug, "title": report.title, "title_language": report.language}
            place = Place("title", report.language, report.title)
            found.append(Mention(REPORT, report.slug, told, (place,)))
    return sorted(found, key=lambda mention: mention.key)


def naming(names: Names, kind: str, snapshot: Mapping[str, Any]) -> Iterator[Place]:
    """The texts of a record that bear one of these names; references to others are no texts."""
    return (place for place in texts_of(kind, snapshot) if names.are_in(place.text))


def texts_of(kind: str, snapshot: Mapping[str, Any]) -> Iterator[Place]:
    """Every text of a record that a public answer may give: its slug, its columns, its texts."""
    for column in ("slug", *KINDS[kind].columns):
        if isinstance(snapshot.get(column), str):
            yield Place(column, None, snapshot[column])
    for language, texts in (snapshot.get("texts") or {}).items():
        for field, text in texts.items():
            if text:
                yield Place(field, language, str(text))


def without_mentions(
    names: Names, entries: Iterable[Revision], present: Collection[Revision]
) -> Iterator[Revision]:
    """Versions of a past day, but for those whose texts bear these names.

    `present` are the versions that are public now: what these say is public anyway, and they
    stand in for those of which others have to have one.
    """
    now = {(entry.record_kind, entry.record_slug): entry for entry in present}
    for entry in entries:
        key = (entry.record_kind, entry.record_slug)
        if now.get(key) is entry or not any(naming(names, entry.record_kind, entry.snapshot)):
            yield entry
        elif entry.record_kind in NEEDED and key in now:
            yield now[key]


def _called(texts: Mapping[str, Any]) -> Iterator[str]:
    yield str(texts.get("name") or "")
    yield from str(texts.get("other_names") or "").split(";")


def _searched(text: str) -> str:
    return _JOINED.sub("", fold(text))
