"""The documents that only hidden records rest on: they go with these, and come back with them."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from network.changes.mentions import names_of, naming
from network.changes.references import Key, references
from network.changes.tables import take_off
from network.models import HiddenRecord, Hiding, Revision, Source
from network.queries.background import cited_sources
from network.queries.hidings import hidings
from network.queries.revisions import published_of, standing_of

DOCUMENT = "source"


def hide_documents(session: Session) -> None:
    """Take the documents off the tables that hidden records cite and no public one does.

    Each is hidden with one of the records that cite it.
    """
    found = cited_by_hidden(session)
    if not found:
        return
    public = cited_sources().where(Source.slug.in_(found))
    cited = {document.slug for document in session.scalars(public)}
    there = set(session.scalars(select(Source.slug).where(Source.slug.in_(found))))
    for slug in sorted(there - cited):
        found[slug].records.append(HiddenRecord(record_kind=DOCUMENT, record_slug=slug))
    if there - cited:
        take_off(session, {(DOCUMENT, slug) for slug in there - cited})


def release_documents(session: Session, citing: Iterable[Revision]) -> set[Key]:
    """Let go of the hidden documents that records rest on which are shown again; returns what.

    One whose own title names the forum stays hidden with it.
    """
    cited = {slug for entry in citing for slug in _documents(entry)}
    if not cited:
        return set()
    released = set()
    said = {entry.record_slug: entry.snapshot for entry in _standing_documents(session, cited)}
    for hiding in session.scalars(hidings()):
        names = names_of(session, [("forum", hiding.forum)])
        for record in list(hiding.records):
            text = said.get(record.record_slug) if record.record_kind == DOCUMENT else None
            if text is not None and not any(naming(names, DOCUMENT, text)):
                hiding.records.remove(record)
                released.add((DOCUMENT, record.record_slug))
    session.flush()
    return released


def cited_by_hidden(session: Session) -> dict[str, Hiding]:
    """The slugs of the documents that any published version of a hidden record cites."""
    found: dict[str, Hiding] = {}
    for hiding in session.scalars(hidings()):
        slugs: dict[str, list[str]] = {}
        for record in hiding.records:
            slugs.setdefault(record.record_kind, []).append(record.record_slug)
        for kind, some in slugs.items():
            for snapshot in session.scalars(published_of(kind, some)):
                for name, slug in references(kind, snapshot):
                    if name == DOCUMENT:
                        found.setdefault(slug, hiding)
    return found


def cited_by(entries: Iterable[Revision], but_for: Collection[Key] = ()) -> set[Key]:
    """The documents that these versions cite, those of the records `but_for` left out."""
    return {
        (DOCUMENT, slug)
        for entry in entries
        if (entry.record_kind, entry.record_slug) not in but_for
        for slug in _documents(entry)
    }


def _documents(entry: Revision) -> list[str]:
    return [
        slug for kind, slug in references(entry.record_kind, entry.snapshot) if kind == DOCUMENT
    ]


def _standing_documents(session: Session, slugs: Collection[str]) -> list[Revision]:
    return list(session.scalars(standing_of(DOCUMENT, slugs)))
