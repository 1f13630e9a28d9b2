"""The public tables as they stood at a moment, rebuilt in memory from the revisions."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, NullPool, create_engine, insert, select
from sqlalchemy.orm import Session

from network.changes.documents import cited_by
from network.changes.hidden import belongs
from network.changes.mentions import names_of, without_mentions
from network.changes.publish import finish
from network.changes.references import Key, references
from network.changes.relatives import WHOLE, pairs_in, relatives, tells_otherwise
from network.changes.tables import Register, fill_rows
from network.models import Base, Edition, Revision
from network.models.edition import MARK_LENGTH
from network.queries.atlas import NO_MARK, edition_mark
from network.queries.disclosure import DIVISIONS, groups_left_out, said_in
from network.queries.hidings import hidden_records, hidings
from network.queries.revisions import published_after, published_until, standing
from network.tokens import fingerprint
from network.vocabulary import Origin, RevisionState


def rebuild(session: Session, moment: datetime) -> bytes:
    """What was public at `moment`, but for what is hidden now: a whole SQLite file, for `opened`.

    Its edition has the number of the last publication until then, 0 and `NO_MARK` where there was
    none.
    """
    # It lives in memory: it needs none of the pragmas that keep a file safe.
    engine = create_engine("sqlite://", hide_parameters=True)
    try:
        with engine.connect() as connection:
            Base.metadata.create_all(connection)
            with Session(connection) as past:
                _fill(past, session, moment)
                past.commit()
            driver = connection.connection.driver_connection
            return driver.serialize() if driver else b""
    finally:
        engine.dispose()


def opened(content: bytes) -> Engine:
    """An engine for reading a rebuilt past.

    Each of its connections reads a copy of its own, so that threads may share it.
    """

    def open_copy() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(content)
        connection.execute("PRAGMA query_only=ON")
        return connection

    return create_engine("sqlite://", creator=open_copy, poolclass=NullPool, hide_parameters=True)


def _fill(past: Session, session: Session, moment: datetime) -> None:
    stood = list(session.scalars(standing(_utc(moment))))
    shown = _shown(session, stood)
    present = {(entry.record_kind, entry.record_slug) for entry in shown}
    protected = _protected(session, moment, stood)
    snapshots = [
        (entry.record_kind, protected.get(entry.record_slug, entry.snapshot))
        if entry.record_kind == "activity"
        else (entry.record_kind, entry.snapshot)
        for entry in shown
    ]
    # What was erased or is hidden may still be referred to.
    absent = {key for kind, snapshot in snapshots for key in references(kind, snapshot)} - present
    fill_rows(Register(past, absent), snapshots)
    published = session.execute(published_until(_utc(moment)))
    versions = [
        _version(kind, slug, published_at)
        for kind, slug, published_at in published
        if published_at and (kind, slug) in present
    ]
    if versions:
        past.execute(insert(Revision), versions)
    finish(past, max([entry.published_at for entry in stood if entry.published_at], default=moment))
    edition = past.scalars(select(Edition)).one()
    edition.number = max([entry.edition or 0 for entry in stood], default=0)
    edition.mark = _mark(session, moment) if edition.number else NO_MARK


def _mark(session: Session, moment: datetime) -> str:
    """A mark of the past as the present sees it, the same in every worker."""
    seen = f"{session.scalar(edition_mark())} {_utc(moment).isoformat()}"
    return fingerprint(seen)[:MARK_LENGTH]


def _protected(
    session: Session, moment: datetime, stood: Sequence[Revision]
) -> dict[str, dict[str, Any]]:
    """What activities said, without what gives away a small group beside what they said later."""
    then = {
        entry.record_slug: entry.snapshot
        for entry in stood
        if entry.record_kind == "activity" and not entry.removal
    }
    later: dict[str, list[dict[str, Any]]] = defaultdict(list)
    changed: set[str] = set()
    for slug, snapshot, removal in session.execute(published_after("activity", _utc(moment))):
        if not removal:
            later[slug].append(snapshot)
        if removal or tells_otherwise(then.get(slug), snapshot):
            changed.add(slug)
    versions = [(slug, snapshot) for slug in later for snapshot in later[slug]]
    silent = relatives(pairs_in([*then.items(), *versions]), changed)
    return {
        slug: _silenced(snapshot, later[slug])
        if slug in silent
        else _without(snapshot, groups_left_out(said_in(snapshot), map(said_in, later[slug])))
        for slug, snapshot in then.items()
        if slug in silent or slug in later
    }


def _silenced(snapshot: dict[str, Any], later: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A part or a whole that tells of no group, nor to which whole it belonged by mistake."""
    silent = _without(snapshot, (group for groups in DIVISIONS for group in groups))
    if any(version.get(WHOLE) != snapshot.get(WHOLE) for version in later):
        silent[WHOLE] = None
    return silent


def _without(snapshot: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {**snapshot, **dict.fromkeys(names)}


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _version(kind: str, slug: str, published_at: datetime) -> dict[str, Any]:
    """That a record was published then, and neither what it said nor who wrote it."""
    return {
        "record_kind": kind,
        "record_slug": slug,
        "snapshot": {},
        "state": RevisionState.PUBLISHED,
        "origin": Origin.SEED,
        "created_at": published_at,
        "published_at": published_at,
    }


def _shown(session: Session, stood: Sequence[Revision]) -> list[Revision]:
    """What of all that stood may be shown: hidden records stay hidden in the past, too."""
    entries = [entry for entry in stood if not entry.removal]
    hidden: set[Key] = {(kind, slug) for kind, slug in session.execute(hidden_records())}
    forums = [hiding.forum for hiding in session.scalars(hidings())]
    for forum in forums:
        hidden |= _belonging(entries, forum, hidden)
    if forums:
        hidden |= cited_by(entries) - cited_by(entries, but_for=hidden)
    shown = [entry for entry in entries if (entry.record_kind, entry.record_slug) not in hidden]
    if not forums:
        return shown
    present = [entry for entry in session.scalars(standing()) if not entry.removal]
    names = names_of(session, [("forum", forum) for forum in forums])
    return list(without_mentions(names, shown, present))


def _belonging(entries: Sequence[Revision], forum: str, hidden: set[Key]) -> set[Key]:
    """What belonged to a hidden forum then; parts of activities are found after their wholes."""
    keys = set(hidden)
    while True:
        found = {
            (entry.record_kind, entry.record_slug)
            for entry in entries
            if belongs(entry.record_kind, entry.snapshot, forum, keys)
        }
        if found <= keys:
            return keys
        keys |= found
